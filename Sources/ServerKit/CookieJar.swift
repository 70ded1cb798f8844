/// Cookies (RFC 6265bis): read from a request, set with every attribute that keeps them where they belong.

public import HTTPTypes
public import Hummingbird

extension Request {
  /// The value of the cookie `name`; nil when it is absent, or sent twice: then it is not clear which is ours.
  public func cookie(_ name: String) -> String? {
    var found: String?
    for field in headers[values: .cookie] {
      var rest = field.utf8[...]
      while !rest.isEmpty {
        let pair = rest.prefix { $0 != UInt8(ascii: ";") }
        rest = rest[pair.endIndex...].dropFirst()
        guard let value = Self.value(of: name, in: pair) else { continue }
        if found != nil { return nil }
        found = String(Substring(value))
      }
    }
    return found
  }

  /// Nil for the pair of another cookie.
  private static func value(of name: String, in pair: Substring.UTF8View) -> Substring.UTF8View? {
    let trimmed = pair.drop(while: isSpace)
    guard trimmed.starts(with: name.utf8) else { return nil }
    let rest = trimmed.dropFirst(name.utf8.count)
    guard rest.first == UInt8(ascii: "=") else { return nil }
    var value = rest.dropFirst()
    while let last = value.last, isSpace(last) { value = value.dropLast() }
    return value
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

/// A cookie of one host: `HttpOnly`, never with a `Domain`.
public struct HostCookie: Sendable, Equatable {
  public enum SameSite: String, Sendable { case lax = "Lax", strict = "Strict", none = "None" }

  public let name: String
  public let secure: Bool
  public let path: String
  public let sameSite: SameSite
  /// Kept apart for each site in whose frame it was set (CHIPS); needs `secure`.
  public let isPartitioned: Bool

  /// `secure` prefixes the name by `__Host-`, which makes the browser refuse it from another host, without TLS and for
  /// another path than `/` (RFC 6265bis section 4.1.3.2). Without TLS (a developer's machine) the bare name stands.
  public init(_ base: String, secure: Bool, path: String = "/", sameSite: SameSite = .lax, isPartitioned: Bool = false)
  {
    name = secure && path == "/" ? "__Host-\(base)" : base
    self.secure = secure
    self.path = path
    self.sameSite = sameSite
    self.isPartitioned = isPartitioned
  }

  /// `value` must be made of cookie octets (RFC 6265 section 4.1.1), as base64url is. No `maxAge`: until the browser closes.
  public func setting(_ value: String, maxAge seconds: Int? = nil) -> HTTPField {
    precondition(value.utf8.allSatisfy(Self.isCookieOctet), "a cookie's value is base64url")
    let age = seconds.map { "; Max-Age=\($0)" } ?? ""
    let attributes = "; Path=\(path); HttpOnly; SameSite=\(sameSite.rawValue)\(secure ? "; Secure" : "")"
    let partition = isPartitioned ? "; Partitioned" : ""
    return HTTPField(name: .setCookie, value: "\(name)=\(value)\(attributes)\(partition)\(age)")
  }

  public func clearing() -> HTTPField { setting("", maxAge: 0) }

  private static func isCookieOctet(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && ![0x22, 0x2C, 0x3B, 0x5C].contains(byte)
  }
}

extension Response {
  /// The same response, which also sets (or clears) `cookie`.
  public func setting(_ cookie: HTTPField) -> Response {
    var response = self
    response.headers.append(cookie)
    return response
  }
}
