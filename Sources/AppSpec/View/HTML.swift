/// Writes UTF-8 HTML straight into one buffer. What is not a literal of ours goes through `text` or `attribute`, which
/// escape it; there is no third way.
public struct HTML {
  public private(set) var bytes: [UInt8] = []

  public init(reserving count: Int = 32768) { bytes.reserveCapacity(count) }

  /// Markup of ours.
  public mutating func raw(_ markup: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  /// Escaped text.
  public mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { escape($0) }
  }

  /// Escaped text.
  mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) { escape(utf8) }

  /// Escaped text.
  mutating func text(_ utf8: ArraySlice<UInt8>) {
    utf8.withUnsafeBufferPointer { escape($0) }
  }

  /// ` name="escaped"`
  public mutating func attribute(_ name: StaticString, _ value: String) {
    raw(" ")
    raw(name)
    raw("=\"")
    text(value)
    raw("\"")
  }

  mutating func attribute(_ name: StaticString, _ value: Int) {
    raw(" ")
    raw(name)
    raw("=\"")
    number(value)
    raw("\"")
  }

  mutating func number(_ value: Int) { text(String(value)) }

  /// For writers whose output consists of digits, letters and spaces by construction.
  mutating func digits(_ write: (inout [UInt8]) -> Void) { write(&bytes) }

  /// Markup that was written by an `HTML` before.
  mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

  /// The five characters that mean something in text and in quoted attributes (HTML, 13.3), in runs.
  private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
    var start = 0
    // All of them are at or below `>`, nearly all letters are above.
    for index in 0..<utf8.count where utf8[index] <= UInt8(ascii: ">") {
      guard let entity = HTML.entity(utf8[index]) else { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
      raw(entity)
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
  }

  private static func entity(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
