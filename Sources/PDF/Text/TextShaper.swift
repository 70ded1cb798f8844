internal import CHarfBuzz

/// Sets text: measures it, breaks it into lines, shapes it (HarfBuzz) and brings it into visual order (FriBidi). It keeps a
/// buffer, so one belongs to one thread.
public final class TextShaper {
  let handle: OpaquePointer
  /// Characters that no font of their chain has, each once, in the order in which they came; they are set as `?`.
  public private(set) var missing: [UInt32] = []
  private var lastPrepared: (language: String, features: [FontFeature], style: PreparedStyle)?

  public init() throws(PDFError) {
    guard let handle = chb_shaper_create() else { throw .outOfMemory }
    self.handle = handle
  }

  deinit { chb_shaper_destroy(handle) }

  /// The width of a text that is set in one line.
  public func width(of text: String, _ style: TextStyle) throws(PDFError) -> Points {
    try line(text, style).width
  }

  /// A text in one line, however long; line ends count as spaces.
  public func line(_ text: String, _ style: TextStyle, direction: Direction = .automatic) throws(PDFError) -> TextLine {
    if let line = plainLine(text, style, direction) { return line }
    return try line([TextSpan(text, style)], direction: direction)
  }

  /// Spans side by side in one line.
  public func line(_ spans: [TextSpan], direction: Direction = .automatic) throws(PDFError) -> TextLine {
    var characters = Characters()
    for (index, span) in spans.enumerated() { characters.append(span.text.unicodeScalars, style: index) }
    return try lines(characters, spans, direction, nil)[0]
  }

  /// A text in lines no wider than `width`, unless a single character is; each line end in the text begins a new paragraph.
  public func paragraph(
    _ text: String, _ style: TextStyle, width: Points, direction: Direction = .automatic
  ) throws(PDFError) -> [TextLine] {
    if let lines = plainParagraph(text, style, width, direction) { return lines }
    return try paragraph([TextSpan(text, style)], width: width, direction: direction)
  }

  /// Spans side by side, in lines no wider than `width`.
  public func paragraph(
    _ spans: [TextSpan], width: Points, direction: Direction = .automatic
  ) throws(PDFError) -> [TextLine] {
    var result: [TextLine] = []
    var characters = Characters()
    var before: UInt32 = 0
    for (index, span) in spans.enumerated() {
      for scalar in span.text.unicodeScalars {
        if scalar.value == 0x0A && before == 0x0D {
          before = scalar.value
          continue
        }
        before = scalar.value
        if LineBreaks.isEnd(scalar.value) {
          result += try lines(characters, spans, direction, width)
          characters = Characters()
        } else {
          characters.append(scalar, style: UInt16(index))
        }
      }
    }
    return try result + lines(characters, spans, direction, width)
  }

  /// A style as HarfBuzz takes it; the last one is kept, since it is mostly the next one too.
  func prepare(_ style: TextStyle) -> PreparedStyle {
    if let last = lastPrepared, last.language == style.language, last.features == style.features { return last.style }
    let prepared = PreparedStyle(style)
    lastPrepared = (style.language, style.features, prepared)
    return prepared
  }

  private func lines(
    _ text: Characters, _ spans: [TextSpan], _ direction: Direction, _ width: Points?
  ) throws(PDFError) -> [TextLine] {
    var text = text
    text.finish()
    let styles = spans.map { $0.style }
    var paragraph = try ShapedParagraph(text, styles, direction, self)
    if paragraph.hasMissing {
      paragraph = try ShapedParagraph(replaceMissing(text, styles), styles, direction, self)
    }
    return try paragraph.lines(width, self)
  }

  /// The text with what no font has replaced by U+FFFD or `?`.
  private func replaceMissing(_ text: Characters, _ styles: [TextStyle]) -> Characters {
    var replaced = Characters()
    for (index, scalar) in text.scalars.enumerated() {
      let chain = styles[Int(text.styles[index])].fonts
      var value = scalar
      if !isInvisible(scalar) && !chain.has(scalar) {
        if !missing.contains(scalar) { missing.append(scalar) }
        value = chain.has(0xFFFD) ? 0xFFFD : 0x3F
      }
      replaced.append(Unicode.Scalar(value)!, style: text.styles[index])
    }
    replaced.finish()
    return replaced
  }
}
