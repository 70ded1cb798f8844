import Contract
import Testing
import Values

@testable import Trust

@Suite("What the receiver of webhooks was sent")
struct WebhookCheckTests {
  private let secret = Array("a secret of both sides".utf8)
  private let now = Instant(secondsSinceEpoch: 1_800_000_000)
  private let body = Array("{\"text\":\"Žofie owes 4,711.00\"}".utf8)

  private func sent(_ signature: String?, at: Instant? = nil) -> WebhookCheck.Received {
    .init(signature: signature, body: body, at: at ?? now)
  }

  private var signed: WebhookCheck.Received { sent(WebhookSignature.sign(body, with: secret, at: now)) }

  @Test("holds where each is signed, and the code is that of RFC 4231")
  func signedOnes() {
    let verdict = WebhookCheck.verdict(of: [signed, signed], secret: secret)
    #expect(verdict.outcome == .passed, "\(verdict.evidence.problems)")
    // RFC 4231, test cases 2 and 6.
    #expect(
      Hex.encode(WebhookCheck.code(Array("what do ya want for nothing?".utf8), Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      Hex.encode(
        WebhookCheck.code(
          Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8), Array(repeating: 0xAA, count: 131)))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test("fails where one is unsigned, signed otherwise, or long ago, and where none was sent")
  func unsigned() {
    func problems(_ other: WebhookCheck.Received) -> [String] {
      WebhookCheck.verdict(of: [signed, other], secret: secret).evidence.problems
    }
    let wrong = ["a webhook's signature is not right"]
    #expect(problems(sent(nil)) == ["a webhook is not signed"])
    #expect(problems(sent("")) == wrong)
    #expect(problems(sent(WebhookSignature.sign(body, with: secret + [1], at: now))) == wrong)
    #expect(problems(sent(WebhookSignature.sign(body + [0x20], with: secret, at: now))) == wrong)
    #expect(problems(sent(signed.signature, at: now.adding(seconds: 3_600))) == wrong)
    // Of the body alone, without the time.
    #expect(problems(sent("t=1800000000,v1=" + Hex.encode(WebhookCheck.code(body, secret)))) == wrong)
    #expect(WebhookCheck.verdict(of: [], secret: secret).evidence.problems == ["no webhook was sent"])
  }

  @Test("fails where the receiver takes what was changed, or refuses what is right")
  func careless() {
    let careless = WebhookCheck.verdict(of: [signed], secret: secret) { _, _, _, _ in true }
    for way in ["a changed byte", "another time", "another secret", "no signature", "a request of an hour ago"] {
      #expect(careless.evidence.problems.contains("\(way) goes unnoticed"), "\(way)")
    }
    let deaf = WebhookCheck.verdict(of: [signed], secret: secret) { _, _, _, _ in false }
    #expect(deaf.evidence.problems == ["the receiver refuses what is right"])
    // One that compares the beginning of the code only.
    let hasty = WebhookCheck.verdict(of: [signed], secret: secret) { header, body, secrets, now in
      WebhookSignature.verifies(header, body, secrets: secrets, now: now)
        || header.hasPrefix(signed.signature!.dropLast(2))
    }
    #expect(hasty.evidence.problems.contains("a changed code goes unnoticed"))
  }
}
