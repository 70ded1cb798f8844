// Text in a content stream (ISO 32000-1, 9.4). Readers take glyphs from left to right, one character each, and turn what runs to
// the left round by themselves; so that is how text is given to them, in every script.

extension ContentStream {
  mutating func text(_ run: TextRun, _ resources: inout Resources) {
    if run.glyphs.isEmpty { return }
    let index = resources.index(of: run.font)
    let place = (x: run.origin.x.hundredths, y: (height - run.origin.y).hundredths)
    if !goesOn(run, index, place) { begin(run, index, place) }
    var text = run.text
    let (silent, after) = run.glyphs.withUnsafeBufferPointer { glyphs in
      var showing = Showing(run, glyphs, resources.fonts[index], pen)
      text.withUTF8 { showing.show($0, &out) }
      return (showing.silent, showing.pen)
    }
    pen = after
    if !silent.isEmpty { paint(silent, of: run) }
  }

  /// Whether a run continues the array that is open: the next cell of a table's row costs a number then.
  private mutating func goesOn(_ run: TextRun, _ index: Int, _ place: (x: Int64, y: Int64)) -> Bool {
    guard pen.state != .closed, index == font, run.size == fontSize, run.color == fillColor, place.y == line.y,
      !run.isRightToLeft, fontSize.hundredths > 0
    else { return false }
    let start = rounded((place.x - line.x) * 100_000, over: fontSize.hundredths)
    if start < pen.place { return false }
    pen.start = start
    return true
  }

  private mutating func begin(_ run: TextRun, _ index: Int, _ place: (x: Int64, y: Int64)) {
    pen.close(&out)
    setFill(run.color)
    if !isInText {
      out.put("BT\n")
      isInText = true
      line = (0, 0)
    }
    if index != font || run.size != fontSize {
      font = index
      fontSize = run.size
      out.put("/F")
      out.put(index)
      out.put(" ")
      out.put(run.size)
      out.put(" Tf\n")
    }
    out.putHundredths(place.x - line.x)
    out.put(" ")
    out.putHundredths(place.y - line.y)
    out.put(" Td\n")
    line = place
    pen = TextPen()
  }
}

/// Where a reader stands in a line of text, in hundredths of a thousandth of the em from where the line began.
struct TextPen {
  enum State { case closed, array, string }
  var state = State.closed
  var place: Int64 = 0
  /// Where the present run began.
  var start: Int64 = 0

  /// Ends an array of `TJ`.
  mutating func close(_ out: inout PDFBytes) {
    if state == .closed { return }
    out.put(state == .string ? ")]TJ\n" : "]TJ\n")
    state = .closed
  }
}

/// One run on its way into a content stream.
private struct Showing {
  let font: Font
  let size: Points
  let isRightToLeft: Bool
  let glyphs: UnsafeBufferPointer<Glyph>
  let use: FontUse
  let unitsPerEm: Int64
  private(set) var pen: TextPen
  private var rise: Int32 = 0
  /// Where the next cluster begins, in the font's units from the run's beginning.
  private var place: Int64 = 0
  /// Glyphs that say nothing, each with its place.
  private(set) var silent: [(glyph: Glyph, place: Int64)] = []

  init(_ run: TextRun, _ glyphs: UnsafeBufferPointer<Glyph>, _ use: FontUse, _ pen: TextPen) {
    (font, size, isRightToLeft) = (run.font, run.size, run.isRightToLeft)
    self.glyphs = glyphs
    self.use = use
    self.pen = pen
    unitsPerEm = Int64(run.font.unitsPerEm)
  }

  mutating func show(_ text: UnsafeBufferPointer<UInt8>, _ out: inout PDFBytes) {
    if !showOneToOne(text, &out) {
      var clusters = Clusters(glyphs, text.count, isRightToLeft: isRightToLeft)
      while let cluster = clusters.next() { show(cluster, text, &out) }
    }
    if rise == 0 && !isRightToLeft { return }
    pen.close(&out)
    if rise != 0 { out.put("0 Ts\n") }
  }

  /// What nearly all text is: ASCII to the right, each character by one glyph. Whether it is that.
  private mutating func showOneToOne(_ text: UnsafeBufferPointer<UInt8>, _ out: inout PDFBytes) -> Bool {
    if isRightToLeft || text.count != glyphs.count || use.isNearlyFull { return false }
    for index in 0..<text.count where text[index] >= 0x80 || glyphs[index].cluster != UInt32(index) { return false }
    for index in 0..<text.count {
      show(glyphs[index], use.code(glyphs[index].id, for: UInt32(text[index])) ?? 0, &out)
      place += Int64(glyphs[index].advance)
    }
    return true
  }

  private mutating func show(
    _ cluster: Clusters.Cluster, _ text: UnsafeBufferPointer<UInt8>, _ out: inout PDFBytes
  ) {
    let first = glyphs[cluster.glyphs.lowerBound]
    if cluster.bytes.count == 1 && cluster.glyphs.count == 1,
      let code = use.code(first.id, for: UInt32(text[cluster.bytes.lowerBound]))
    {
      show(first, code, &out)
      place += Int64(first.advance)
    } else {
      show(cluster, String(decoding: text[cluster.bytes], as: UTF8.self), &out)
    }
  }

  private mutating func show(_ cluster: Clusters.Cluster, _ text: String, _ out: inout PDFBytes) {
    let scalars = text.unicodeScalars.map { $0.value }.filter { !isSteering($0) }
    if isRightToLeft && (cluster.glyphs.count > 1 || scalars.count > 1), let phantom = use.phantom {
      return showToTheLeft(cluster, scalars, phantom, &out)
    }
    if let codes = codes(cluster, scalars) {
      for (index, code) in zip(cluster.glyphs, codes) {
        show(glyphs[index], code, &out)
        place += Int64(glyphs[index].advance)
      }
      return
    }
    pen.close(&out)
    out.put("/Span<</ActualText<FEFF")
    for unit in text.utf16 { out.putHex(unit) }
    out.put(">>>BDC\n")
    for index in cluster.glyphs {
      let glyph = glyphs[index]
      show(glyph, use.code(glyph.id, for: []) ?? 0, &out)
      place += Int64(glyph.advance)
    }
    pen.close(&out)
    out.put("EMC\n")
  }

  /// Codes that say what the cluster does, a glyph for each character or one for all; nil when there are none.
  private func codes(_ cluster: Clusters.Cluster, _ scalars: [UInt32]) -> [UInt16]? {
    if cluster.glyphs.count == 1 {
      return use.code(glyphs[cluster.glyphs.lowerBound].id, for: scalars).map { [$0] }
    }
    guard cluster.glyphs.count == scalars.count else { return nil }
    var codes: [UInt16] = []
    for (place, index) in cluster.glyphs.enumerated() {
      // Where text runs to the left, the last of a cluster's characters is painted first.
      let scalar = scalars[isRightToLeft ? scalars.count - 1 - place : place]
      guard let code = use.code(glyphs[index].id, for: scalar) else { return nil }
      codes.append(code)
    }
    return codes
  }

  /// Ligatures and marks to the left: readers would turn the characters of one glyph the wrong way round, and take a mark for
  /// a word. So the widest glyph says the first character, and phantoms to its left the others; marks are painted as shapes.
  private mutating func showToTheLeft(
    _ cluster: Clusters.Cluster, _ scalars: [UInt32], _ phantom: (glyph: UInt16, hasInk: Bool), _ out: inout PDFBytes
  ) {
    showPhantoms(scalars.dropFirst().reversed(), phantom, &out)
    var widest = cluster.glyphs.lowerBound
    for index in cluster.glyphs where glyphs[index].advance > glyphs[widest].advance { widest = index }
    for index in cluster.glyphs {
      let glyph = glyphs[index]
      if index == widest, let code = use.code(glyph.id, for: Array(scalars.prefix(1))) {
        show(glyph, code, &out)
      } else {
        silent.append((glyph, place))
      }
      place += Int64(glyph.advance)
    }
  }

  private mutating func showPhantoms(
    _ scalars: [UInt32], _ phantom: (glyph: UInt16, hasInk: Bool), _ out: inout PDFBytes
  ) {
    if scalars.isEmpty { return }
    if phantom.hasInk {
      pen.close(&out)
      out.put("3 Tr\n")
    }
    for scalar in scalars {
      if let code = use.code(phantom.glyph, for: scalar) {
        show(Glyph(id: phantom.glyph, advance: 0, x: 0, y: 0, cluster: 0), code, &out)
      }
    }
    if phantom.hasInk {
      pen.close(&out)
      out.put("0 Tr\n")
    }
  }

  /// Shows a glyph at the pen, in an array of `TJ` that moves it where the font's own widths would not put it.
  private mutating func show(_ glyph: Glyph, _ code: UInt16, _ out: inout PDFBytes) {
    if glyph.y != rise {
      pen.close(&out)
      rise = glyph.y
      out.put(font.points(Int64(rise), at: size))
      out.put(" Ts\n")
    }
    let off = pen.place - pen.start - rounded((place + Int64(glyph.x)) * 100_000, over: unitsPerEm)
    let shift = off > -50 && off < 50 ? 0 : rounded(off, over: 100)
    if pen.state == .closed {
      out.put("[")
      pen.state = .array
    }
    if shift != 0 {
      if pen.state == .string { out.put(")") }
      out.put(shift)
      pen.state = .array
      pen.place -= shift * 100
    }
    if pen.state == .array { out.put("(") }
    pen.state = .string
    out.putCode(code)
    pen.place += use.width(glyph.id)
  }
}
