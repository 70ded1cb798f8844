import Contract
import LanguageModels
import Secrets
import Testing

@Suite("A stream that is not whole")
struct BrokenStreamTests {
  enum Fault: CaseIterable, Sendable {
    case cutInAnEvent, cutInHTTP, endsEarly, noJSON, otherJSON, error, hugeLine, otherType, noUTF8, loneSurrogate,
      noHTTP
    case silent, silentAtFirst, endless

    var refusal: ModelRefusal {
      switch self {
      case .cutInAnEvent, .cutInHTTP, .endsEarly: .brokenAnswer(.cut)
      case .noJSON, .otherJSON, .noUTF8, .loneSurrogate: .brokenAnswer(.garbage)
      case .error: .busy(retryAfter: nil)
      case .hugeLine: .brokenAnswer(.tooLong)
      case .otherType: .brokenAnswer(.contentType)
      case .noHTTP: .network(.lost)
      case .silent: .network(.timedOut(.idle))
      case .silentAtFirst: .network(.timedOut(.firstByte))
      case .endless: .network(.timedOut(.whole))
      }
    }

    /// What makes it so, in either protocol.
    func send(_ begin: [String], _ end: [String], error: String, to connection: WireServer.Connection) {
      switch self {
      case .cutInAnEvent: connection.stream(begin + [String(end[0].prefix(12))])
      case .cutInHTTP: connection.stream(begin, isWhole: false)
      case .endsEarly: connection.stream(begin)
      case .noJSON: connection.stream(begin + ["data: {not json\n\n"] + end)
      case .otherJSON: connection.stream(begin + ["data: [1,2]\n\n"] + end)
      case .error: connection.stream(begin + [error])
      case .hugeLine: connection.stream(begin + ["data: " + String(repeating: "x", count: 2 << 20)])
      case .otherType: connection.stream(begin + end, type: "application/json")
      case .noUTF8:
        connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 12\r\n\r\ndata: \"")
        connection.write([0xFF, 0xFE, 0x22, 0x0A, 0x0A])
      case .loneSurrogate: connection.stream(begin + [#"data: {"type":"x","choices":"\ud800"}"# + "\n\n"] + end)
      case .noHTTP: connection.write("220 mail.example.com ESMTP\r\n")
      case .silent:
        connection.stream(begin, isWhole: false)
        connection.waitForEnd()
      case .silentAtFirst: connection.waitForEnd()
      case .endless:
        connection.stream(begin, isWhole: false)
        connection.drip(": still thinking\n\n")
      }
    }

    var limits: OutgoingLimits {
      var limits = OutgoingLimits.patient
      if self == .silent { limits.idle = .milliseconds(200) }
      if self == .silentAtFirst { limits.firstByte = .milliseconds(200) }
      if self == .endless { limits.whole = .milliseconds(400) }
      return limits
    }
  }

  @Test("of Anthropic's is no answer", arguments: Fault.allCases)
  func anthropic(fault: Fault) async throws {
    let error = AnthropicWire.event(
      "error", #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#)
    try await check(
      fault, .anthropic, AnthropicWire.start() + [AnthropicWire.delta("Dear [[EMA")], AnthropicWire.end(), error)
  }

  @Test("of a compatible server's is no answer", arguments: Fault.allCases)
  func openAI(fault: Fault) async throws {
    try await check(
      fault, .openAICompatible, [OpenAIWire.delta(#"{"content":"Dear [[EMA"}"#)],
      [OpenAIWire.delta("{}", stop: "stop")],
      OpenAIWire.data(#"{"error":{"message":"too many","type":"TooManyRequests","code":429}}"#))
  }

  private func check(
    _ fault: Fault, _ provider: ModelProviderKind, _ begin: [String], _ end: [String], _ error: String
  ) async throws {
    let server = try WireServer { fault.send(begin, end, error: error, to: $1) }
    defer { server.close() }
    let asking = Asking(limits: fault.limits)
    let result = await asking.ask(
      [.text("Write to anna@example.com")], provider: provider, secret: "key=k\nendpoint=\(server.address)",
      Safeguard(.standard))
    #expect(result.refusal == fault.refusal, "\(fault)")
    // What it may have cost is known or guessed, wherever the server heard the prompt.
    #expect((result.receipt.tokens.input > 0) == (fault != .noHTTP), "\(fault)")
    // Only what nobody can have heard is asked again.
    let asked = fault == .noHTTP ? 2 : 1
    // Time may be over before a busy machine has sent anything.
    let isHurried = fault == .endless || fault == .silentAtFirst
    #expect(isHurried ? server.requests.count <= asked : server.requests.count == asked)
    await asking.done()
  }

  @Test("ends when whoever asked goes, and the server hears of it")
  func cancelled() async throws {
    let (begun, begin) = AsyncStream<Void>.makeStream()
    let (ended, end) = AsyncStream<Void>.makeStream()
    let server = try WireServer { _, connection in
      connection.stream(AnthropicWire.start(), isWhole: false)
      begin.yield()
      connection.waitForEnd()
      end.yield()
    }
    defer { server.close() }
    let asking = Asking()
    let task = Task {
      await asking.ask([.text("Hello")], secret: "key=k\nendpoint=\(server.address)", Safeguard(.standard))
    }
    _ = await begun.first { _ in true }
    task.cancel()
    #expect(await task.value.refusal == .network(.cancelled))
    _ = await ended.first { _ in true }
    await asking.done()
  }
}
