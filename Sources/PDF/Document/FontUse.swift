/// What a document uses of one font: which glyphs, and what they mean. A glyph is shown by a code (CID), given in the order in
/// which glyphs are first shown, so that most codes are short; where one glyph means different things in different places it has
/// several, so that text can be copied and searched as it was written.
final class FontUse {
  let font: Font
  /// The codes in ascending order. The first is the font's sign for what it has not; it is never shown.
  private(set) var codes: [(glyph: UInt16, meaning: Meaning)] = [(0, .none)]
  /// Meanings that are no single character.
  private var texts: [[UInt32]] = []
  /// Codes of glyphs that have another before.
  private var variants: [UInt16] = []
  /// What is known of each glyph, in pages of 64 that are made when one of theirs is shown: documents show few of a font's.
  private let pages: UnsafeMutableBufferPointer<UnsafeMutablePointer<ShownGlyph>?>
  private var foundPhantom: (glyph: UInt16, hasInk: Bool)??

  /// A character, or texts by their place.
  struct Meaning: Equatable {
    fileprivate var value: UInt32

    fileprivate static let textBit: UInt32 = 0x8000_0000
    static let none = Meaning(value: 0xFFFF_FFFF)
  }

  struct ShownGlyph {
    fileprivate(set) var meaning = Meaning.none
    /// The first code; nothing before there is a meaning.
    fileprivate(set) var code: UInt16 = 0
    /// Hundredths of a thousandth of the em; negative until it is asked for.
    fileprivate var width: Int32 = -1
  }

  init(_ font: Font) {
    self.font = font
    pages = .allocate(capacity: (font.glyphCount + 63) / 64)
    pages.initialize(repeating: nil)
  }

  deinit {
    for page in pages { page?.deallocate() }
    pages.deallocate()
  }

  /// Whether each glyph has one code, and the program's own glyphs could be numbered by them.
  var isDirect: Bool { variants.isEmpty && codes.dropFirst().allSatisfy { $0.glyph != 0 } }

  /// Whether a text of ASCII may come upon the last of the codes.
  var isNearlyFull: Bool { codes.count + 128 > CodeSpace.count }

  private func shown(_ glyph: UInt16) -> UnsafeMutablePointer<ShownGlyph> {
    precondition(Int(glyph) < font.glyphCount)
    if let page = pages[Int(glyph >> 6)] { return page + Int(glyph & 63) }
    let page = UnsafeMutablePointer<ShownGlyph>.allocate(capacity: 64)
    page.initialize(repeating: ShownGlyph(), count: 64)
    pages[Int(glyph >> 6)] = page
    return page + Int(glyph & 63)
  }

  /// The advance as the document's width table says it: hundredths of a thousandth of the em.
  func width(_ glyph: UInt16) -> Int64 { width(glyph, shown(glyph)) }

  private func width(_ glyph: UInt16, _ shown: UnsafeMutablePointer<ShownGlyph>) -> Int64 {
    if shown.pointee.width >= 0 { return Int64(shown.pointee.width) }
    let width = rounded(Int64(font.advance(glyph)) * 100_000, over: Int64(font.unitsPerEm))
    shown.pointee.width = Int32(width)
    return width
  }

  /// The code that shows a glyph for one character; nil when there are no more.
  func code(_ glyph: UInt16, for scalar: UInt32) -> UInt16? {
    let shown = shown(glyph)
    let wanted = Meaning(value: scalar)
    if shown.pointee.meaning == wanted { return shown.pointee.code }
    if shown.pointee.meaning == .none { return first(glyph, shown, wanted) }
    return variant(glyph, [scalar])
  }

  /// The same for several characters, or for none: a glyph that says nothing by itself.
  func code(_ glyph: UInt16, for scalars: [UInt32]) -> UInt16? {
    if scalars.count == 1 { return code(glyph, for: scalars[0]) }
    let shown = shown(glyph)
    if shown.pointee.meaning == .none { return first(glyph, shown, meaning(scalars)) }
    return self.scalars(shown.pointee.meaning) == scalars ? shown.pointee.code : variant(glyph, scalars)
  }

  private func first(
    _ glyph: UInt16, _ shown: UnsafeMutablePointer<ShownGlyph>, _ meaning: Meaning
  ) -> UInt16? {
    guard let code = next(glyph, meaning) else { return nil }
    shown.pointee.meaning = meaning
    shown.pointee.code = code
    return code
  }

  private func variant(_ glyph: UInt16, _ wanted: [UInt32]) -> UInt16? {
    for code in variants where codes[Int(code)].glyph == glyph && scalars(codes[Int(code)].meaning) == wanted {
      return code
    }
    guard let code = next(glyph, meaning(wanted)) else { return nil }
    variants.append(code)
    return code
  }

  private func next(_ glyph: UInt16, _ meaning: Meaning) -> UInt16? {
    guard codes.count < CodeSpace.count else { return nil }
    codes.append((glyph, meaning))
    return UInt16(codes.count - 1)
  }

  private func meaning(_ scalars: [UInt32]) -> Meaning {
    if scalars.count == 1 { return Meaning(value: scalars[0]) }
    texts.append(scalars)
    return Meaning(value: Meaning.textBit | UInt32(texts.count - 1))
  }

  /// The characters of a meaning.
  func scalars(_ meaning: Meaning) -> [UInt32] {
    if let scalar = scalar(of: meaning) { return [scalar] }
    return texts[Int(meaning.value & ~Meaning.textBit)]
  }

  func saysSomething(_ meaning: Meaning) -> Bool { scalar(of: meaning) != nil || !scalars(meaning).isEmpty }

  /// The character, where there is one.
  func scalar(of meaning: Meaning) -> UInt32? { meaning.value & Meaning.textBit == 0 ? meaning.value : nil }

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
}
