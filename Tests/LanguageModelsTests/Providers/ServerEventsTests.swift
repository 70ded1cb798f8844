import Testing
import Values

@testable import LanguageModels

@Suite("Server-sent events")
struct ServerEventsTests {
  static let sample =
    "\u{FEFF}: hello\r\nevent: x\r\ndata: one\r\ndata:two\r\ndata\r\n\r\nid: 7\rdata:  three\r\rretry: 1\n\ndata: é👋\n\ndata: lost"

  @Test("are the same however their bytes are cut")
  func pieces() throws {
    let bytes = Array(Self.sample.utf8)
    for size in 1...bytes.count {
      var events = ServerEvents()
      var found: [String] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        found += try events.take(bytes[start..<min(start + size, bytes.count)]).map {
          String(decoding: $0, as: UTF8.self)
        }
      }
      #expect(found == ["one\ntwo\n", " three", "é👋"])
    }
  }

  @Test("and what pretends to be some, never stop the reader, and say the same in one piece as in many")
  func fuzz() {
    var random = SystemRandomNumberGenerator()
    let seeds = (AnthropicWire.events(["Dear [[EMAIL_1]]", "é"]) + OpenAIWire.events(["x"]) + [Self.sample]).map {
      Array($0.utf8)
    }
    for _ in 0..<3_000 {
      var bytes = (0..<Int.random(in: 1...4, using: &random)).flatMap { _ in seeds.randomElement(using: &random)! }
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: at)
        default: bytes.insert(contentsOf: [0x0D, 0x0A, 0x7B, 0x22, 0x5B].shuffled(), at: at)
        }
        if bytes.isEmpty { break }
      }
      let cut = Int.random(in: 0...bytes.count, using: &random)
      #expect(Self.read([bytes]) == Self.read([Array(bytes[..<cut]), Array(bytes[cut...])]))
    }
  }

  /// What both readers make of it, step by step.
  private static func read(_ pieces: [[UInt8]]) -> [String] {
    var events = ServerEvents()
    var anthropic = Anthropic.Reader()
    var openAI = OpenAICompatible.Reader()
    var said: [String] = []
    for piece in pieces {
      do {
        for event in try events.take(piece) {
          do { said.append("\(try anthropic.read(event))") } catch { said.append("\(error)") }
          do { said.append("\(try openAI.read(event))") } catch { said.append("\(error)") }
        }
      } catch { said.append("\(error)") }
    }
    return said
  }

  @Test("have a limit, also without a single line's end")
  func limit() {
    var events = ServerEvents()
    let piece = [UInt8](repeating: 0x61, count: 1 << 18)
    #expect(throws: ServerEvents.TooLong.self) { for _ in 0..<8 { _ = try events.take(piece) } }
  }

  @Test("Retry-After is seconds or a date, and nothing else")
  func retryAfter() {
    let now = Asking.now
    #expect(RetryAfter.seconds("120", now: now) == 120)
    #expect(RetryAfter.seconds("Sat, 21 Nov 2026 12:01:00 GMT", now: now) == 60)
    #expect(RetryAfter.seconds("Sat, 21 Nov 2020 12:01:00 GMT", now: now) == 0)
    for text in ["", "-1", "1.5", "soon", "99999999999999999999", "Sat, 31 Feb 2026 12:00:00 GMT", "Sat, 21 Nov 2026"] {
      #expect(RetryAfter.seconds(text, now: now) == nil, "\(text)")
    }
  }
}
