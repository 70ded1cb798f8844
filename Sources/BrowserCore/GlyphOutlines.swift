/// Outlines of glyphs for a canvas, which keeps them: a page redrawn asks for new glyphs only.
///
/// The answer: the font's units for each em, then for each glyph its count of numbers and steps in these units, y upwards:
/// 1 x y (move), 2 x y (line), 3 and two points (quadratic), 4 and three points (cubic), 5 (close).

internal import PDF

func glyphOutlines(_ input: [UInt8], _ shelf: FontShelf) throws(CoreRefusal) -> [UInt8] {
  guard input.count >= 4, input.count % 4 == 0 else { throw .badRequest }
  let index = word(input, 0)
  guard index < shelf.fonts.count else { throw .badRequest }
  let font = shelf.fonts[Int(index)]
  var numbers = Numbers()
  numbers.number(Int32(font.unitsPerEm))
  for place in stride(from: 4, to: input.count, by: 4) {
    let glyph = UInt16(truncatingIfNeeded: word(input, place))
    numbers.counted { numbers in
      for step in font.outline(glyph) { put(step, &numbers) }
    }
  }
  return numbers.bytes
}

private func put(_ step: OutlineStep, _ numbers: inout Numbers) {
  let values: [Int32] =
    switch step {
    case .move(let x, let y): [1, x, y]
    case .line(let x, let y): [2, x, y]
    case .quadratic(let x1, let y1, let x, let y): [3, x1, y1, x, y]
    case .cubic(let x1, let y1, let x2, let y2, let x, let y): [4, x1, y1, x2, y2, x, y]
    case .close: [5]
    }
  for value in values { numbers.number(value) }
}

private func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
  UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16 | UInt32(bytes[place + 3]) << 24
}
