import Contract
import LanguageModels
import Secrets
import Testing
import Values

@Suite("A redactor of the workspace's own")
struct OwnRedactorTests {
  static let secret = "a secret of both sides"

  /// What goes wrong with a redactor; nil answers as agreed, with the one span that it gives.
  enum Fault: String, CaseIterable, Sendable {
    case status, redirect, noJSON, wrongID, wrongHash, beyond, backwards, empty, negative, noSpans, closed, cut, slow
  }

  static func redactor(_ fault: Fault?, start: Int = 0, end: Int = 6) throws -> WireServer {
    try WireServer { request, connection in
      guard let asked = request.parsed, let id = asked["id"]?.string, let text = asked["text"]?.string else {
        return connection.answer("400 Bad Request")
      }
      let hash = Digest(of: Array(fault == .wrongHash ? "other".utf8 : text.utf8)).description
      let (first, last) =
        switch fault {
        case .beyond: (0, 10_000)
        case .backwards: (3, 1)
        case .empty: (2, 2)
        case .negative: (-1, 2)
        default: (start, end)
        }
      let span = #"{"start":\#(first),"end":\#(last),"type":"EMPLOYEE","score":0.9}"#
      let spans = fault == .noSpans ? "null" : "[\(span)]"
      let body =
        #"{"id":"\#(fault == .wrongID ? "x" : id)","text_sha256":"\#(hash)","spans":\#(spans)}"#
      switch fault {
      case .status: connection.answer("500 Internal Server Error", [], body)
      case .redirect: connection.answer("307 Temporary Redirect", ["Location: http://127.0.0.1:1/"], body)
      case .noJSON: connection.answer("200 OK", [], "<html>")
      case .closed: break
      case .cut: connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + body)
      case .slow: connection.waitForEnd()
      default: connection.answer("200 OK", [], body)
      }
    }
  }

  @Test("says what to hide, and our checksummed findings are added unless a switch says no", arguments: [true, false])
  func united(isUnited: Bool) async throws {
    let redactor = try Self.redactor(nil)
    let model = try WireServer { $1.stream(AnthropicWire.events(["[[EMPLOYEE_1]] pays"])) }
    defer {
      redactor.close()
      model.close()
    }
    let asking = Asking()
    let own = "url=\(redactor.address)/find\nsecret=\(Self.secret)\nunion=\(isUnited ? "on" : "off")"
    let result = await asking.ask(
      [.text("Zœ 17👋 pays by 4111 1111 1111 1111")], secret: "key=k\nendpoint=\(model.address)",
      Safeguard(.required, .own(SecretValue(Array(own.utf8)))))
    await asking.done()
    #expect(result.text == "Zœ 17👋 pays")
    #expect(result.receipt.redactor == .own)
    let sent = try #require(model.requests.first).json["messages"]?.array?.first?["content"]?.string
    #expect(sent == (isUnited ? "[[EMPLOYEE_1]] pays by [[CARD_1]]" : "[[EMPLOYEE_1]] pays by 4111 1111 1111 1111"))
    #expect(
      result.receipt.masked
        == (isUnited
          ? [.init(kind: "CARD", count: 1), .init(kind: "OTHER", count: 1)] : [.init(kind: "OTHER", count: 1)]))
    let asked = try #require(redactor.requests.first)
    #expect(
      WebhookSignature.verifies(
        asked.headers["x-freehold-signature"] ?? "", asked.body, secrets: [Array(Self.secret.utf8)], now: Asking.now))
  }

  @Test("stops the asking when it fails and is required, and nothing reaches the model", arguments: Fault.allCases)
  func failClosed(fault: Fault) async throws {
    let (result, sent) = try await ask(.required, fault)
    guard case .redactor(let failure) = result.refusal else {
      Issue.record("\(fault): \(result)")
      return
    }
    #expect(RedactorFailure.codes.contains(failure.code))
    #expect(sent.isEmpty && !result.receipt.wasSent && result.receipt.masked.isEmpty)
  }

  @Test("is replaced by ours when it fails and is not required, never by the raw text", arguments: Fault.allCases)
  func fallsBack(fault: Fault) async throws {
    let (result, sent) = try await ask(.standard, fault)
    #expect(result.text == "Thanks, anna@example.com")
    guard case .fellBack = result.receipt.redactor else {
      Issue.record("\(fault): \(result.receipt)")
      return
    }
    #expect(sent.count == 1 && !String(decoding: sent[0].body, as: UTF8.self).contains("anna@example.com"))
  }

  private func ask(
    _ policy: Safeguard.Policy, _ fault: Fault
  ) async throws -> (ModelResult, [WireServer.Request]) {
    let redactor = try Self.redactor(fault)
    let model = try WireServer { $1.stream(AnthropicWire.events(["Thanks, [[EMAIL_1]]"])) }
    defer {
      redactor.close()
      model.close()
    }
    var limits = OutgoingLimits.patient
    if fault == .slow { limits.firstByte = .milliseconds(200) }
    let asking = Asking(redactorLimits: limits)
    let own = "url=\(redactor.address)\nsecret=\(Self.secret)"
    let result = await asking.ask(
      [.text("Write to anna@example.com")], secret: "key=k\nendpoint=\(model.address)",
      Safeguard(policy, .own(SecretValue(Array(own.utf8)))))
    await asking.done()
    return (result, model.requests)
  }
}
