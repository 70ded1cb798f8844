/// A value that only we can read and only we can have written, in the hands of a browser.

import Crypto
public import Hummingbird
import Values

/// AES-256-GCM (NIST SP 800-38D) under a key of 32 bytes.
public struct Sealer: Sendable {
  private let key: SymmetricKey

  public init(_ key: SecretKey) { self.key = SymmetricKey(data: key.bytes) }

  /// base64url of nonce, ciphertext and tag. `purpose` is authenticated with it: what was sealed as one thing
  /// cannot be opened as another.
  public func seal(_ plaintext: [UInt8], purpose: String) throws -> String {
    let box = try AES.GCM.seal(plaintext, using: key, authenticating: Array(purpose.utf8))
    return Base64URL.encode(Array(box.nonce) + Array(box.ciphertext) + Array(box.tag))
  }

  /// Nil for everything that `seal` did not give under this key and purpose.
  public func open(_ sealed: String, purpose: String) -> [UInt8]? {
    guard sealed.utf8.count <= 8192, let bytes = Base64URL.decode(sealed) else { return nil }
    do {
      let box = try AES.GCM.SealedBox(combined: bytes)
      return Array(try AES.GCM.open(box, using: key, authenticating: Array(purpose.utf8)))
    } catch {
      return nil
    }
  }
}

/// Tokens that bind a form to the session whose page it stood on (HMAC-SHA256, RFC 2104).
public struct FormTokens: Sendable {
  private let key: SymmetricKey

  public init(_ key: SecretKey) { self.key = SymmetricKey(data: key.bytes) }

  /// For the hidden field of every form of a page. `session` is any secret or id of the session.
  public func token(session: String) -> String {
    Base64URL.encode(Array(HMAC<SHA256>.authenticationCode(for: Self.message(session), using: key)))
  }

  public func verifies(_ token: String, session: String) -> Bool {
    guard let code = Base64URL.decode(token) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Self.message(session), using: key)
  }

  private static func message(_ session: String) -> [UInt8] { Array("freehold-form-v1\0\(session)".utf8) }
}

extension FormTokens {
  /// The hidden field's name.
  public static let field = "csrf"

  /// Passes a mutation only when its form stood on a page of ours, made for this session: `form_expired` otherwise.
  public func require(_ fields: Fields, from request: Request, session: String, secure: Bool) throws(Problem) {
    guard request.isFromOwnPage(secure: secure), let token = fields[Self.field], verifies(token, session: session)
    else { throw .formExpired }
  }
}
