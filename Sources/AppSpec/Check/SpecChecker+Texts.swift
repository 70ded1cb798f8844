/// Texts with `{{variables}}`: which there may be, and what of Mustache is refused.
extension SpecChecker {
  /// What variables a text may have.
  struct Scope {
    var names: [String] = SpecChecker.viewerNames
    /// The queries whose first row gives variables.
    var rows: [Name] = []
    /// Whether `[links](…)` are links there.
    var hasLinks = false
  }

  /// A place within a text, worked out only when something is wrong there.
  private struct Tag {
    let node: SpecNode
    let offset: Int
  }

  private mutating func report(_ tag: Tag, _ code: String, _ message: String, _ advice: String) {
    if !hasEnough { report(source.place(of: tag.offset, in: tag.node), code, message, advice) }
  }

  mutating func checkText(_ node: SpecNode?, _ scope: Scope) {
    guard let node, let text = node.text else { return }
    let bytes = Array(text.utf8)
    var sections: [(name: String, tag: Tag)] = []
    var offset = 0
    while offset + 1 < bytes.count {
      guard bytes[offset] == 123, bytes[offset + 1] == 123 else {
        offset += 1
        continue
      }
      let tag = Tag(node: node, offset: offset)
      guard let end = closing(bytes, from: offset + 2) else {
        return report(tag, "text-unclosed", "This “{{” is never closed.", "Close it with }}.")
      }
      checkTag(bytes[(offset + 2)..<end], tag, scope, &sections)
      offset = end + 2
    }
    for section in sections {
      report(
        section.tag, "text-unclosed", "The section “\(section.name)” is never closed.",
        "Close it with {{/\(section.name)}}.")
    }
    if scope.hasLinks { checkLinks(bytes, node) }
  }

  private func closing(_ bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == 125, bytes[index + 1] == 125 { return index }
      index += 1
    }
    return nil
  }

  private mutating func checkTag(
    _ bytes: ArraySlice<UInt8>, _ tag: Tag, _ scope: Scope, _ sections: inout [(name: String, tag: Tag)]
  ) {
    let content = trimmed(bytes)
    let sigil = content.first ?? 0
    let name = String(decoding: trimmed(content.dropFirst()), as: UTF8.self)
    switch sigil {
    case UInt8(ascii: "{"), UInt8(ascii: "&"):
      report(tag, "text-unescaped", "Variables are always escaped; “{{{” and “{{&” are not used.", "Write {{name}}.")
    case UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "$"):
      report(tag, "text-partial", "Partials and inheritance are not used in texts.", "Write the text out.")
    case UInt8(ascii: "="):
      report(tag, "text-delimiter", "The delimiters of variables are always {{ and }}.", "Remove this.")
    case UInt8(ascii: "!"): return
    case UInt8(ascii: "#"), UInt8(ascii: "^"):
      checkVariable(name, tag, scope)
      if sections.count == 10 {
        report(tag, "text-too-deep", "Sections are nested more than ten deep here.", "Write simpler text.")
      }
      sections.append((name, tag))
    case UInt8(ascii: "/"):
      if sections.last?.name == name {
        sections.removeLast()
      } else {
        report(
          tag, "text-unopened", "This closes “\(name.shortened)”, which is not the open section.",
          sections.last.map { "Close {{/\($0.name)}} first." } ?? "Remove it.")
      }
    default: checkVariable(String(decoding: content, as: UTF8.self), tag, scope)
    }
  }

  private mutating func checkVariable(_ text: String, _ tag: Tag, _ scope: Scope) {
    guard Name(text) != nil else {
      return report(
        tag, "text-bad-variable", "“\(text.shortened)” is not a variable.",
        "Write a plain name such as {{name}}, without functions, dots and spaces; in SQL, “as” gives a column such a name."
      )
    }
    if hasEnough || scope.names.contains(text) || scope.rows.contains(where: { isColumn(text, of: $0) }) { return }
    report(
      tag, "unknown-variable", "There is no “\(text)” to put in here.",
      Nearest.advice(for: text, among: scope.rows.flatMap { knownColumns(of: $0) } + scope.names, none: ""))
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while let first = bytes.first, first <= 32 { bytes.removeFirst() }
    while let last = bytes.last, last <= 32 { bytes.removeLast() }
    return bytes
  }

  /// `[words](target)`: a path of the app, https, mailto or tel; the beginning never comes from a variable.
  private mutating func checkLinks(_ bytes: [UInt8], _ node: SpecNode) {
    var index = 0
    while index + 1 < bytes.count {
      defer { index += 1 }
      guard bytes[index] == UInt8(ascii: "]"), bytes[index + 1] == UInt8(ascii: "(") else { continue }
      let end = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count
      let target = String(decoding: bytes[(index + 2)..<end], as: UTF8.self)
      if SpecChecker.isAllowedTarget(target) { continue }
      report(
        Tag(node: node, offset: index + 2), "bad-link", "A text does not link to “\(target.shortened)”.",
        "Begin with / for a page of this app, or with https://, mailto: or tel:.")
    }
  }

  private static func isAllowedTarget(_ target: String) -> Bool {
    guard target.utf8.allSatisfy({ $0 >= 32 && $0 != 127 && $0 != UInt8(ascii: "\\") }) else { return false }
    let lower = target.lowercased()
    if lower.hasPrefix("//") { return false }
    return ["/", "#", "?", "https://", "mailto:", "tel:"].contains { lower.hasPrefix($0) }
  }
}
