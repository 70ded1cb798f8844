/// Tokens that are worth what they open: random, shown once, stored as a hash only.

public import Contract
import Values

/// 256 random bits. Links in mails, invitations, enrolments, sessions and the tool's tokens each carry one.
public struct SecretToken: Sendable, CustomStringConvertible {
  /// 43 characters of base64url: what travels.
  public let text: String
  /// SHA-256 of the 32 bytes: what is stored and looked up. 256 random bits need no salt and no slow hash.
  public let hash: Digest

  public static func random() -> SecretToken {
    let bytes = ID<SecretToken>.noise() + ID<SecretToken>.noise()
    return SecretToken(text: Base64URL.encode(bytes), hash: Digest(of: bytes))
  }

  /// Nil for what `random` cannot have made.
  public init?(_ text: String) {
    guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == 32 else { return nil }
    self.init(text: text, hash: Digest(of: bytes))
  }

  private init(text: String, hash: Digest) {
    self.text = text
    self.hash = hash
  }

  public var description: String { "SecretToken(…)" }
}

extension ID where Of == SecretToken {
  fileprivate static func noise() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return ID(high: generator.next(), low: generator.next()).bytes
  }
}

/// The code that a person compares between his terminal and his browser.
public enum UserCode {
  /// Consonants only, so that neither words nor confusions arise (RFC 8628 section 6.1).
  private static let alphabet = Array("BCDFGHJKLMNPQRSTVWXZ")

  /// `BCDF-GHJK`: 34 bits, good for ten minutes and few tries.
  public static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    let letters = (0..<8).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
    return String(letters[..<4]) + "-" + String(letters[4...])
  }

  /// As `random` writes it, from whatever case, spaces and hyphens a person typed; nil for other letters.
  public static func normalized(_ typed: String) -> String? {
    let letters = Array(typed.uppercased().filter { $0 != "-" && $0 != " " })
    guard letters.count == 8, letters.allSatisfy(alphabet.contains) else { return nil }
    return String(letters[..<4]) + "-" + String(letters[4...])
  }
}
