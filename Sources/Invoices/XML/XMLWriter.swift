/// Writes an XML 1.0 document straight to its bytes, each tag on a line of its own. Groups without contents vanish, so
/// that no empty element, which EN 16931 forbids, is ever written.

internal import Values

struct XMLWriter {
  private(set) var bytes: [UInt8]
  /// Open elements; the last `pending` of them are written once something stands in them.
  private var open: [(name: StaticString, attributes: String)] = []
  private var pending = 0

  /// For an invoice of `lines`, each of which takes about a thousand bytes: growing by doubling would take twice the memory.
  init(lines: Int) {
    bytes = []
    bytes.reserveCapacity(4_096 + 1_120 * lines)
    append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }

  /// An element that contains what `contents` writes; nothing is written where that is nothing. All but the two calls is
  /// kept out of line: each of the hundred places that write a group would have a copy of it.
  @inline(__always)
  mutating func group(_ name: StaticString, _ attributes: String = "", _ contents: (inout XMLWriter) -> Void) {
    start(name, attributes)
    contents(&self)
    finish()
  }

  @inline(never)
  private mutating func start(_ name: StaticString, _ attributes: String) {
    open.append((name, attributes))
    pending += 1
  }

  @inline(never)
  private mutating func finish() {
    guard let element = open.popLast() else { return }
    if pending > 0 {
      pending -= 1
    } else {
      end(element.name)
    }
  }

  /// The one kind of element that stands though it is empty, where the schema wants it.
  mutating func empty(_ name: StaticString) {
    flush()
    append("<")
    append(name)
    append("/>\n")
  }

  /// An element with text. Nothing is written for nil.
  @inline(never)
  mutating func leaf(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    begin(name)
    end(name, text)
  }

  @inline(never)
  mutating func leaf(_ name: StaticString, _ text: String?, _ attribute: (StaticString, String?)) {
    guard let text else { return }
    begin(name)
    add(attribute)
    end(name, text)
  }

  @inline(never)
  mutating func leaf(
    _ name: StaticString, _ text: String?, _ first: (StaticString, String?), _ second: (StaticString, String?)
  ) {
    guard let text else { return }
    begin(name)
    add(first)
    add(second)
    end(name, text)
  }

  @inline(never)
  mutating func leaf(_ name: StaticString, _ number: Decimal?) {
    if let number { leaf(name, number.description) }
  }

  @inline(never)
  mutating func leaf(_ name: StaticString, _ number: Decimal?, _ attribute: (StaticString, String?)) {
    if let number { leaf(name, number.description, attribute) }
  }

  // MARK: - Pieces

  private mutating func begin(_ name: StaticString) {
    flush()
    append("<")
    append(name)
  }

  private mutating func add(_ attribute: (StaticString, String?)) {
    guard let value = attribute.1 else { return }
    append(" ")
    append(attribute.0)
    append("=\"")
    escape(value, quoted: true)
    append("\"")
  }

  private mutating func end(_ name: StaticString, _ text: String) {
    append(">")
    escape(text, quoted: false)
    end(name)
  }

  private mutating func end(_ name: StaticString) {
    append("</")
    append(name)
    append(">\n")
  }

  private mutating func flush() {
    while pending > 0 {
      let depth = open.count - pending
      pending -= 1
      append("<")
      append(open[depth].name)
      bytes.append(contentsOf: open[depth].attributes.utf8)
      append(">\n")
    }
  }

  /// There is none for a `String`: every literal would be one, and take several times as long.
  @inline(never)
  private mutating func append(_ text: StaticString) {
    let count = text.utf8CodeUnitCount
    // Brackets and quotes: shorter than the way to the call that would copy them.
    if count > 3 { return bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: count)) }
    for index in 0..<count { bytes.append(text.utf8Start[index]) }
  }

  /// Whether a byte of a text may need another form; 0xEF begins U+FFFE and U+FFFF.
  private func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0xEF
  }

  /// Characters that XML 1.0 (section 2.2) does not know become spaces: no reader would take the file.
  private mutating func escape(_ text: String, quoted: Bool) {
    var text = text
    let isWritten = text.withUTF8 { text in
      for byte in text where isSpecial(byte) { return false }
      bytes.append(contentsOf: text)
      return true
    }
    if isWritten { return }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": append("&amp;")
      case "<": append("&lt;")
      case ">": append("&gt;")
      case "\"" where quoted: append("&quot;")
      case "\r": append("&#13;")
      case "\n" where quoted, "\t" where quoted: append(scalar == "\n" ? "&#10;" : "&#9;")
      case "\n", "\t": bytes.append(UInt8(scalar.value))
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": bytes.append(0x20)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
