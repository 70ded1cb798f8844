// How a planted value can look where it must not be: each form as the bytes that would stand there.

import Values

/// A value that occurs nowhere by chance.
public struct Canary: Sendable, Equatable {
  /// What it was planted as: `row`, `credential` …
  public let name: String
  public let text: String

  /// Nil for less than 12 bytes: shorter ones could be found by chance.
  public init?(name: String, text: String) {
    guard text.utf8.count >= 12 else { return nil }
    self.name = name
    self.text = text
  }
}

public enum CanaryForm: String, Sendable, CaseIterable {
  case plain, json, markup, percent, hex, base64, utf16

  /// The bytes to look for; several where the form has variants. Those of base64 leave out what depends on neighbours.
  public func needles(of text: String) -> [[UInt8]] {
    let bytes = Array(text.utf8)
    let found: [[UInt8]] =
      switch self {
      case .plain: [bytes]
      case .json: Self.escaped(text)
      case .markup: Self.markup(text)
      case .percent: Self.percentEncoded(bytes)
      case .hex: [Array(Hex.encode(bytes).utf8), Self.upper(Array(Hex.encode(bytes).utf8))]
      case .base64: Self.phases(bytes)
      case .utf16:
        [
          Self.wide(text) { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
          Self.wide(text) { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
        ]
      }
    // Where a form changes nothing it says nothing new.
    return self == .plain ? found : Self.distinct(found).filter { $0 != bytes }
  }

  private static func distinct(_ needles: [[UInt8]]) -> [[UInt8]] {
    needles.enumerated().filter { index, needle in !needles[..<index].contains(needle) }.map(\.element)
  }

  private static func upper(_ bytes: [UInt8]) -> [UInt8] { bytes.map { (97...122).contains($0) ? $0 - 32 : $0 } }

  /// RFC 8259 section 7: what must be escaped; also with all that is not ASCII as `\u`, and with `\/`.
  private static func escaped(_ text: String) -> [[UInt8]] {
    func write(_ unicode: (UInt16) -> String?, slash: String) -> [UInt8] {
      var out = ""
      for unit in text.utf16 {
        switch unit {
        case 0x22: out += "\\\""
        case 0x5C: out += "\\\\"
        case 0x2F: out += slash
        case 0x0A: out += "\\n"
        case 0x20..<0x7F: out.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
        default: out += unicode(unit) ?? ""
        }
      }
      return Array(out.utf8)
    }
    func digits(_ unit: UInt16) -> String {
      let hex = String(unit, radix: 16)
      return String(repeating: "0", count: 4 - hex.count) + hex
    }
    return [
      Array(JSON.string(text).bytes.dropFirst().dropLast()), write({ "\\u" + digits($0) }, slash: "/"),
      write({ "\\u" + digits($0).uppercased() }, slash: "/"), write({ "\\u" + digits($0) }, slash: "\\/"),
    ]
  }

  /// As HTML and XML write text and attributes: what must be escaped, and quotes by name, by number or as they are.
  private static func markup(_ text: String) -> [[UInt8]] {
    [("\"", "'"), ("&quot;", "'"), ("&quot;", "&#39;"), ("&quot;", "&#x27;"), ("&quot;", "&apos;"), ("&#34;", "&#39;")]
      .flatMap { double, single in
        ["&gt;", ">"].map { greater in
          text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "&"): Array("&amp;".utf8)
            case UInt8(ascii: "<"): Array("&lt;".utf8)
            case UInt8(ascii: ">"): Array(greater.utf8)
            case UInt8(ascii: "\""): Array(double.utf8)
            case UInt8(ascii: "'"): Array(single.utf8)
            default: [byte]
            }
          }
        }
      }
  }

  /// RFC 3986 section 2.1, upper and lower case; with `+` for a space as forms send it; and every byte encoded.
  private static func percentEncoded(_ bytes: [UInt8]) -> [[UInt8]] {
    func write(isUpper: Bool, space: String?, keeps: (UInt8) -> Bool) -> [UInt8] {
      bytes.flatMap { byte -> [UInt8] in
        if byte == 0x20, let space { return Array(space.utf8) }
        if keeps(byte) { return [byte] }
        let hex = Array(Hex.encode([byte]).utf8)
        return [0x25] + (isUpper ? upper(hex) : hex)
      }
    }
    func unreserved(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || [45, 46, 95, 126].contains(byte)
    }
    // What encodeURI leaves, beside the unreserved.
    func address(_ byte: UInt8) -> Bool { unreserved(byte) || "!#$&'()*+,/:;=?@".utf8.contains(byte) }
    func form(_ byte: UInt8) -> Bool { unreserved(byte) && byte != 126 || byte == 42 }
    return [true, false].flatMap { isUpper in
      [
        write(isUpper: isUpper, space: nil, keeps: unreserved), write(isUpper: isUpper, space: "+", keeps: unreserved),
        write(isUpper: isUpper, space: "+", keeps: form), write(isUpper: isUpper, space: nil, keeps: address),
        write(isUpper: isUpper, space: nil) { _ in false },
      ]
    }
  }

  /// RFC 4648: after none, one or two bytes of something else, in both alphabets.
  private static func phases(_ bytes: [UInt8]) -> [[UInt8]] {
    (0..<3).flatMap { phase -> [[UInt8]] in
      let padded = Array(repeating: UInt8(0), count: phase) + bytes
      let text = Array(Base64.encode(padded).utf8)
      // Characters whose six bits are all of the value's.
      let first = (phase * 8 + 5) / 6
      let last = padded.count * 8 / 6
      let standard = Array(text[first..<last])
      return [standard, standard.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 }]
    }
  }

  private static func wide(_ text: String, _ write: (UInt16) -> [UInt8]) -> [UInt8] { text.utf16.flatMap(write) }
}
