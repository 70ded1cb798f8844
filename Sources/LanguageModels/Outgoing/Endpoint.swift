/// The address of a server that a workspace names. Read by ourselves and written anew, so that what was checked and what is
/// connected to cannot be two readings of one text.

public struct Endpoint: Sendable, Equatable {
  let isEncrypted: Bool
  /// A name in small letters, or an address without brackets.
  let host: String
  let port: Int
  /// Without a slash at its end; empty for the root.
  let path: String
  let query: String?

  /// `https://host[:port][/path][?query]`, also with `http`: whether that is allowed is decided when its address is known.
  public init?(_ text: String) {
    guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !Self.refused.contains($0) })
    else {
      return nil
    }
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard let (host, port) = Self.authority(authority) else { return nil }
    let target = rest.dropFirst(authority.count)
    let path = target.prefix { $0 != "?" }
    isEncrypted = scheme == "https://"
    self.host = host
    self.port = port ?? (isEncrypted ? 443 : 80)
    self.path = String(path.hasSuffix("/") ? path.dropLast() : path)
    query = target.count > path.count ? String(target.dropFirst(path.count + 1)) : nil
  }

  private init(_ other: Endpoint, path: String, query: String?) {
    (isEncrypted, host, port) = (other.isEncrypted, other.host, other.port)
    (self.path, self.query) = (path, query)
  }

  /// `further` begins with a slash.
  func appending(_ further: String, query more: String? = nil) -> Endpoint {
    let both = [query, more].compactMap { $0 }.filter { !$0.isEmpty }
    return Endpoint(self, path: path + further, query: both.isEmpty ? nil : both.joined(separator: "&"))
  }

  var url: String { (isEncrypted ? "https://" : "http://") + authority + target }

  /// As a Host header has it.
  var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isEncrypted ? 443 : 80) ? name : "\(name):\(port)"
  }

  var target: String { (path.isEmpty ? "/" : path) + (query.map { "?\($0)" } ?? "") }

  /// Quotes, angle brackets, backslash, caret, backtick, braces, bar; user names and fragments.
  private static let refused: Set<UInt8> = Set("\"<>\\^`{|}@#".utf8)

  private static func authority(_ text: Substring) -> (String, Int?)? {
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let host = text[text.index(after: text.startIndex)..<end]
      guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
      return port(text[text.index(after: end)...]).map { (host.lowercased(), $0) }
    }
    let host = text.prefix { $0 != ":" }
    guard !host.isEmpty, host.utf8.count <= 253, host.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) })
    else { return nil }
    return port(text.dropFirst(host.count)).map { (host.lowercased(), $0) }
  }

  /// Nil for what is no port; a port that is nil for none.
  private static func port(_ text: Substring) -> Int?? {
    guard let colon = text.first else { return .some(nil) }
    guard colon == ":", text.dropFirst().allSatisfy({ $0.isNumber }), let port = Int(text.dropFirst()),
      (1...65_535).contains(port)
    else { return nil }
    return .some(port)
  }
}
