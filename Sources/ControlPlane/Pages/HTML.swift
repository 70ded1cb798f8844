// The console's markup. What escapes it is `AppSpec`'s, as for the apps' pages.

import AppSpec

/// HTML that is escaped by construction: what stands literally in the source is markup, what is interpolated is text.
///
///     let row: HTML = "<td>\(member.name)</td>"      // a name that holds `<script>` stays a name
///
/// Attribute values are always quoted, and addresses in `href` and `action` are built from slugs and ids alone.
///
/// A literal costs nothing until it is written somewhere: a page of fifty rows has thousands of them.
struct HTML: Sendable, ExpressibleByStringInterpolation {
  private enum Content {
    case literal(StaticString)
    case written([UInt8])
  }

  private var content: Content

  init(stringLiteral value: StaticString) { content = .literal(value) }
  init(stringInterpolation: StringInterpolation) { content = .written(stringInterpolation.bytes) }

  /// Markup of ours that is put together elsewhere, such as a stylesheet.
  init(markup: String) { content = .written(Array(markup.utf8)) }

  /// What is written piece by piece into one buffer: the rows of long tables, which are thousands of pieces.
  ///
  /// - Parameter capacity: bytes that will probably do.
  init(reserving capacity: Int, _ write: (inout AppSpec.HTML) -> Void) {
    var page = AppSpec.HTML(reserving: capacity)
    write(&page)
    content = .written(page.bytes)
  }

  /// The UTF-8 of a document or a part of one.
  var bytes: [UInt8] {
    switch content {
    case .literal(let literal): literal.withUTF8Buffer { Array($0) }
    case .written(let bytes): bytes
    }
  }

  var isEmpty: Bool {
    switch content {
    case .literal(let literal): literal.utf8CodeUnitCount == 0
    case .written(let bytes): bytes.isEmpty
    }
  }

  /// The start tag of a frame that scrolls sideways on narrow screens, by the keyboard too (WCAG 2.2, 2.1.1).
  static func scroll(_ label: String) -> HTML {
    "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"\(label)\">"
  }

  static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }

  fileprivate func append(to bytes: inout [UInt8]) {
    switch content {
    case .literal(let literal): HTML.append(literal, to: &bytes)
    case .written(let own): bytes.append(contentsOf: own)
    }
  }

  fileprivate func write(to page: inout AppSpec.HTML) {
    switch content {
    case .literal(let literal): page.raw(literal)
    case .written(let bytes): page.append(written: bytes)
    }
  }

  fileprivate static func append(_ literal: StaticString, to bytes: inout [UInt8]) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    mutating func appendLiteral(_ literal: StaticString) { HTML.append(literal, to: &bytes) }
    /// Disfavoured, so that a literal inside an interpolation (`isMine ? "<b>you</b>" : ""`) is markup as everywhere.
    @_disfavoredOverload
    mutating func appendInterpolation(_ plain: String) { HTML.escape(plain, into: &bytes) }
    mutating func appendInterpolation(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }
    mutating func appendInterpolation(_ markup: HTML) { markup.append(to: &bytes) }
    mutating func appendInterpolation(_ markup: HTML?) { markup?.append(to: &bytes) }
    mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { part.append(to: &bytes) } }
  }

  /// By the writer of the apps' pages; controls that no document may hold (HTML living standard, section 13.2.3.5)
  /// become visible.
  private static func escape(_ plain: String, into bytes: inout [UInt8]) {
    // Most of what is written needs nothing: names, ids, moments.
    var plain = plain
    let isPlain = plain.withUTF8 { text in
      guard Self.isPlain(text) else { return false }
      bytes.append(contentsOf: text)
      return true
    }
    if isPlain { return }
    var page = AppSpec.HTML(reserving: plain.utf8.count + 16)
    page.special(plain)
    bytes.append(contentsOf: page.bytes)
  }

  fileprivate static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in text {
      let special = byte < 64 ? specialBelow64 : byte < 128 ? specialBelow128 : 0
      if special >> UInt64(byte & 63) & 1 == 1 { return false }
    }
    return true
  }

  /// A bit for each byte that is a control or has a meaning in HTML: all below the space, `"`, `&`, `'`, `<`, `>` …
  private static let specialBelow64: UInt64 = 0x5000_00C4_FFFF_FFFF
  /// … the backtick and DEL.
  private static let specialBelow128: UInt64 = 0x8000_0001_0000_0000

  fileprivate static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0C && byte != 0x0D || byte == 0x7F
  }

  fileprivate static func visible(_ plain: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in plain.unicodeScalars {
      scalars.append(scalar.isASCII && isControl(UInt8(scalar.value)) ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
  }
}

extension AppSpec.HTML {
  /// Text, whatever it holds.
  mutating func plain(_ plain: String) {
    var plain = plain
    let isWritten = plain.withUTF8 { text in
      guard HTML.isPlain(text) else { return false }
      append(written: text)
      return true
    }
    if !isWritten { special(plain) }
  }

  /// Text of which something has a meaning in HTML or does not show.
  fileprivate mutating func special(_ plain: String) {
    text(plain.utf8.contains(where: HTML.isControl) ? HTML.visible(plain) : plain)
  }

  /// Markup of a page's part.
  mutating func add(_ markup: HTML) { markup.write(to: &self) }
}
