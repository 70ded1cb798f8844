/// Writes an XML 1.0 document straight to its bytes. Groups without contents vanish, so that no empty element, which
/// EN 16931 forbids, is ever written.

internal import Values

struct XMLWriter {
  private(set) var bytes: [UInt8]
  /// Start tags that are written once something stands in them.
  private var pending: [String] = []
  private var open: [String] = []

  init() { bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }

  /// An element that contains what `contents` writes; nothing is written where that is nothing.
  mutating func group(_ name: String, _ attributes: String = "", _ contents: (inout XMLWriter) -> Void) {
    pending.append(name + attributes)
    open.append(name)
    contents(&self)
    open.removeLast()
    if pending.isEmpty {
      tag("</" + name + ">", indent: open.count)
    } else {
      pending.removeLast()
    }
  }

  /// The one kind of element that stands though it is empty, where the schema wants it.
  mutating func empty(_ name: String) {
    flush()
    tag("<" + name + "/>", indent: open.count)
  }

  /// An element with text. Nothing is written for nil.
  mutating func leaf(_ name: String, _ text: String?, _ attributes: (String, String?)...) {
    guard let text else { return }
    flush()
    indent(open.count)
    append("<")
    append(name)
    for (attribute, value) in attributes {
      guard let value else { continue }
      append(" ")
      append(attribute)
      append("=\"")
      escape(value, quoted: true)
      append("\"")
    }
    append(">")
    escape(text, quoted: false)
    append("</")
    append(name)
    append(">\n")
  }

  mutating func leaf(_ name: String, _ number: Decimal?, _ attributes: (String, String?)...) {
    guard let number else { return }
    if let (attribute, value) = attributes.first {
      leaf(name, number.description, (attribute, value))
    } else {
      leaf(name, number.description)
    }
  }

  private mutating func flush() {
    for (offset, start) in pending.enumerated() { tag("<" + start + ">", indent: open.count - pending.count + offset) }
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func tag(_ tag: String, indent depth: Int) {
    indent(depth)
    append(tag)
    append("\n")
  }

  private mutating func indent(_ depth: Int) { for _ in 0..<depth { bytes.append(0x20) } }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Characters that XML 1.0 (section 2.2) does not know become spaces: no reader would take the file.
  private mutating func escape(_ text: String, quoted: Bool) {
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
