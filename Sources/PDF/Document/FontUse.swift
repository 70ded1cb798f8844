/// What a document uses of one font: which glyphs, and what they mean. A glyph is shown by a code (CID), given in the order in
/// which glyphs are first shown, so that most codes are short; where one glyph means different things in different places it has
/// several, so that text can be copied and searched as it was written.
final class FontUse {
  let font: Font
  /// What each glyph's first code means: `unused`, a scalar, or `several` and its place in `longMeanings`.
  private let meanings: UnsafeMutableBufferPointer<UInt32>
  /// Each glyph's first code.
  private let firstCodes: UnsafeMutableBufferPointer<UInt16>
  private var longMeanings: [[UInt32]] = []
  /// The glyph of each code; the first is the font's sign for what it has not.
  private var shown: [UInt16] = [0]
  /// Further codes of glyphs that have one.
  private var variants: [(code: UInt16, glyph: UInt16, meaning: [UInt32])] = []
  private let widths: UnsafeMutableBufferPointer<Int32>
  private var foundPhantom: (glyph: UInt16, hasInk: Bool)??

  private static let unused: UInt32 = 0xFFFF_FFFF
  private static let several: UInt32 = 0x8000_0000

  init(_ font: Font) {
    self.font = font
    // Looked at for each glyph of a document, so without an array's checks; `width` and `code` check the glyph.
    meanings = .allocate(capacity: font.glyphCount)
    meanings.initialize(repeating: FontUse.unused)
    firstCodes = .allocate(capacity: font.glyphCount)
    firstCodes.initialize(repeating: 0)
    widths = .allocate(capacity: font.glyphCount)
    widths.initialize(repeating: -1)
  }

  deinit {
    meanings.deallocate()
    firstCodes.deallocate()
    widths.deallocate()
  }

  /// The advance as the document's width table says it: hundredths of a thousandth of the em.
  func width(_ glyph: UInt16) -> Int64 {
    precondition(Int(glyph) < widths.count)
    let known = widths[Int(glyph)]
    if known >= 0 { return Int64(known) }
    let width = rounded(Int64(font.advance(glyph)) * 100_000, over: Int64(font.unitsPerEm))
    widths[Int(glyph)] = Int32(width)
    return width
  }

  /// The code that shows a glyph for one character; nil when there are no more.
  func code(_ glyph: UInt16, for scalar: UInt32) -> UInt16? {
    precondition(Int(glyph) < meanings.count)
    let known = meanings[Int(glyph)]
    if known == scalar { return firstCodes[Int(glyph)] }
    if known == FontUse.unused { return first(glyph, scalar) }
    return variant(glyph, [scalar])
  }

  /// The same for several characters, or for none: a glyph that says nothing by itself.
  func code(_ glyph: UInt16, for scalars: [UInt32]) -> UInt16? {
    if scalars.count == 1 { return code(glyph, for: scalars[0]) }
    precondition(Int(glyph) < meanings.count)
    let known = meanings[Int(glyph)]
    if known == FontUse.unused {
      longMeanings.append(scalars)
      return first(glyph, FontUse.several | UInt32(longMeanings.count - 1))
    }
    return meaning(known) == scalars ? firstCodes[Int(glyph)] : variant(glyph, scalars)
  }

  private func first(_ glyph: UInt16, _ meaning: UInt32) -> UInt16? {
    guard let code = next(glyph) else { return nil }
    meanings[Int(glyph)] = meaning
    firstCodes[Int(glyph)] = code
    return code
  }

  private func variant(_ glyph: UInt16, _ meaning: [UInt32]) -> UInt16? {
    for variant in variants where variant.glyph == glyph && variant.meaning == meaning { return variant.code }
    guard let code = next(glyph) else { return nil }
    variants.append((code, glyph, meaning))
    return code
  }

  private func next(_ glyph: UInt16) -> UInt16? {
    guard shown.count < CodeSpace.count else { return nil }
    shown.append(glyph)
    return UInt16(shown.count - 1)
  }

  private func meaning(_ known: UInt32) -> [UInt32] {
    known & FontUse.several != 0 ? longMeanings[Int(known & ~FontUse.several)] : [known]
  }

  /// A glyph of no width, which can stand for a character that no glyph of its own shows, and whether it has ink; the font may
  /// have none.
  var phantom: (glyph: UInt16, hasInk: Bool)? {
    if let foundPhantom { return foundPhantom }
    let candidates = ([0x200B, 0x200C, 0x200D, 0xFEFF, 0x34F] as [UInt32]).map { font.glyph($0) }
      .filter { $0 != 0 && font.advance($0) == 0 }
    let found = candidates.first { font.outline($0).isEmpty } ?? candidates.first
    foundPhantom = .some(found.map { ($0, !font.outline($0).isEmpty) })
    return foundPhantom ?? nil
  }

  /// The codes used, in ascending order, each with its glyph and what it means.
  var codes: [(code: UInt16, glyph: UInt16, meaning: [UInt32])] {
    var codes: [(code: UInt16, glyph: UInt16, meaning: [UInt32])] = []
    var further = variants[...]
    for (index, glyph) in shown.enumerated().dropFirst() {
      if let variant = further.first, Int(variant.code) == index {
        codes.append(variant)
        further.removeFirst()
      } else {
        codes.append((UInt16(index), glyph, meaning(meanings[Int(glyph)])))
      }
    }
    return codes
  }
}
