// The console's markup. What escapes it is `AppSpec`'s, as for the apps' pages.

import AppSpec

/// HTML that is escaped by construction: what stands literally in the source is markup, what is interpolated is text.
///
///     let row: HTML = "<td>\(member.name)</td>"      // a name that holds `<script>` stays a name
///
/// Attribute values are always quoted, and addresses in `href` and `action` are built from slugs and ids alone.
struct HTML: Sendable, ExpressibleByStringInterpolation {
  var text: String

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// The UTF-8 of a document or a part of one.
  var bytes: [UInt8] { Array(text.utf8) }

  /// The start tag of a frame that scrolls sideways on narrow screens, by the keyboard too (WCAG 2.2, 2.1.1).
  static func scroll(_ label: String) -> HTML {
    "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"\(label)\">"
  }

  /// Makes room for so many bytes more.
  mutating func reserve(_ bytes: Int) { text.reserveCapacity(text.utf8.count + bytes) }

  /// Markup of ours, behind what is there: for what is written so often that it shall not be put together from parts.
  mutating func add(_ markup: HTML) { text += markup.text }

  mutating func add(plain: String) { HTML.escape(plain, into: &text) }

  static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }

  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) { text += literal }
    /// Disfavoured, so that a literal inside an interpolation (`isMine ? "<b>you</b>" : ""`) is markup as everywhere.
    @_disfavoredOverload
    mutating func appendInterpolation(_ plain: String) { HTML.escape(plain, into: &text) }
    mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }
    mutating func appendInterpolation(_ markup: HTML) { text += markup.text }
    mutating func appendInterpolation(_ markup: HTML?) { text += markup?.text ?? "" }
    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
  }

  /// By the writer of the apps' pages; controls that no document may hold (HTML living standard, section 13.2.3.5)
  /// become visible.
  private static func escape(_ plain: String, into text: inout String) {
    // Most of what is written needs nothing: names, ids, moments.
    if isPlain(plain) { return text += plain }
    var page = AppSpec.HTML(reserving: plain.utf8.count + 16)
    page.text(plain.utf8.contains(where: isControl) ? visible(plain) : plain)
    text += String(decoding: page.bytes, as: UTF8.self)
  }

  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      for byte in bytes {
        let special = byte < 64 ? specialBelow64 : byte < 128 ? specialBelow128 : 0
        if special >> UInt64(byte & 63) & 1 == 1 { return false }
      }
      return true
    }
  }

  /// A bit for each byte that is a control or has a meaning in HTML: all below the space, `"`, `&`, `'`, `<`, `>` …
  private static let specialBelow64: UInt64 = 0x5000_00C4_FFFF_FFFF
  /// … the backtick and DEL.
  private static let specialBelow128: UInt64 = 0x8000_0001_0000_0000

  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0C && byte != 0x0D || byte == 0x7F
  }

  private static func visible(_ plain: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in plain.unicodeScalars {
      scalars.append(scalar.isASCII && isControl(UInt8(scalar.value)) ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
  }
}
