/// Ed25519 (RFC 8032) over messages that begin with their kind, so that a signature of one kind is never one of another.

import Crypto
import Values

public enum SignedKind: String, Sendable {
  case release = "freehold-release-v1"
  case draft = "freehold-draft-v1"
  case pass = "freehold-pass-v1"
  case runtimeRequest = "freehold-runtime-request-v1"
  case enrolment = "freehold-enrolment-v1"
  case runtimeKey = "freehold-runtime-key-v1"
  case auditHead = "freehold-audit-head-v1"
  case auditCheckpoint = "freehold-audit-checkpoint-v1"
  case controlResult = "freehold-control-result-v1"
  case controlStatement = "freehold-control-statement-v1"
}

/// The private half; made once, kept in a file of mode 0600.
public struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  public init() { key = Curve25519.Signing.PrivateKey() }

  /// 32 bytes as `rawBytes` gave them; nil for anything else.
  public init?(rawBytes: [UInt8]) {
    do { key = try Curve25519.Signing.PrivateKey(rawRepresentation: rawBytes) } catch { return nil }
  }

  public var rawBytes: [UInt8] { Array(key.rawRepresentation) }
  public var verifier: VerificationKey { VerificationKey(key.publicKey) }

  /// 64 bytes. Fails only when the random source does.
  public func sign(_ kind: SignedKind, _ message: [UInt8]) throws -> [UInt8] {
    Array(try key.signature(for: kind.prefixed(message)))
  }
}

public struct VerificationKey: Sendable, Equatable {
  private let key: Curve25519.Signing.PublicKey

  init(_ key: Curve25519.Signing.PublicKey) { self.key = key }

  /// 32 bytes; nil for anything else.
  public init?(rawBytes: [UInt8]) {
    do { key = try Curve25519.Signing.PublicKey(rawRepresentation: rawBytes) } catch { return nil }
  }

  public var rawBytes: [UInt8] { Array(key.rawRepresentation) }

  public func verifies(_ signature: [UInt8], _ kind: SignedKind, _ message: [UInt8]) -> Bool {
    key.isValidSignature(signature, for: kind.prefixed(message))
  }

  public static func == (left: VerificationKey, right: VerificationKey) -> Bool { left.rawBytes == right.rawBytes }
}

extension SignedKind {
  fileprivate func prefixed(_ message: [UInt8]) -> [UInt8] { Array(rawValue.utf8) + [0] + message }
}

/// SHA-256, 32 bytes.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  public let bytes: [UInt8]

  public init(of message: [UInt8]) { bytes = Array(SHA256.hash(data: message)) }

  /// Nil unless `bytes` are 32.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  public init?(hex: String) {
    guard let bytes = Hex.decode(Array(hex.utf8)) else { return nil }
    self.init(bytes: bytes)
  }

  public var description: String { Hex.encode(bytes) }
}
