/// What a document uses of one font: which glyphs, and what they mean.
final class FontUse {
  let font: Font
  /// For each glyph: 0 unused, 1 used without a meaning of its own, otherwise 2 and its place in `meanings`.
  private var marks: [UInt32]
  /// Scalars, the first used glyph's first.
  private var meanings: [[UInt32]] = []
  /// The single scalar that a glyph means, where it does: the quick way.
  private var single: [UInt32]
  private var widths: [Int32]

  init(_ font: Font) {
    self.font = font
    marks = [UInt32](repeating: 0, count: font.glyphCount)
    single = [UInt32](repeating: 0, count: font.glyphCount)
    widths = [Int32](repeating: -1, count: font.glyphCount)
  }

  /// The advance as the document's width table says it: hundredths of a thousandth of the em.
  func width(_ glyph: UInt16) -> Int64 {
    let known = widths[Int(glyph)]
    if known >= 0 { return Int64(known) }
    let width = rounded(Int64(font.advance(glyph)) * 100_000, over: Int64(font.unitsPerEm))
    widths[Int(glyph)] = Int32(width)
    return width
  }

  func use(_ glyph: UInt16) {
    if marks[Int(glyph)] == 0 { marks[Int(glyph)] = 1 }
  }

  /// Says what a glyph means; false when it already means something else.
  func use(_ glyph: UInt16, for scalar: UInt32) -> Bool {
    let index = Int(glyph)
    if marks[index] <= 1 {
      marks[index] = 2
      single[index] = scalar
      return true
    }
    return marks[index] == 2 && single[index] == scalar
  }

  func use(_ glyph: UInt16, for scalars: [UInt32]) -> Bool {
    if scalars.count == 1 { return use(glyph, for: scalars[0]) }
    let index = Int(glyph)
    if marks[index] <= 1 {
      meanings.append(scalars)
      marks[index] = UInt32(meanings.count + 2)
      return true
    }
    return marks[index] > 2 && meanings[Int(marks[index]) - 3] == scalars
  }

  /// The glyphs used, in ascending order.
  var glyphs: [UInt16] { marks.indices.filter { marks[$0] != 0 }.map { UInt16($0) } }

  /// What a used glyph means; none when that differs from place to place.
  func meaning(_ glyph: UInt16) -> [UInt32] {
    switch marks[Int(glyph)] {
    case 0, 1: []
    case 2: [single[Int(glyph)]]
    case let place: meanings[Int(place) - 3]
    }
  }
}
