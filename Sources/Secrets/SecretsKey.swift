/// The key that seals the secrets' file: from the environment where an orchestrator injects it, else from a file.

import Crypto
import Values

public struct SecretsKey: Sendable {
  let key: SymmetricKey

  /// 32 bytes; nil for any other number.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// The variable that goes before the file.
  public static let variable = "FREEHOLD_SECRETS_KEY"

  /// - Parameters:
  ///   - variable: the value of `FREEHOLD_SECRETS_KEY`, base64url, when it is set.
  ///   - path: a file with the same text; it is made, with mode 0600, when it does not exist.
  public static func load(variable: String?, path: String) throws(SecretsError) -> SecretsKey {
    if let variable { return try read(Array(variable.utf8), origin: Self.variable) }
    if let bytes = try PrivateFile.read(path) { return try read(bytes, origin: path) }
    return try PrivateFile.locked(path + ".lock") { () throws(SecretsError) in
      if let bytes = try PrivateFile.read(path) { return try read(bytes, origin: path) }
      let made = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
      try PrivateFile.replace(path, with: Array((Base64URL.encode(made) + "\n").utf8))
      return try read(Array(Base64URL.encode(made).utf8), origin: path)
    }
  }

  private static func read(_ text: [UInt8], origin: String) throws(SecretsError) -> SecretsKey {
    let trimmed = text.last == 10 ? text.dropLast() : text[...]
    guard let bytes = Base64URL.decode(String(decoding: trimmed, as: UTF8.self)), let key = SecretsKey(bytes: bytes)
    else { throw .keyMalformed(origin) }
    return key
  }
}

extension SecretsKey: CustomStringConvertible, CustomReflectable {
  public var description: String { "the secrets' key" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
