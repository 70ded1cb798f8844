// The address of a database as people write it. Unknown keys are refused, since libpq's own parser accepts dozens that
// read files of the machine.

extension Server {
  /// `postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…&host=/socket/folder`, with percent encoding.
  ///
  /// `sslmode` is `disable`, `require` or `verify-full` (the default). No other keys are known.
  ///
  /// - Parameter user: who connects where the address names nobody; nil: it has to.
  public init(url: String, user defaultUser: String? = nil) throws(PostgresError) {
    guard let scheme = ["postgresql://", "postgres://"].first(where: { url.hasPrefix($0) }) else {
      throw .configuration("it starts with postgresql://")
    }
    let (main, query) = Server.cut(url.dropFirst(scheme.count), at: "?")
    let (authority, path) = Server.cut(main, at: "/")
    let (before, after) = Server.cutLast(authority, at: "@")
    let (user, password) = Server.cut(before ?? "", at: ":")
    let (host, port) = try Server.hostAndPort(after)
    guard let port = port.isEmpty ? 5432 : Int(port), 1...65535 ~= port else { throw .configuration("port") }
    self.init(
      host: try Server.decoded(host, "host"), port: port, database: try Server.decoded(path ?? "", "database"),
      user: user.isEmpty ? defaultUser ?? "" : try Server.decoded(user, "user"),
      password: try password.map { (text) throws(PostgresError) in
        try Server.decoded(text, "password")
      })
    try apply(query ?? "")
    guard !self.host.isEmpty else { throw .configuration("host is missing") }
    guard !self.user.isEmpty else { throw .configuration("user is missing") }
    guard !self.database.isEmpty else { throw .configuration("database is missing") }
  }

  private mutating func apply(_ query: Substring) throws(PostgresError) {
    var mode = isSocket ? "disable" : "verify-full"
    var roots: String?
    for pair in query.split(separator: "&") {
      let (key, value) = Server.cut(pair, at: "=")
      let text = try Server.decoded(value ?? "", String(key))
      switch key {
      case "sslmode": mode = text
      case "sslrootcert": roots = text
      case "host": host = text
      default: throw .configuration("unknown key \(key.prefix(40))")
      }
    }
    switch mode {
    case "disable": tls = .off
    case "require": tls = .required
    case "verify-full": tls = .verifyFull(rootCertificates: roots)
    default: throw .configuration("sslmode is disable, require or verify-full")
    }
  }

  private static func hostAndPort(_ text: Substring) throws(PostgresError) -> (Substring, Substring) {
    guard text.hasPrefix("[") else {
      let (host, port) = cut(text, at: ":")
      return (host, port ?? "")
    }
    let (address, rest) = cut(text.dropFirst(), at: "]")
    guard let rest, rest.isEmpty || rest.hasPrefix(":") else { throw .configuration("host") }
    return (address, rest.dropFirst())
  }

  private static func cut(_ text: Substring, at mark: Character) -> (Substring, Substring?) {
    guard let index = text.firstIndex(of: mark) else { return (text, nil) }
    return (text[..<index], text[text.index(after: index)...])
  }

  private static func cutLast(_ text: Substring, at mark: Character) -> (Substring?, Substring) {
    guard let index = text.lastIndex(of: mark) else { return (nil, text) }
    return (text[..<index], text[text.index(after: index)...])
  }

  private static func decoded(_ text: Substring, _ key: String) throws(PostgresError) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16), value != 0 else {
        throw .configuration("percent encoding of \(key.prefix(40))")
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else {
      throw .configuration("encoding of \(key.prefix(40))")
    }
    return decoded
  }
}
