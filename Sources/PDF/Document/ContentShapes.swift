// Marks above and below letters that run to the left, painted as shapes: as glyphs every reader would take them for characters of
// their own, in a place where none was written.

extension ContentStream {
  /// Fills the outlines of glyphs, each with its pen's place in the run.
  mutating func paint(_ glyphs: [(glyph: Glyph, place: Int64)], of run: TextRun) {
    leaveText()
    for (glyph, place) in glyphs {
      let steps = run.font.outline(glyph.id)
      if steps.isEmpty { continue }
      let x = run.origin.x + run.font.points(place + Int64(glyph.x), at: run.size)
      let y = height - run.origin.y + run.font.points(Int64(glyph.y), at: run.size)
      let scale = rounded(run.size.thousandths * 1_000, over: Int64(run.font.unitsPerEm))
      out.put("q ")
      out.putMillionths(scale)
      out.put(" 0 0 ")
      out.putMillionths(scale)
      out.put(" ")
      out.put(x)
      out.put(" ")
      out.put(y)
      out.put(" cm\n")
      put(steps)
      out.put("f Q\n")
    }
  }

  private mutating func put(_ steps: [OutlineStep]) {
    var pen = (x: Int32(0), y: Int32(0))
    for step in steps {
      switch step {
      case .move(let x, let y):
        put([x, y], "m\n")
        pen = (x, y)
      case .line(let x, let y):
        put([x, y], "l\n")
        pen = (x, y)
      case .quadratic(let a, let b, let x, let y):
        // The cubic curve that is the same: its handles reach two thirds of the way.
        put(
          [pen.x + 2 * (a - pen.x) / 3, pen.y + 2 * (b - pen.y) / 3, x + 2 * (a - x) / 3, y + 2 * (b - y) / 3, x, y],
          "c\n")
        pen = (x, y)
      case .cubic(let a, let b, let c, let d, let x, let y):
        put([a, b, c, d, x, y], "c\n")
        pen = (x, y)
      case .close: out.put("h\n")
      }
    }
  }

  private mutating func put(_ numbers: [Int32], _ operator: StaticString) {
    for number in numbers {
      out.put(Int64(number))
      out.put(" ")
    }
    out.put(`operator`)
  }
}
