/// A text block: the small Markdown of a spec, with its variables. Values are text wherever they stand, so no markup and
/// no link comes out of them; a link's address takes them percent-encoded.
struct TextView {
  let appPath: String
  let lookup: (String) -> TextTemplate.Value?

  init(appPath: String, lookup: @escaping (String) -> TextTemplate.Value?) {
    self.appPath = appPath
    self.lookup = lookup
  }

  func write(_ template: String, to html: inout HTML) {
    let source = MarkdownSource(TextTemplate(template).expand(lookup))
    html.raw("<div class=\"prose\">")
    for block in MarkdownBlock.parse(source.text) { write(block, source, to: &html) }
    html.raw("</div>")
  }

  private func write(_ block: MarkdownBlock, _ source: MarkdownSource, to html: inout HTML) {
    let inline = MarkdownInline(source: source, appPath: appPath)
    switch block {
    case .heading(let level, let text):
      // The page's title is the only first-level heading.
      html.raw(level == 1 ? "<h2>" : "<h3>")
      inline.write(text, to: &html)
      html.raw(level == 1 ? "</h2>" : "</h3>")
    case .paragraph(let text):
      html.raw("<p>")
      inline.write(text, to: &html)
      html.raw("</p>")
    case .list(let items):
      html.raw("<ul>")
      for item in items {
        html.raw("<li>")
        inline.write(item, to: &html)
        html.raw("</li>")
      }
      html.raw("</ul>")
    }
  }
}

/// An expanded template as one text in which each value is a single character of the private use plane 16, so that
/// Markdown sees a letter where a value stands.
struct MarkdownSource {
  private static let first: UInt32 = 0x10_0000
  private(set) var text = ""
  private var values: [TextTemplate.Value] = []

  init(_ pieces: [TextTemplate.Piece]) {
    for piece in pieces {
      switch piece {
      case .literal(let literal):
        text.unicodeScalars.append(contentsOf: literal.unicodeScalars.filter { $0.value < MarkdownSource.first })
      case .value(let value):
        guard let stand = Unicode.Scalar(MarkdownSource.first + UInt32(values.count)), values.count < 0xFFFF else {
          continue
        }
        values.append(value)
        text.unicodeScalars.append(stand)
      }
    }
  }

  /// The value that a character stands for.
  func value(_ scalar: Unicode.Scalar) -> TextTemplate.Value? {
    guard scalar.value >= MarkdownSource.first else { return nil }
    let index = Int(scalar.value - MarkdownSource.first)
    return values.indices.contains(index) ? values[index] : nil
  }
}

enum MarkdownBlock: Equatable {
  case heading(level: Int, String)
  case paragraph(String)
  case list([String])

  static func parse(_ text: String) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    var lines: [String] = []
    func endParagraph() {
      if !lines.isEmpty { blocks.append(.paragraph(lines.joined(separator: " "))) }
      lines = []
    }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let trimmed = String(line.drop { $0 == " " })
      if trimmed.isEmpty {
        endParagraph()
      } else if let level = [1, 2, 3].first(where: { trimmed.hasPrefix(String(repeating: "#", count: $0) + " ") }) {
        endParagraph()
        blocks.append(.heading(level: level, String(trimmed.dropFirst(level + 1))))
      } else if trimmed.hasPrefix("- ") || trimmed.hasPrefix("* ") {
        endParagraph()
        let item = String(trimmed.dropFirst(2))
        if case .list(let items)? = blocks.last {
          blocks[blocks.count - 1] = .list(items + [item])
        } else {
          blocks.append(.list([item]))
        }
      } else {
        lines.append(trimmed)
      }
    }
    endParagraph()
    return blocks
  }
}

/// `**bold**`, `*emphasis*`, `[links](/path)`; what is not closed is text.
struct MarkdownInline {
  let source: MarkdownSource
  let appPath: String

  func write(_ text: String, to html: inout HTML) { write(Array(text.unicodeScalars)[...], to: &html) }

  private func write(_ text: ArraySlice<Unicode.Scalar>, to html: inout HTML) {
    var rest = text
    while let first = rest.first {
      if let (inner, after) = enclosed(rest, by: ["*", "*"]) {
        html.raw("<strong>")
        write(inner, to: &html)
        html.raw("</strong>")
        rest = after
      } else if let (inner, after) = enclosed(rest, by: ["*"]) {
        html.raw("<em>")
        write(inner, to: &html)
        html.raw("</em>")
        rest = after
      } else if first == "[", let (label, href, after) = link(rest) {
        html.raw("<a")
        html.attribute("href", href)
        html.raw(">")
        write(label, to: &html)
        html.raw("</a>")
        rest = after
      } else {
        if let value = source.value(first) { html.text(value.shown) } else { html.text(String(Character(first))) }
        rest = rest.dropFirst()
      }
    }
  }

  private func enclosed(
    _ text: ArraySlice<Unicode.Scalar>, by mark: [Unicode.Scalar]
  ) -> (inner: ArraySlice<Unicode.Scalar>, after: ArraySlice<Unicode.Scalar>)? {
    guard text.starts(with: mark) else { return nil }
    let body = text.dropFirst(mark.count)
    guard let first = body.first, first != " ", first != "*" else { return nil }
    var index = body.startIndex
    while index + mark.count <= body.endIndex {
      if body[index...].starts(with: mark) { return (body[..<index], body[(index + mark.count)...]) }
      index += 1
    }
    return nil
  }

  private func link(
    _ text: ArraySlice<Unicode.Scalar>
  ) -> (label: ArraySlice<Unicode.Scalar>, href: String, after: ArraySlice<Unicode.Scalar>)? {
    guard let close = text.firstIndex(of: "]"), close + 1 < text.endIndex, text[close + 1] == "(",
      let end = text[close...].firstIndex(of: ")")
    else { return nil }
    var address = ""
    for scalar in text[(close + 2)..<end] {
      if let value = source.value(scalar) {
        address += PercentEncoding.encode(value.raw)
      } else {
        address.unicodeScalars.append(scalar)
      }
    }
    guard let href = SafeLink.inText(address, appPath: appPath) else { return nil }
    return (text[(text.startIndex + 1)..<close], href, text[(end + 1)...])
  }
}
