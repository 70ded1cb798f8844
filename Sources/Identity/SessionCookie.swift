/// The session in the browser's hands: sealed, so that account and session are known before the database is asked, and
/// context, session and membership are one round trip.

public import Contract
public import HTTPTypes
public import Hummingbird
public import ServerKit
public import Values

public struct SessionClaim: Sendable, Equatable {
  public var account: AccountID
  public var session: SessionID
  /// Its hash stands in the database and changes when the session rotates.
  public var secret: SecretToken

  public init(account: AccountID, session: SessionID, secret: SecretToken) {
    self.account = account
    self.session = session
    self.secret = secret
  }

  public static func == (left: SessionClaim, right: SessionClaim) -> Bool {
    left.account == right.account && left.session == right.session && left.secret.hash == right.secret.hash
  }
}

public struct SessionCookies: Sendable {
  private static let purpose = "session-v1"
  /// Thirty days; the session's own end in the database counts, not this.
  public static let maxAgeSeconds = 30 * 86_400

  private let sealer: Sealer
  private let cookie: HostCookie

  /// `secure`: people reach us by https.
  public init(key: SecretKey, secure: Bool) {
    sealer = Sealer(key)
    cookie = HostCookie("freehold_session", secure: secure)
  }

  public func setting(_ claim: SessionClaim) throws -> HTTPField {
    let text = "\(claim.account) \(claim.session) \(claim.secret.text)"
    return cookie.setting(try sealer.seal(Array(text.utf8), purpose: Self.purpose), maxAge: Self.maxAgeSeconds)
  }

  public func clearing() -> HTTPField { cookie.clearing() }

  /// What the request's cookie claims; nil without one and for one that we did not seal. Whether the session still
  /// stands is the database's to say.
  public func claim(in request: Request) -> SessionClaim? {
    guard let sealed = request.cookie(cookie.name), let bytes = sealer.open(sealed, purpose: Self.purpose) else {
      return nil
    }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
    guard parts.count == 3, let account = AccountID(parts[0]), let session = SessionID(parts[1]),
      let secret = SecretToken(parts[2])
    else { return nil }
    return SessionClaim(account: account, session: session, secret: secret)
  }
}
