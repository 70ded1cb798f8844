import HTTPTypes
import ServerKit
import Testing

@Suite("What a browser keeps for us")
struct SealingTests {
  private let key = SecretKey.random()

  @Test("opens under the key and purpose it was sealed with, and under no other")
  func seals() throws {
    let sealer = Sealer(key)
    let sealed = try sealer.seal(Array("account session".utf8), purpose: "session-v1")
    #expect(sealer.open(sealed, purpose: "session-v1") == Array("account session".utf8))
    #expect(sealer.open(sealed, purpose: "return-v1") == nil)
    #expect(Sealer(.random()).open(sealed, purpose: "session-v1") == nil)
    #expect(try sealer.seal([1], purpose: "x") != sealer.seal([1], purpose: "x"))
  }

  @Test("is refused with any character changed, cut or added")
  func tampering() throws {
    let sealer = Sealer(key)
    let sealed = Array(try sealer.seal(Array("payload".utf8), purpose: "p").utf8)
    for index in sealed.indices {
      var changed = sealed
      changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      #expect(sealer.open(String(decoding: changed, as: UTF8.self), purpose: "p") == nil)
    }
    for end in 0..<sealed.count {
      #expect(sealer.open(String(decoding: sealed[..<end], as: UTF8.self), purpose: "p") == nil)
    }
    #expect(sealer.open(String(repeating: "A", count: 100_000), purpose: "p") == nil)
  }

  @Test("form tokens are good for their session only")
  func formTokens() {
    let tokens = FormTokens(key)
    let token = tokens.token(session: "one")
    #expect(tokens.verifies(token, session: "one"))
    #expect(!tokens.verifies(token, session: "two"))
    #expect(!tokens.verifies("", session: "one"))
    #expect(!FormTokens(.random()).verifies(token, session: "one"))
  }

  @Test("cookies are HttpOnly, SameSite and, over https, bound to host and path")
  func cookies() {
    let secure = HostCookie("session", secure: true).setting("abc", maxAge: 60)
    #expect(secure.value == "__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60")
    let plain = HostCookie("session", secure: false, path: "/x", sameSite: .strict).clearing()
    #expect(plain.value == "session=; Path=/x; HttpOnly; SameSite=Strict; Max-Age=0")
  }

  @Test("comparison in constant time compares")
  func constantTime() {
    #expect(ConstantTime.equal("abc", "abc"))
    #expect(!ConstantTime.equal("abc", "abd"))
    #expect(!ConstantTime.equal("abc", "abcd"))
    #expect(ConstantTime.equal("", ""))
  }
}
