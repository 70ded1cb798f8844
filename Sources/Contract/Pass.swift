/// What a person carries from the control plane to a runtime: who he is there, for five minutes, once.

public import AppSpec
public import Values

public struct Pass: Sendable, Equatable {
  public enum Purpose: String, Sendable, CaseIterable {
    case open, preview
    case writeSecret = "write_secret"
  }

  /// Five minutes.
  public static let lifetimeSeconds: Int64 = 300

  public var purpose: Purpose
  /// Used up by its first exchange at a runtime.
  public var nonce: String
  public var workspace: WorkspaceID
  public var account: AccountID
  /// The session in the control plane: its end ends what the pass opened.
  public var session: SessionID
  public var email: String
  public var role: Role
  /// The runtime's host and port that it is good for, lower case: `acme.apps.example.com:8443`.
  public var host: String
  public var expires: Instant

  public init(
    purpose: Purpose, nonce: String, workspace: WorkspaceID, account: AccountID, session: SessionID, email: String,
    role: Role, host: String, expires: Instant
  ) {
    self.purpose = purpose
    self.nonce = nonce
    self.workspace = workspace
    self.account = account
    self.session = session
    self.email = email
    self.role = role
    self.host = host
    self.expires = expires
  }

  /// `base64url(JSON).base64url(signature)`; travels in a form POST, never in a URL.
  public func token(signedWith key: SigningKey) throws -> String {
    let payload = json.bytes
    return Base64URL.encode(payload) + "." + Base64URL.encode(try key.sign(.pass, payload))
  }

  private var json: JSON {
    .object([
      .init("purpose", .string(purpose.rawValue)), .init("nonce", .string(nonce)),
      .init("workspace", .string(workspace.description)), .init("account", .string(account.description)),
      .init("session", .string(session.description)), .init("email", .string(email)),
      .init("role", .string(role.rawValue)), .init("host", .string(host)), .init("expires", .string(expires.iso)),
    ])
  }
}

extension Pass {
  public enum Refusal: Error, Sendable, Equatable { case malformed, forged, expired, otherHost, otherPurpose }

  /// Verifies signature, expiry, host and purpose, in this order. Whether its nonce was used before is the runtime's to know.
  public static func verify(
    _ token: String, by key: VerificationKey, host: String, purpose: Purpose, now: Instant
  ) -> Result<Pass, Refusal> {
    let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard token.utf8.count <= 4096, parts.count == 2, let payload = Base64URL.decode(String(Substring(parts[0]))),
      let signature = Base64URL.decode(String(Substring(parts[1])))
    else { return .failure(.malformed) }
    guard key.verifies(signature, .pass, payload) else { return .failure(.forged) }
    guard let pass = read(payload) else { return .failure(.malformed) }
    guard now < pass.expires else { return .failure(.expired) }
    guard pass.host == host else { return .failure(.otherHost) }
    guard pass.purpose == purpose else { return .failure(.otherPurpose) }
    return .success(pass)
  }

  private static func read(_ payload: [UInt8]) -> Pass? {
    do {
      var reader = try JSONReader(try JSON.parse(payload))
      guard let purpose = Purpose(rawValue: try reader.string("purpose")),
        let role = Role(rawValue: try reader.string("role")), let expires = Instant(iso: try reader.string("expires"))
      else { return nil }
      let pass = Pass(
        purpose: purpose, nonce: try reader.string("nonce"), workspace: try reader.id("workspace"),
        account: try reader.id("account"), session: try reader.id("session"), email: try reader.string("email"),
        role: role, host: try reader.string("host"), expires: expires)
      try reader.end()
      return pass
    } catch { return nil }
  }
}
