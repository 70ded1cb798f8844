/// Passes in, sessions out; and the three cookies of a workspace's host.

import AppSpec
import Contract
import HTTPTypes
import Hummingbird
import ServerKit
import Values

struct SessionDesk: Sendable {
  /// What its passes are for. A preview stands in a frame of the control plane's page, which for the browser is another
  /// site: its cookies say that they may be sent there, and are kept apart for it (`Partitioned`, CHIPS).
  let purpose: Pass.Purpose
  let sealer: Sealer
  let forms: FormTokens
  let revocations: Revocations
  let nonces: Ledger
  let clock: WallClock
  let sessionCookie: HostCookie
  let returnCookie: HostCookie
  let noticeCookie: HostCookie
  let isSecure: Bool
  private let opened = Remembered<SealedAt, RuntimeSession>()
  private let formTokens = Remembered<String, String>()

  /// Of what is opened beside the apps.
  private static let names: [Pass.Purpose: String] = [.preview: "preview", .writeSecret: "secrets"]

  init(
    _ purpose: Pass.Purpose = .open, key: SecretKey, revocations: Revocations, nonces: Ledger, clock: WallClock,
    isSecure: Bool
  ) {
    self.purpose = purpose
    sealer = Sealer(key)
    forms = FormTokens(key)
    self.revocations = revocations
    self.nonces = nonces
    self.clock = clock
    self.isSecure = isSecure
    let isFramed = purpose == .preview && isSecure
    func cookie(_ name: String) -> HostCookie {
      let base = "freehold-\(Self.names[purpose].map { $0 + "-" } ?? "")\(name)"
      return HostCookie(base, secure: isSecure, sameSite: isFramed ? .none : .lax, isPartitioned: isFramed)
    }
    sessionCookie = cookie("session")
    returnCookie = cookie("return")
    noticeCookie = cookie("notice")
  }

  /// The request's session at `host` in `workspace`; nil when there is none, it is over or revoked.
  func session(_ request: Request, host: String, workspace: WorkspaceID) -> RuntimeSession? {
    guard let cookie = request.cookie(sessionCookie.name), let session = open(cookie, host),
      session.workspace == workspace, clock.now() < session.expires, !revocations.revokes(session)
    else { return nil }
    return session
  }

  private func open(_ cookie: String, _ host: String) -> RuntimeSession? {
    opened.value(SealedAt(cookie: cookie, host: host)) {
      sealer.open(cookie, purpose: sealing(host)).flatMap { RuntimeSession($0) }
    }
  }

  private struct SealedAt: Hashable {
    var cookie: String
    var host: String
  }

  /// For the forms of a session's pages.
  func formToken(_ session: RuntimeSession, host: String) -> String {
    let identity = session.formIdentity(host: host)
    return formTokens.value(identity) { forms.token(session: identity) } ?? forms.token(session: identity)
  }

  func cookie(for session: RuntimeSession, host: String) throws -> HTTPField {
    sessionCookie.setting(
      try sealer.seal(session.bytes, purpose: sealing(host)), maxAge: RuntimeSession.lifetimeSeconds)
  }

  /// Exchanges a pass, once.
  func exchange(
    _ token: String, by key: VerificationKey, host: String, workspace: WorkspaceID
  ) async throws(StateFailure) -> Result<RuntimeSession, PassRefusal> {
    let now = clock.now()
    let pass: Pass
    switch Pass.verify(token, by: key, host: host, purpose: purpose, now: now) {
    case .success(let verified): pass = verified
    case .failure(let refusal): return .failure(PassRefusal(refusal))
    }
    guard pass.workspace == workspace else { return .failure(.otherHost) }
    guard try await nonces.claim(pass.nonce, "", until: pass.expires.adding(seconds: 60)) == nil else {
      return .failure(.used)
    }
    let session = RuntimeSession(pass, now: now)
    return revocations.revokes(session) ? .failure(.expired) : .success(session)
  }

  private func sealing(_ host: String) -> String {
    "freehold-runtime-\(Self.names[purpose] ?? "session")-v1 \(host)"
  }
}

enum PassRefusal: Error, Sendable {
  case malformed, forged, expired, otherHost, used

  init(_ refusal: Pass.Refusal) {
    self =
      switch refusal {
      case .malformed: .malformed
      case .forged: .forged
      case .expired: .expired
      case .otherHost, .otherPurpose: .otherHost
      }
  }

  var code: ProblemCode {
    switch self {
    case .malformed: .malformedRequest
    case .forged: .passForged
    case .expired: .passExpired
    case .otherHost: .passForOtherHost
    case .used: .passUsed
    }
  }
}

// MARK: - Where to go back to, and what to say there

extension SessionDesk {
  /// Remembers a path and query of this host while its person signs in; it never leaves the host.
  func remember(_ target: String) -> HTTPField? {
    guard ReturnPath.isSafe(target) else { return nil }
    return returnCookie.setting(Base64URL.encode(Array(target.utf8)), maxAge: 900)
  }

  func remembered(_ request: Request) -> String? {
    guard let cookie = request.cookie(returnCookie.name), let bytes = Base64URL.decode(cookie),
      let target = String(validating: bytes, as: UTF8.self), ReturnPath.isSafe(target)
    else { return nil }
    return target
  }

  /// A sentence for the next page, sealed because it may name a row.
  func notice(_ text: String, host: String) throws -> HTTPField {
    let short = String(text.prefix(400))
    return noticeCookie.setting(
      try sealer.seal(Array(short.utf8), purpose: "freehold-notice-v1 \(host)"), maxAge: 60)
  }

  func notice(_ request: Request, host: String) -> String? {
    guard let cookie = request.cookie(noticeCookie.name),
      let bytes = sealer.open(cookie, purpose: "freehold-notice-v1 \(host)")
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// A path and query on the same host.
enum ReturnPath {
  /// Begins with one slash, holds visible ASCII without a backslash, and is not one of our own addresses.
  static func isSafe(_ target: String) -> Bool {
    let bytes = Array(target.utf8)
    guard bytes.first == 0x2F, bytes.count <= 2_000, bytes.count < 2 || bytes[1] != 0x2F else { return false }
    guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }) else { return false }
    return !target.hasPrefix("/_freehold")
  }
}
