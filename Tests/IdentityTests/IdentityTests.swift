import Contract
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import ServerKit
import Testing
import Values
import Workspaces

@Suite("Tokens")
struct SecretTokenTests {
  @Test("come back from their text with the same hash, and print nothing of themselves")
  func roundTrip() throws {
    let token = SecretToken.random()
    let back = try #require(SecretToken(token.text))
    #expect(back.hash == token.hash)
    #expect(token.text.utf8.count == 43)
    #expect(!"\(token)".contains(token.text))
    #expect(Set((0..<1000).map { _ in SecretToken.random().text }).count == 1000)
    for text in ["", "a", token.text + "A", String(token.text.dropLast()), String(token.text.dropLast()) + "!"] {
      #expect(SecretToken(text) == nil)
    }
  }

  @Test("for people are eight consonants, read back however they were typed")
  func userCodes() {
    let code = UserCode.random()
    #expect(code.count == 9)
    #expect(UserCode.normalized(code.lowercased()) == code)
    #expect(UserCode.normalized(" " + code.filter { $0 != "-" } + " ") == code)
    #expect(UserCode.normalized("AEIO-UUUU") == nil)
    #expect(UserCode.normalized("BCDF-GHJ") == nil)
  }
}

@Suite("Session cookies")
struct SessionCookieTests {
  private let claim = SessionClaim(
    account: .random(milliseconds: 1), session: .random(milliseconds: 2), secret: .random())

  private func request(_ cookie: String) -> Request {
    let head = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: [.cookie: cookie])
    return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
  }

  @Test("bring their claim back, sealed under the host's name")
  func roundTrip() throws {
    let cookies = SessionCookies(key: .random(), secure: true)
    let field = try cookies.setting(claim)
    #expect(field.value.hasPrefix("__Host-freehold_session="))
    #expect(!field.value.contains(claim.secret.text))
    let pair = String(field.value.prefix { $0 != ";" })
    #expect(cookies.claim(in: request("a=b; \(pair); c=d")) == claim)
    #expect(cookies.claim(in: request("\(pair); \(pair)")) == nil)
    #expect(cookies.claim(in: request("x\(pair)")) == nil)
    #expect(SessionCookies(key: .random(), secure: true).claim(in: request(pair)) == nil)
    #expect(cookies.claim(in: request("")) == nil)
  }
}

@Suite("Sign-in by link")
struct SignInByLinkTests {
  private actor Links: SignInLinks {
    var kept: [Digest: (EmailAddress, Instant)] = [:]
    func keep(_ hash: Digest, for email: EmailAddress, until expiry: Instant) { kept[hash] = (email, expiry) }
    func consume(_ hash: Digest, now: Instant) -> EmailAddress? {
      guard let (email, expiry) = kept.removeValue(forKey: hash), now < expiry else { return nil }
      return email
    }
  }

  private actor Post {
    var sent: [SecretToken] = []
    func take(_ token: SecretToken) { sent.append(token) }
  }

  @Test("proves an address once, within a quarter of an hour")
  func proves() async throws {
    let (post, anna) = (Post(), try #require(EmailAddress("anna@example.com")))
    let method = SignInByLink(links: Links()) { _, token in await post.take(token) }
    let now = Instant(secondsSinceEpoch: 1000)
    try await method.begin(anna, now: now)
    try await method.begin(anna, now: now)
    let tokens = await post.sent
    #expect(
      try await method.finish(tokens[0], now: now.adding(seconds: 899))
        == ProvenIdentity(email: anna, at: now.adding(seconds: 899)))
    #expect(try await method.finish(tokens[0], now: now) == nil)
    #expect(try await method.finish(tokens[1], now: now.adding(seconds: 900)) == nil)
    #expect(try await method.finish(.random(), now: now) == nil)
  }
}
