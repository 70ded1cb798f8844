// A paragraph is shaped in pieces: characters of one style, one level (UAX #9), one script (UAX #24) and one font.

internal import CFriBidi
internal import CHarfBuzz

struct ShapingItem {
  /// Scalars of the paragraph.
  var range: Range<Int>
  var style: Int
  var level: Int8
  /// ISO 15924, as its four letters.
  var script: UInt32
  var font: Font

  var isRightToLeft: Bool { level & 1 == 1 }
}

private let common: UInt32 = 0x5A79_7979  // Zyyy
private let inherited: UInt32 = 0x5A69_6E68  // Zinh
let latin: UInt32 = 0x4C61_746E  // Latn

/// The levels of a paragraph and its own direction.
struct Levels {
  var isRightToLeft: Bool
  /// Empty when all are 0.
  var ofScalars: [Int8]

  init(_ characters: Characters, _ direction: Direction) throws(PDFError) {
    isRightToLeft = direction == .rightToLeft
    ofScalars = []
    if characters.isPlain && direction != .rightToLeft { return }
    if characters.scalars.isEmpty { return }
    var levels = [Int8](repeating: 0, count: characters.scalars.count)
    let base: Int32 = direction == .automatic ? -1 : direction == .leftToRight ? 0 : 1
    let paragraph = cfb_levels(characters.scalars, characters.scalars.count, base, &levels)
    guard paragraph >= 0 else { throw .outOfMemory }
    isRightToLeft = paragraph == 1
    ofScalars = levels
  }

  func level(_ index: Int) -> Int8 { ofScalars.isEmpty ? 0 : ofScalars[index] }
}

/// The pieces of a paragraph, in the order in which it is read.
func itemize(_ characters: Characters, _ levels: Levels, _ styles: [TextStyle]) -> [ShapingItem] {
  let scripts = resolvedScripts(characters.scalars)
  var items: [ShapingItem] = []
  var start = 0
  var font: Font?
  for index in characters.scalars.indices {
    let style = Int(characters.styles[index])
    let chosen = chooseFont(characters.scalars[index], styles[style].fonts, current: font)
    if index > start {
      let before = index - 1
      let same =
        font === chosen && characters.styles[before] == characters.styles[index] && scripts[before] == scripts[index]
        && levels.level(before) == levels.level(index)
      if !same {
        items.append(item(start..<index))
        start = index
      }
    }
    font = chosen
  }
  if start < characters.scalars.count { items.append(item(start..<characters.scalars.count)) }
  return items

  func item(_ range: Range<Int>) -> ShapingItem {
    let first = range.lowerBound
    return ShapingItem(
      range: range, style: Int(characters.styles[first]), level: levels.level(first), script: scripts[first],
      font: font!)
  }
}

/// Common and inherited characters take the script before them, at the start the first one after.
private func resolvedScripts(_ scalars: [UInt32]) -> [UInt32] {
  var scripts = [UInt32](repeating: latin, count: scalars.count)
  var current: UInt32?
  for index in scalars.indices {
    let script = scalars[index] < 0x80 ? asciiScript(scalars[index]) : chb_script(scalars[index])
    if script != common && script != inherited {
      if current == nil { for before in 0..<index { scripts[before] = script } }
      current = script
    }
    scripts[index] = current ?? latin
  }
  return scripts
}

private func asciiScript(_ scalar: UInt32) -> UInt32 {
  let letter = scalar | 0x20
  return letter >= 0x61 && letter <= 0x7A ? latin : common
}

/// The first font of the chain that has the character; marks and spaces stay with what stands before them.
private func chooseFont(_ scalar: UInt32, _ chain: FontChain, current: Font?) -> Font {
  if chain.fonts.count == 1 { return chain.first }
  if let current, chain.fonts.contains(where: { $0 === current }) {
    let stays = isInvisible(scalar) || ((scalar == 0x20 || scalar == 0xA0 || scalar >= 0x300) && staysMark(scalar))
    if stays && (isInvisible(scalar) || current.has(scalar)) { return current }
  }
  for font in chain.fonts where font.has(scalar) { return font }
  return current ?? chain.first
}

private func staysMark(_ scalar: UInt32) -> Bool {
  scalar == 0x20 || scalar == 0xA0 || chb_is_mark(scalar) != 0
}

/// What only steers how text is set, and is nothing to copy: direction marks, isolates, soft hyphens.
func isSteering(_ scalar: UInt32) -> Bool {
  isInvisible(scalar) && scalar != 0x200C && scalar != 0x200D && !(scalar >= 0xFE00 && scalar <= 0xFE0F)
}

/// Joiners, direction marks, soft hyphens and variation selectors: they steer and are not painted.
func isInvisible(_ scalar: UInt32) -> Bool {
  scalar == 0xAD || scalar == 0x61C || (scalar >= 0x200B && scalar <= 0x200F) || (scalar >= 0x202A && scalar <= 0x202E)
    || (scalar >= 0x2060 && scalar <= 0x206F) || (scalar >= 0xFE00 && scalar <= 0xFE0F) || scalar == 0xFEFF
}
