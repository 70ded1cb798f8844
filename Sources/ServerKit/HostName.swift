/// The host that a request was meant for, in one spelling.

import HTTPTypes
public import Hummingbird

public struct HostName: Hashable, Sendable, CustomStringConvertible {
  /// Lower case, without a final dot; an IPv6 address keeps its brackets.
  public let name: String
  public let port: Int?

  /// `localhost` and what is below it (RFC 6761 section 6.3).
  public var isLocal: Bool { name == "localhost" || name.hasSuffix(".localhost") }

  /// Nil for what no browser sends: other characters than a host's, a port that is none (RFC 9110 section 7.2).
  public init?(_ text: String) {
    let lower = text.lowercased()
    var host = Substring(lower)
    var port: Int?
    let afterBracket = lower.lastIndex(of: "]") ?? lower.startIndex
    if let colon = lower[afterBracket...].lastIndex(of: ":") {
      host = lower[..<colon]
      let digits = lower[lower.index(after: colon)...]
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits.utf8.count <= 5, let number = UInt16(digits),
        number > 0
      else { return nil }
      port = Int(number)
    }
    if host.hasSuffix(".") { host = host.dropLast() }
    let isAddress = host.hasPrefix("[") && host.hasSuffix("]")
    let inner = isAddress ? host.dropFirst().dropLast() : host
    guard !inner.isEmpty, inner.utf8.count <= 253,
      inner.utf8.allSatisfy({ isAddress ? Self.isAddressByte($0) : Self.isNameByte($0) })
    else { return nil }
    name = String(host)
    self.port = port
  }

  /// `host` or `host:port`, as it was given.
  public var description: String { port.map { "\(name):\($0)" } ?? name }

  /// The part before `.domain`: `acme` of `acme.apps.example.com` in `apps.example.com`; nil outside the domain and for
  /// more than one label.
  public func label(in domain: String) -> String? {
    guard name.hasSuffix("." + domain) else { return nil }
    let label = name.dropLast(domain.count + 1)
    return label.isEmpty || label.contains(".") ? nil : String(label)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    (0x61...0x66).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x3A || byte == 0x2E
  }
}

extension Request {
  /// From the `Host` header (`:authority` in HTTP/2); nil when it is absent or no host.
  public var host: HostName? { head.authority.flatMap { HostName($0) } }

  /// Whether a browser sent this from a page of our own host: `Sec-Fetch-Site` says so or, from older browsers,
  /// `Origin` does. A mutation with neither is refused: every browser sends `Origin` with a POST.
  public func isFromOwnPage(secure: Bool) -> Bool {
    if let site = headers[.secFetchSite], site != "same-origin" { return false }
    guard let origin = headers[.origin] else { return headers[.secFetchSite] == "same-origin" }
    guard let host else { return false }
    let prefix = secure ? "https://" : "http://"
    guard origin.hasPrefix(prefix), let from = HostName(String(origin.dropFirst(prefix.count))) else { return false }
    return from == host
  }
}
