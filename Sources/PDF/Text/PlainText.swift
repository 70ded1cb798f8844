// Nearly all text of a document is letters of the Latin script, figures and their punctuation, in one style: it has one level and
// one script, and if the first font has its characters, one piece. What the long way would find out about it is known here.

internal import CHarfBuzz

extension TextShaper {
  /// The line of such a text, as the long way would set it; nil for any other text.
  func plainLine(_ text: String, _ style: TextStyle, _ direction: Direction) -> TextLine? {
    if direction == .rightToLeft { return nil }
    var text = text
    let glyphs: [Glyph]? = text.withUTF8 { bytes in
      isPlain(bytes) ? plainGlyphs(bytes, style) : nil
    }
    guard let glyphs else { return nil }
    var line = TextLine()
    line.ascent = style.ascent
    line.descent = style.descent
    if glyphs.isEmpty { return line }
    line.runs = [
      TextRun(
        font: style.fonts.first, size: style.size, color: style.color, origin: Point(x: 0, y: 0), glyphs: glyphs,
        text: text, isRightToLeft: false)
    ]
    line.width = line.runs[0].width
    return line
  }

  /// The lines of such a text; they are cut from the glyphs of the whole, which are the same beside a space.
  func plainParagraph(_ text: String, _ style: TextStyle, _ width: Points, _ direction: Direction) -> [TextLine]? {
    guard let whole = plainLine(text, style, direction) else { return nil }
    var text = text
    let endsInSpace = text.withUTF8 { $0.last == 0x20 }
    guard let run = whole.runs.first, whole.width > width || endsInSpace else { return [whole] }
    var characters = Characters()
    characters.append(text.unicodeScalars, style: 0)
    characters.finish()
    var advances = [Points](repeating: 0, count: characters.scalars.count)
    var scalar = 0
    for glyph in run.glyphs {
      while characters.starts[scalar] < Int32(glyph.cluster) { scalar += 1 }
      advances[scalar] += run.font.points(Int64(glyph.advance), at: style.size)
    }
    var first = 0
    return LineFitting(scalars: characters.scalars, advances: advances).ranges(width).map { range in
      cut(whole, characters, range, &first, style)
    }
  }

  /// The part of a line that stands for scalars `range`; `first` is a glyph at or before it, and then the one past it.
  private func cut(
    _ whole: TextLine, _ characters: Characters, _ range: Range<Int>, _ first: inout Int, _ style: TextStyle
  ) -> TextLine {
    var line = whole
    line.runs = []
    line.width = 0
    if range.isEmpty { return line }
    var run = whole.runs[0]
    let bytes = characters.bytes(range)
    var glyphs: [Glyph] = []
    while first < run.glyphs.count && Int(run.glyphs[first].cluster) < bytes.upperBound {
      var glyph = run.glyphs[first]
      first += 1
      if Int(glyph.cluster) < bytes.lowerBound { continue }
      glyph.cluster -= UInt32(bytes.lowerBound)
      glyphs.append(glyph)
    }
    run.glyphs = glyphs
    run.text = characters.text(range)
    let scalars = characters.scalars
    let beginsApart = range.lowerBound == 0 || LineBreaks.isSpace(scalars[range.lowerBound - 1])
    let endsApart = range.upperBound == scalars.count || LineBreaks.isSpace(scalars[range.upperBound])
    // Inside a word the neighbours were kerned or joined: the part is set anew.
    if !beginsApart || !endsApart, let line = plainLine(run.text, style, .leftToRight) { return line }
    line.runs = [run]
    line.width = run.width
    return line
  }

  /// Nil when the font lacks a character.
  private func plainGlyphs(_ bytes: UnsafeBufferPointer<UInt8>, _ style: TextStyle) -> [Glyph]? {
    if bytes.isEmpty { return [] }
    let font = style.fonts.first
    let prepared = prepare(style)
    var count = 0
    let shaped = chb_shape(
      handle, font.handle, bytes.baseAddress, bytes.count, 0, bytes.count, latin, 0, prepared.language,
      prepared.features, prepared.features.count, &count)
    guard let shaped else { return nil }
    for index in 0..<count where shaped[index].glyph == 0 { return nil }
    return glyphs(shaped, count, 0, font, trackingUnits(style, font))
  }

  /// U+0020 to U+027F without controls and soft hyphens, dashes and quotes of U+2010 to U+2027, and the euro sign.
  private func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F {
        index += 1
      } else if byte == 0xC2 {
        if bytes[index + 1] < 0xA0 || bytes[index + 1] == 0xAD { return false }
        index += 2
      } else if byte >= 0xC3 && byte <= 0xC9 {
        index += 2
      } else if byte == 0xE2 {
        let (second, third) = (bytes[index + 1], bytes[index + 2])
        let isPunctuation = second == 0x80 && third >= 0x90 && third <= 0xA7
        if !isPunctuation && !(second == 0x82 && third == 0xAC) { return false }
        index += 3
      } else {
        return false
      }
    }
    return true
  }
}
