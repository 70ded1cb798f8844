import Contract
import Testing
import Values

@Suite("The signature of a webhook")
struct WebhookSignatureTests {
  private let now = Instant(secondsSinceEpoch: 1_790_000_000)
  private let secret = Array("0123456789abcdef".utf8)
  private let body = Array(#"{"id":"1"}"#.utf8)

  private func verifies(_ header: String, _ body: [UInt8]? = nil, secrets: [[UInt8]]? = nil, later: Int = 0) -> Bool {
    WebhookSignature.verifies(
      header, body ?? self.body, secrets: secrets ?? [secret], now: now.adding(seconds: later))
  }

  @Test("is the HMAC-SHA256 that others compute too")
  func known() {
    // printf '1790000000.{"id":"1"}' | openssl dgst -sha256 -hmac 0123456789abcdef
    #expect(
      WebhookSignature.sign(body, with: secret, at: now)
        == "t=1790000000,v1=e6aafe1ce79fa1e85335244abeefc1499342b12ffd2bff4dab78ddff1403b80a")
  }

  @Test("holds for five minutes, for its body, under either secret of a rotation, and under no other")
  func holds() {
    let header = WebhookSignature.sign(body, with: secret, at: now)
    #expect(verifies(header) && verifies(header, later: 300) && verifies(header, later: -300))
    #expect(!verifies(header, later: 301) && !verifies(header, later: -301))
    #expect(!verifies(header, body + [32]))
    let next = Array("fedcba9876543210".utf8)
    #expect(verifies(header, secrets: [next, secret]) && !verifies(header, secrets: [next]))
    #expect(verifies(WebhookSignature.sign(body, with: next, at: now) + ",v1=" + header.suffix(64)))
    for bad in [
      "", "t=1790000000", "v1=00", "t=1790000000,v1=", "t=x,v1=00", String(header.dropLast()), header + ",v1",
    ] {
      #expect(!verifies(bad), "\(bad)")
    }
    #expect(!verifies("t=-9223372036854775808,v1=00") && !verifies("t=9223372036854775807,v1=00"))
  }
}
