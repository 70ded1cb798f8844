/// The seam between a runtime and where its workspaces keep credentials: one adapter for each secrets manager, asked at
/// each request, so that a rotated secret is in use at the next one.

public protocol SecretsManager: Sendable {
  /// The secret's value now; nil when there is none of that name in that workspace and environment.
  func value(_ reference: SecretReference) async throws(SecretsError) -> SecretValue?
}

/// A secret's full name. A spec names the last part only, so that it can never reach into another workspace.
public struct SecretReference: Hashable, Sendable {
  /// The workspace's id as text.
  public var workspace: String
  /// `production` or `development`
  public var environment: String
  public var name: String

  public init(workspace: String, environment: String, name: String) {
    self.workspace = workspace
    self.environment = environment
    self.name = name
  }

  /// Lower-case letters, digits, `-` and `_`, 1…63 of them: what a spec's `secret` may be.
  public var isWellFormed: Bool {
    let bytes = name.utf8
    return !bytes.isEmpty && bytes.count <= 63
      && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
  }
}

/// A credential in memory. It never prints itself: string interpolation, `dump` and reflection show its size only.
public struct SecretValue: Sendable, Equatable {
  private let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The one way to the bytes; a reader of the code can find every use of it.
  public func reveal<R, E: Error>(_ body: ([UInt8]) throws(E) -> R) throws(E) -> R { try body(bytes) }
}

extension SecretValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "secret of \(bytes.count) bytes" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why secrets cannot be read or kept; paths and reasons only, never a value.
public enum SecretsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The key's file or variable does not hold 32 bytes.
  case keyMalformed(String)
  /// A file that others than its owner could read, or that belongs to someone else.
  case unsafe(path: String, reason: String)
  case unreadable(path: String, errno: Int32)
  case unwritable(path: String, errno: Int32)
  /// The file is not one that we wrote.
  case malformed(path: String)
  /// The secret was sealed with another key, or for another workspace, environment or name.
  case cannotOpen(name: String)
  case badName
  case tooLong

  public var description: String {
    switch self {
    case .keyMalformed(let origin): "The secrets' key in \(origin) is not 32 bytes in base64url."
    case .unsafe(let path, let reason): "\(path) \(reason)."
    case .unreadable(let path, let errno): "\(path) cannot be read (errno \(errno))."
    case .unwritable(let path, let errno): "\(path) cannot be written (errno \(errno))."
    case .malformed(let path): "\(path) is damaged: it is not a file of sealed secrets."
    case .cannotOpen(let name): "The secret \(name) does not open with this key."
    case .badName: "A secret's name has 1 to 63 lower-case letters, digits, - and _."
    case .tooLong: "A secret holds 64 KiB at most."
    }
  }
}
