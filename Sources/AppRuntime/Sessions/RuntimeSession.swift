/// Who is using a workspace's apps here, for at most fifteen minutes: sealed into the browser's own cookie, so that a
/// request is answered without asking anyone and a restart signs nobody out.

import AppSpec
import Contract
import Values

struct RuntimeSession: Sendable, Equatable {
  static let lifetimeSeconds = 900
  /// From here on it is renewed by the next page, when the control plane is there.
  static let renewalSeconds = 600

  var workspace: WorkspaceID
  var account: AccountID
  /// The control plane's session that the pass came from.
  var session: SessionID
  var role: Role
  var email: String
  /// When the control plane vouched for it: what it revoked later is revoked here.
  var vouched: Instant
  var expires: Instant

  init(_ pass: Pass, now: Instant) {
    workspace = pass.workspace
    account = pass.account
    session = pass.session
    role = pass.role
    email = pass.email
    vouched = pass.expires.adding(seconds: -Int(Pass.lifetimeSeconds))
    expires = now.adding(seconds: Self.lifetimeSeconds)
  }

  var viewer: Viewer { Viewer(account: account.description, email: email, role: role) }

  func wantsRenewal(_ now: Instant) -> Bool {
    expires.adding(seconds: Self.renewalSeconds - Self.lifetimeSeconds) <= now
  }

  /// What the tokens of its forms are bound to; outlives a renewal, so that a page left open still works.
  func formIdentity(host: String) -> String { "\(session)|\(account)|\(host)" }
}

extension RuntimeSession {
  private static let version: UInt8 = 1

  var bytes: [UInt8] {
    var out: [UInt8] = [Self.version, UInt8(Role.allCases.firstIndex(of: role) ?? 0)]
    out += workspace.bytes + account.bytes + session.bytes
    for time in [vouched, expires] {
      withUnsafeBytes(of: time.microsecondsSinceEpoch.bigEndian) { out += Array($0) }
    }
    return out + Array(email.utf8)
  }

  /// Nil for what `bytes` never gives.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 66, bytes[0] == Self.version, Int(bytes[1]) < Role.allCases.count,
      let email = String(validating: bytes[66...], as: UTF8.self)
    else { return nil }
    func word(_ start: Int) -> UInt64 { bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) } }
    func time(_ start: Int) -> Instant { Instant(microsecondsSinceEpoch: Int64(bitPattern: word(start))) }
    role = Role.allCases[Int(bytes[1])]
    workspace = WorkspaceID(high: word(2), low: word(10))
    account = AccountID(high: word(18), low: word(26))
    session = SessionID(high: word(34), low: word(42))
    vouched = time(50)
    expires = time(58)
    self.email = email
  }
}
