import AppSpec
import Contract
import Testing
import Values

@Suite("A pass")
struct PassTests {
  let key = SigningKey()
  let now = Instant(iso: "2026-05-04T10:00:00Z")!

  func pass() -> Pass {
    Pass(
      purpose: .open, nonce: "n1", workspace: .random(milliseconds: 1), account: .random(milliseconds: 2),
      session: .random(milliseconds: 3), email: "ada@example.com", role: .member, host: "acme.apps.localhost:8081",
      expires: Instant(iso: "2026-05-04T10:05:00Z")!)
  }

  func verify(_ token: String, host: String = "acme.apps.localhost:8081", at: Instant? = nil) -> Result<
    Pass, Pass.Refusal
  > {
    Pass.verify(token, by: key.verifier, host: host, purpose: .open, now: at ?? now)
  }

  @Test("opens the host that it was made for, within its five minutes")
  func opens() throws {
    let pass = pass()
    #expect(verify(try pass.token(signedWith: key)) == .success(pass))
  }

  @Test("is worth nothing at another host, after its time, or for another purpose")
  func bounds() throws {
    let token = try pass().token(signedWith: key)
    #expect(verify(token, host: "other.apps.localhost:8081") == .failure(.otherHost))
    #expect(verify(token, at: Instant(iso: "2026-05-04T10:05:00Z")!) == .failure(.expired))
    #expect(
      Pass.verify(token, by: key.verifier, host: "acme.apps.localhost:8081", purpose: .preview, now: now)
        == .failure(.otherPurpose))
  }

  @Test("signed by another key, changed in any byte or cut anywhere is refused")
  func forgeries() throws {
    let token = try pass().token(signedWith: key)
    #expect(verify(try pass().token(signedWith: SigningKey())) == .failure(.forged))
    let bytes = Array(token.utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      #expect(throws: Pass.Refusal.self) { try verify(String(decoding: changed, as: UTF8.self)).get() }
      #expect(throws: Pass.Refusal.self) { try verify(String(decoding: bytes[..<index], as: UTF8.self)).get() }
    }
  }

  @Test("a signature of another kind of message is none")
  func kinds() throws {
    let message = Array("x".utf8)
    let signature = try key.sign(.release, message)
    #expect(key.verifier.verifies(signature, .release, message))
    #expect(!key.verifier.verifies(signature, .pass, message))
  }
}
