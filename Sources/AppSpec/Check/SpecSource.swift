/// The spec's lines, to say where within a text that stands in YAML something is.
struct SpecSource {
  private let bytes: [UInt8]
  /// Where each line begins.
  private let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 10 { starts.append(offset + 1) }
    self.starts = starts
  }

  /// The place of the UTF-8 offset `offset` of `node`'s text. Where YAML has changed the text (escapes, folded lines) it
  /// is the node's own place.
  func place(of offset: Int, in node: SpecNode) -> Place {
    guard case .scalar(let text, let style) = node.content else { return node.place }
    let before = Array(text.utf8.prefix(offset))
    let line = before.split(separator: 10, omittingEmptySubsequences: false).last ?? []
    let row = before.count { $0 == 10 }
    switch style {
    case .literal:
      let first = node.place.line + 1
      return confirmed(Array(line), line: first + row, indent: indentation(text, from: first)) ?? node.place
    case .plain, .quoted:
      guard row == 0 else { return node.place }
      let column = node.place.column - 1 + (style == .quoted ? 1 : 0)
      return confirmed(Array(line), line: node.place.line, indent: column) ?? node.place
    case .folded: return node.place
    }
  }

  /// The spaces that a block's first line with something on it has more in the spec than in the text.
  private func indentation(_ text: String, from first: Int) -> Int {
    let rows = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
    guard let row = rows.firstIndex(where: { !$0.isEmpty }) else { return 0 }
    let whole = line(first + row).prefix { $0 == 32 }.count
    return whole - rows[row].prefix { $0 == 32 }.count
  }

  /// Only when that line of the spec really begins with these bytes behind the indentation (in scalars).
  private func confirmed(_ prefix: [UInt8], line number: Int, indent: Int) -> Place? {
    guard indent >= 0, number <= starts.count else { return nil }
    var rest = line(number)
    var scalars = 0
    while scalars < indent, let first = rest.first {
      rest = rest.dropFirst(first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2)
      scalars += 1
    }
    guard rest.starts(with: prefix) else { return nil }
    return Place(line: number, column: indent + 1 + prefix.count { $0 & 0xC0 != 0x80 })
  }

  private func line(_ number: Int) -> ArraySlice<UInt8> {
    guard number >= 1, number <= starts.count else { return [] }
    let end = number < starts.count ? starts[number] - 1 : bytes.count
    return bytes[starts[number - 1]..<end]
  }
}
