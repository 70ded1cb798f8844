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

  private static func escape(_ plain: String, into text: inout String) {
    for scalar in plain.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      // Controls that no document may hold (HTML living standard, section 13.2.3.5) become visible.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{E}"..."\u{1F}", "\u{7F}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
