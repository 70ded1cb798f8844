/// `postgresql://user:password@host:port/database?tls=require` (libpq's documentation, section 34.1.1.2), of which a
/// source may use no more than the closed list of keys; `sslmode` is the one other spelling, as hosters print it.

enum PostgresURL {
  static func fields(_ text: String) throws(PostgresSettings.Problem) -> [(key: String, value: String)] {
    let rest = text[text.range(after: "://")...]
    let question = rest.firstIndex(of: "?") ?? rest.endIndex
    let main = rest[..<question]
    let slash = main.firstIndex(of: "/") ?? main.endIndex
    var out = try authority(main[..<slash])
    if slash < main.endIndex { out.append(("database", try decoded(main[main.index(after: slash)...]))) }
    guard question < rest.endIndex else { return out }
    for pair in rest[rest.index(after: question)...].split(separator: "&") {
      let equals = pair.firstIndex(of: "=") ?? pair.endIndex
      let key = String(pair[..<equals])
      let value = equals == pair.endIndex ? "" : try decoded(pair[pair.index(after: equals)...])
      out.append((key == "sslmode" ? "tls" : key, value))
    }
    return out
  }

  private static func authority(
    _ text: Substring
  ) throws(PostgresSettings.Problem) -> [(key: String, value: String)] {
    var out: [(key: String, value: String)] = []
    var hostAndPort = text
    if let at = text.lastIndex(of: "@") {
      let login = text[..<at]
      let colon = login.firstIndex(of: ":") ?? login.endIndex
      out.append(("user", try decoded(login[..<colon])))
      if colon < login.endIndex { out.append(("password", try decoded(login[login.index(after: colon)...]))) }
      hostAndPort = text[text.index(after: at)...]
    }
    var host = hostAndPort
    if hostAndPort.hasPrefix("["), let end = hostAndPort.firstIndex(of: "]") {
      host = hostAndPort[hostAndPort.index(after: hostAndPort.startIndex)..<end]
      hostAndPort = hostAndPort[hostAndPort.index(after: end)...]
      if !hostAndPort.isEmpty { out.append(("port", String(hostAndPort.dropFirst()))) }
    } else if let colon = hostAndPort.lastIndex(of: ":") {
      host = hostAndPort[..<colon]
      out.append(("port", String(hostAndPort[hostAndPort.index(after: colon)...])))
    }
    out.append(("host", try decoded(host)))
    return out
  }

  /// Percent decoding (RFC 3986 section 2.1).
  private static func decoded(_ text: Substring) throws(PostgresSettings.Problem) -> String {
    var out: [UInt8] = []
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard let high = rest.popFirst(), let low = rest.popFirst(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16), value != 0
      else { throw .init(description: "A % in the address is not followed by two hexadecimal digits.") }
      out.append(value)
    }
    guard let decoded = String(validating: out, as: UTF8.self) else {
      throw .init(description: "The address is not UTF-8 text.")
    }
    return decoded
  }
}

extension String {
  fileprivate func range(after mark: String) -> String.Index {
    var index = startIndex
    while index < endIndex, !self[index...].hasPrefix(mark) { index = self.index(after: index) }
    return self.index(index, offsetBy: mark.count, limitedBy: endIndex) ?? endIndex
  }
}
