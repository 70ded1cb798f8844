/// What a secret says about a PostgreSQL source: a closed list of keys, in three spellings. Everything else that libpq
/// knows (sockets, service files, password files, key files, server options) is refused, because it reads files of the
/// runtime's machine.

import Addresses
import Secrets
import Values

struct PostgresSettings: Equatable {
  enum TLS: String { case verifyFull = "verify-full", require, disable }

  var host: String
  var port: Int
  var database: String
  var user: String
  var password: String?
  var tls: TLS
  /// PEM; nil: the system's authorities.
  var ca: String?

  /// What is wrong, in words that repeat nothing of the secret.
  struct Problem: Error, Equatable, CustomStringConvertible { var description: String }

  static let keys = ["host", "port", "database", "user", "password", "tls", "ca"]

  /// A JSON object, a `postgresql://` URL, or `key=value` lines.
  init(_ secret: SecretValue) throws(Problem) {
    let text = try secret.reveal { (bytes) throws(Problem) in
      guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
        throw Problem(description: "It is not UTF-8 text.")
      }
      return Substring(text).trimmed
    }
    if text.hasPrefix("{") {
      try self.init(fields: Self.json(text))
    } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
      try self.init(fields: PostgresURL.fields(text))
    } else {
      try self.init(fields: Self.lines(text))
    }
  }

  private init(fields: [(key: String, value: String)]) throws(Problem) {
    var values: [String: String] = [:]
    for (key, value) in fields {
      guard Self.keys.contains(key) else {
        throw Problem(description: "A key is unknown. The keys are \(Self.keys.joined(separator: ", ")).")
      }
      guard values.updateValue(value, forKey: key) == nil else { throw Problem(description: "\(key) is given twice.") }
    }
    func required(_ key: String) throws(Problem) -> String {
      guard let value = values[key], !value.isEmpty else { throw Problem(description: "\(key) is missing.") }
      return value
    }
    host = try Self.host(required("host"))
    database = try required("database")
    user = try required("user")
    password = values["password"]
    guard let port = Int(values["port"] ?? "5432"), (1...65_535).contains(port) else {
      throw Problem(description: "port is not a number from 1 to 65535.")
    }
    self.port = port
    guard let tls = TLS(rawValue: values["tls"] ?? "verify-full") else {
      throw Problem(description: "tls is verify-full, require or disable.")
    }
    self.tls = tls
    ca = values["ca"]
    guard ca?.contains("-----BEGIN CERTIFICATE-----") ?? true else {
      throw Problem(description: "ca is a certificate in PEM text.")
    }
  }

  /// One DNS name or IP address (RFC 1123 section 2.1); never a socket's folder, a list or an option.
  private static func host(_ text: String) throws(Problem) -> String {
    if Address(text) != nil { return text }
    let name = text.utf8.allSatisfy {
      (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 || $0 == 95
    }
    guard name, text.utf8.count <= 253, text.utf8.first != 45 else {
      throw Problem(description: "host is one DNS name or IP address. Sockets are not reachable for sources.")
    }
    return text
  }

  private static func json(_ text: String) throws(Problem) -> [(key: String, value: String)] {
    let parsed: JSON
    do { parsed = try JSON.parse(Array(text.utf8)) } catch { throw Problem(description: "Its JSON is malformed.") }
    var out: [(key: String, value: String)] = []
    for member in parsed.members ?? [] {
      switch member.value {
      case .string(let value): out.append((member.name, value))
      case .integer(let number) where member.name == "port": out.append((member.name, String(number)))
      default: throw Problem(description: "Each value is a text in quotes; port may be a number.")
      }
    }
    return out
  }

  /// `key=value`; empty lines and lines that begin with `#` are skipped. A line of no known key behind `ca` goes on
  /// with the certificate.
  private static func lines(_ text: String) throws(Problem) -> [(key: String, value: String)] {
    var out: [(key: String, value: String)] = []
    for line in text.split(whereSeparator: \.isNewline).map(\.trimmed) where !line.hasPrefix("#") && !line.isEmpty {
      let equals = line.firstIndex(of: "=")
      let key = line[..<(equals ?? line.endIndex)].trimmed
      if out.last?.key == "ca", !keys.contains(key) {
        out[out.count - 1].value += "\n" + line
      } else {
        guard let equals else {
          throw Problem(
            description: "Each line is key=value, or the whole is a postgresql:// address or a JSON object.")
        }
        out.append((key, line[line.index(after: equals)...].trimmed))
      }
    }
    return out
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
