/// A path and query within an app, as links and forms carry it: `/invoices/5?before=2026-01-01`.
struct AppPath: Equatable {
  /// Decoded.
  let segments: [String]
  let text: String

  /// Nil for what could lead out of the app: another host, `..`, a backslash, a control character.
  init?(_ text: String) {
    guard text.utf8.count <= 4096, text.hasPrefix("/"), !text.hasPrefix("//"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    else { return nil }
    let path = text.prefix { $0 != "?" && $0 != "#" }
    var decoded: [String] = []
    for segment in path.split(separator: "/") {
      guard let plain = PercentEncoding.decode(segment), plain != "..", plain != "." else { return nil }
      decoded.append(plain)
    }
    segments = decoded
    self.text = text
  }

  /// The path of a page with its parameters filled in; nil when one of them has no value.
  static func fill(_ path: PagePath, _ value: (Name) -> String?) -> String? {
    var out: [UInt8] = []
    let isComplete = append(path, to: &out) { name in value(name)?.utf8 }
    return isComplete ? String(decoding: out, as: UTF8.self) : nil
  }

  /// False when a parameter has no value; then something incomplete was written.
  static func append<Text: Collection<UInt8>>(
    _ path: PagePath, to out: inout [UInt8], _ value: (Name) -> Text?
  ) -> Bool {
    if path.segments.isEmpty { out.append(UInt8(ascii: "/")) }
    for segment in path.segments {
      out.append(UInt8(ascii: "/"))
      switch segment {
      case .literal(let text): PercentEncoding.append(text.utf8, to: &out)
      case .parameter(let name):
        guard let value = value(name), !value.isEmpty else { return false }
        PercentEncoding.append(value, to: &out)
      }
    }
    return true
  }
}

/// RFC 3986: everything but the unreserved characters is escaped, so that one rule fits paths and queries.
enum PercentEncoding {
  static func append(_ bytes: some Sequence<UInt8>, to out: inout [UInt8]) {
    let digits: StaticString = "0123456789ABCDEF"
    for byte in bytes {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: out.append(byte)
      default:
        out.append(UInt8(ascii: "%"))
        out.append(digits.utf8Start[Int(byte >> 4)])
        out.append(digits.utf8Start[Int(byte & 15)])
      }
    }
  }

  static func encode(_ text: String) -> String {
    var out: [UInt8] = []
    append(text.utf8, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Nil for a broken escape or bytes that are no UTF-8.
  static func decode(_ text: Substring) -> String? {
    var out: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard bytes.count >= 2, let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      out.append(value)
      bytes = bytes.dropFirst(2)
    }
    return String(validating: out, as: UTF8.self)
  }
}
