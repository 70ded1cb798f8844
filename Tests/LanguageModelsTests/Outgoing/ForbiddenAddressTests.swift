import Addresses
import Contract
import LanguageModels
import Secrets
import Synchronization
import Testing
import Values

@Suite("Where a model or a redactor may not be")
struct ForbiddenAddressTests {
  @Test(
    "is the operator's own network, in every way of writing its addresses",
    arguments: [
      "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::]",
      "[::ffff:127.0.0.1]", "[::ffff:a00:1]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "10.0.0.1", "172.16.3.4",
      "192.168.1.1", "100.64.0.1", "169.254.169.254", "[fd00:ec2::254]", "[fe80::1]", "metadata.test", "mixed.test",
    ])
  func forbidden(host: String) async throws {
    for (scheme, port) in [("http", "80"), ("https", "443")] {
      let http = OutgoingHTTP(policy: AddressPolicy(), lookup: Self.lookup)
      let caller = ModelCaller(
        http: http, limits: .patient, redactorLimits: .patient, now: { Asking.now })
      let secret = SecretValue(Array("key=k\nendpoint=\(scheme)://\(host):\(port)".utf8))
      let target = ModelTarget(name: "fast", provider: .openAICompatible, model: "m", region: "eu")
      let question = Question([.text("Hello")])
      let asked = await caller.ask(question, of: target, secret: secret, safeguard: Safeguard(.standard))
      #expect(asked.refusal == .network(.addressRefused), "\(scheme)://\(host)")
      let own = SecretValue(Array("secret=0123456789abcdef\nurl=\(scheme)://\(host):\(port)/".utf8))
      let redacted = await caller.ask(question, of: target, secret: secret, safeguard: Safeguard(.required, .own(own)))
      #expect(redacted.refusal == .redactor(.network(.addressRefused)))
      await http.shutdown()
    }
  }

  /// The system's, and names of our own.
  @Sendable private static func lookup(_ host: String) async -> [Address] {
    switch host {
    case "metadata.test": [Address("169.254.169.254")!]
    case "mixed.test": [Address("1.1.1.1")!, Address("10.0.0.1")!]
    default: await AddressLookup.addresses(of: host)
    }
  }

  @Test("is anywhere but this machine without TLS, whatever the operator opens")
  func plain() async throws {
    let asking = Asking(allowing: ["10.0.0.0/8"])
    let result = await asking.ask(
      [.text("Hello")], secret: "key=k\nendpoint=http://10.1.2.3", Safeguard(.standard))
    #expect(result.refusal == .network(.notEncrypted))
    await asking.done()
  }

  @Test("is a name that has changed its mind: what was looked up and checked is what is connected to, each time anew")
  func rebinding() async throws {
    let server = try WireServer { $1.stream(AnthropicWire.events(["Hello"])) }
    defer { server.close() }
    let turns = Mutex(0)
    let http = OutgoingHTTP(policy: AddressPolicy(allowing: [AddressRange("127.0.0.1")!])) { host in
      let turn = turns.withLock { turns in
        turns += 1
        return turns
      }
      // The system's resolver knows no such name: whoever asks it connects to nothing.
      #expect(host == "models.invalid")
      return [Address(turn == 1 ? "127.0.0.1" : "127.0.0.2")!]
    }
    let caller = ModelCaller(
      http: http, limits: .patient, redactorLimits: .patient, now: { Asking.now })
    let secret = SecretValue(Array("key=k\nendpoint=http://models.invalid:\(server.port)".utf8))
    let target = ModelTarget(name: "fast", provider: .anthropic, model: "m", region: "eu")
    let first = await caller.ask(
      Question([.text("Hello")]), of: target, secret: secret, safeguard: Safeguard(.standard))
    #expect(first.text == "Hello")
    #expect(server.requests.first?.headers["host"] == "models.invalid:\(server.port)")
    let second = await caller.ask(
      Question([.text("Hello")]), of: target, secret: secret, safeguard: Safeguard(.standard))
    #expect(second.refusal == .network(.addressRefused))
    #expect(turns.withLock { $0 } == 2 && server.requests.count == 1)
    await http.shutdown()
  }

  @Test("An open connection serves the next question too")
  func reuse() async throws {
    let connections = Mutex<Set<ObjectIdentifier>>([])
    let server = try WireServer { _, connection in
      connections.withLock { _ = $0.insert(ObjectIdentifier(connection)) }
      connection.stream(AnthropicWire.events(["Hello"]), size: 64)
    }
    defer { server.close() }
    let asking = Asking()
    for _ in 0..<4 {
      let result = await asking.ask(
        [.text("Hello")], secret: "key=k\nendpoint=\(server.address)", Safeguard(.standard))
      #expect(result.text == "Hello")
    }
    await asking.done()
    #expect(connections.withLock { $0.count } == 1)
  }
}
