/// A paragraph whose pieces are shaped, before it is broken into lines.
struct ShapedParagraph {
  let text: Characters
  let styles: [TextStyle]
  let prepared: [PreparedStyle]
  let isRightToLeft: Bool
  let items: [ShapingItem]
  let glyphs: [[Glyph]]
  /// Whether a character had no glyph.
  let hasMissing: Bool

  init(_ text: Characters, _ styles: [TextStyle], _ direction: Direction, _ shaper: TextShaper) throws(PDFError) {
    self.text = text
    self.styles = styles
    prepared = styles.map { PreparedStyle($0) }
    let levels = try Levels(text, direction)
    isRightToLeft = levels.isRightToLeft
    items = itemize(text, levels, styles)
    var glyphs: [[Glyph]] = []
    var hasMissing = false
    for item in items {
      let shaped = try shaper.shape(text, item.range, item, styles[item.style], prepared[item.style])
      for glyph in shaped where glyph.id == 0 { hasMissing = true }
      glyphs.append(shaped)
    }
    self.glyphs = glyphs
    self.hasMissing = hasMissing
  }

  func lines(_ width: Points?, _ shaper: TextShaper) throws(PDFError) -> [TextLine] {
    let end = LineFitting.trimmed(0..<text.scalars.count, text.scalars).upperBound
    if width == nil { return [try line(0..<text.scalars.count, shaper)] }
    let whole = try line(0..<end, shaper)
    guard let width, whole.width > width else { return [whole] }
    var lines: [TextLine] = []
    for range in LineFitting(scalars: text.scalars, advances: advances()).ranges(width) {
      lines.append(try line(range, shaper))
    }
    return lines
  }

  /// For each scalar the width of the cluster that begins with it.
  private func advances() -> [Points] {
    var advances = [Points](repeating: 0, count: text.scalars.count)
    for (index, item) in items.enumerated() {
      let base = text.starts[item.range.lowerBound]
      let size = styles[item.style].size
      var scalar = item.isRightToLeft ? item.range.upperBound - 1 : item.range.lowerBound
      for glyph in glyphs[index] {
        let byte = base + Int32(glyph.cluster)
        // Clusters run one way through the piece, so the scalar is found by walking on.
        while text.starts[scalar] < byte { scalar += 1 }
        while text.starts[scalar] > byte { scalar -= 1 }
        advances[scalar] += item.font.points(Int64(glyph.advance), at: size)
      }
    }
    return advances
  }
}

extension ShapedParagraph {
  /// The line of these scalars: its pieces in visual order, side by side.
  private func line(_ range: Range<Int>, _ shaper: TextShaper) throws(PDFError) -> TextLine {
    var line = TextLine()
    line.isRightToLeft = isRightToLeft
    for style in styles {
      line.ascent = max(line.ascent, style.ascent)
      line.descent = max(line.descent, style.descent)
    }
    var runs: [TextRun] = []
    var levels: [Int8] = []
    for (index, item) in items.enumerated() where item.range.overlaps(range) && !range.isEmpty {
      runs.append(try run(index, item.range.clamped(to: range), shaper))
      levels.append(item.level)
    }
    if let hyphen = try softHyphen(range, shaper) {
      runs.append(hyphen)
      levels.append(levels[levels.count - 1])
    }
    for index in visualOrder(levels) {
      var run = runs[index]
      run.origin.x = line.width
      line.width += run.width
      line.runs.append(run)
    }
    return line
  }

  private func run(_ index: Int, _ range: Range<Int>, _ shaper: TextShaper) throws(PDFError) -> TextRun {
    let item = items[index]
    let style = styles[item.style]
    var glyphs = glyphs[index]
    if range != item.range { glyphs = try shaper.shape(text, range, item, style, prepared[item.style]) }
    if hasMissing { glyphs.removeAll { $0.id == 0 } }
    return TextRun(
      font: item.font, size: style.size, color: style.color, origin: Point(x: 0, y: 0), glyphs: glyphs,
      text: text.text(range), isRightToLeft: item.isRightToLeft)
  }

  /// The hyphen that a soft one becomes where a line ends with it.
  private func softHyphen(_ range: Range<Int>, _ shaper: TextShaper) throws(PDFError) -> TextRun? {
    guard let last = range.last, text.scalars[last] == 0xAD, range.upperBound < text.scalars.count else { return nil }
    let style = styles[Int(text.styles[last])]
    return try shaper.line("-", style, direction: isRightToLeft ? .rightToLeft : .leftToRight).runs.first
  }

  /// UAX #9, L2: from the highest level down, every stretch at that level or above is reversed.
  private func visualOrder(_ levels: [Int8]) -> [Int] {
    var order = Array(levels.indices)
    var level = levels.max() ?? 0
    while level > 0 {
      var start = 0
      while start < order.count {
        var end = start
        while end < order.count && levels[order[end]] >= level { end += 1 }
        if end > start { order[start..<end].reverse() }
        start = max(end, start + 1)
      }
      level -= 1
    }
    return order
  }
}
