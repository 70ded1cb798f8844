/// Texts free of personal data: logs, invoices and orders, code, prose, 150 KB in all. What is found in them is false.

import Foundation
import Redaction
import Testing

@Suite("Texts free of personal data")
struct NegativeTests {
  @Test(
    "hold next to nothing that is taken for some", arguments: [("logs", 4), ("invoices", 4), ("code", 6), ("prose", 6)])
  func quiet(name: String, most: Int) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Negatives")
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "\(name).txt")))
    let found = Redaction.findings(bytes).map { "\($0.kind.name) \(String(decoding: bytes[$0.range], as: UTF8.self))" }
    #expect(bytes.count > 20_000 && found.count <= most, "\(found)")
  }
}

@Suite("Any bytes")
struct FuzzTests {
  private let pieces: [[UInt8]] =
    [
      "Anna", "anna@muster.de", "+41", "(0)", "0", "4111 1111", "-", ".", "/", ":", "::", "[", "]", "@", " ", "\n",
      "van", "Mr.", "Street", "Rua", "name is", "password=",
      "eyJ", "-----BEGIN ", "http://", "www.", "DE89", "\u{E9}", "\u{1F600}", "\u{A0}", "\u{2019}", "9", "XY", "x",
    ].map { Array($0.utf8) } + [[0x80], [0xFF], [0xE2, 0x80], [0xC3], [0]]

  @Test("give findings in order, inside the text and without overlaps, at ends of characters")
  func bounds() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...25, using: &generator)).flatMap { _ in pieces.randomElement(using: &generator)!
      }
      var end = 0
      for finding in Redaction.findings(text, .all) {
        #expect(finding.range.lowerBound >= end && !finding.range.isEmpty && finding.range.upperBound <= text.count)
        end = finding.range.upperBound
      }
    }
  }

  @Test(
    "cost time in proportion to their length",
    arguments: [
      "Anna ", "A. ", "van der ", "1 ", "0 1-", "Mr ", "Street 1 ", "Rua Rua ", "http://a", "::", "a:", "name is ",
      "password=", "[[", "12.", "+4 ", "Anna-", "éa", "d e ", "O'", "www.", "a@b.cc_", "a@b.",
    ])
  func linear(piece: String) {
    func seconds(_ count: Int) -> Double {
      let bytes = Array(String(repeating: piece, count: count).utf8)
      var best = Double.infinity
      for _ in 0..<3 {
        let start = processorSeconds()
        _ = Redaction.findings(bytes, .all)
        best = min(best, processorSeconds() - start)
      }
      return best
    }
    _ = seconds(100)
    let (small, large) = (seconds(500), seconds(8000))
    // Sixteen times the text; four times that is room for a busy machine, a quadratic pass would take 256 times.
    #expect(large < max(small, 0.0005) * 64)
  }
}
