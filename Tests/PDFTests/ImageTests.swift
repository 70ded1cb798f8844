import Foundation
import PDF
import Testing

@Suite("Images")
struct ImageTests {
  struct Kind: CustomTestStringConvertible, Sendable {
    var kind: UInt8
    var bits: Int
    var isInterlaced: Bool
    var testDescription: String { "kind \(kind), \(bits) bits\(isInterlaced ? ", interlaced" : "")" }
  }

  static let kinds: [Kind] = [
    (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]),
  ].flatMap { (kind: UInt8, bits: [Int]) in
    bits.flatMap { [Kind(kind: kind, bits: $0, isInterlaced: false), Kind(kind: kind, bits: $0, isInterlaced: true)] }
  }

  @Test("a PNG of each kind is seen pixel by pixel as it was written", arguments: kinds)
  func pixels(_ kind: Kind) throws {
    let most = 1 << kind.bits - 1
    var palette: [UInt8] = []
    for index in 0...min(most, 255) {
      palette += [UInt8(index * 37 & 255), UInt8(index * 91 & 255), UInt8(255 - index)]
    }
    let writer = PNGWriter(
      kind: kind.kind, bits: kind.bits, isInterlaced: kind.isInterlaced, palette: kind.kind == 3 ? palette : []
    ) { x, y, channel in
      let mixed: Int = x * 7919 + y * 104_729 + channel * 1_299_709
      return mixed % (most + 1)
    }
    let seen = try render(Image(writer.bytes()), columns: writer.columns, rows: writer.rows)
    var wrong: [String] = []
    for y in 0..<writer.rows {
      for x in 0..<writer.columns {
        let samples = (0..<writer.channels).map { writer.sample(x, y, $0) }
        let wanted = color(samples, most, kind.kind, palette)
        let place = (y * writer.columns + x) * 3
        let found: [Int] = seen[place..<place + 3].map { Int($0) }
        let isClose = (0..<3).allSatisfy { abs(wanted[$0] - found[$0]) <= 2 }
        if !isClose { wrong.append("\(x),\(y): \(found), not \(wanted)") }
      }
    }
    #expect(wrong.isEmpty)
  }

  /// On white.
  private func color(_ samples: [Int], _ most: Int, _ kind: UInt8, _ palette: [UInt8]) -> [Int] {
    let eight = samples.map { Double($0) * 255 / Double(most) }
    func mixed(_ color: Double, _ opacity: Double) -> Int { Int((color * opacity + 255 * (255 - opacity)) / 255) }
    switch kind {
    case 0: return [Int](repeating: Int(eight[0]), count: 3)
    case 2: return eight.map { Int($0) }
    case 3: return (0..<3).map { Int(palette[samples[0] * 3 + $0]) }
    case 4: return [Int](repeating: mixed(eight[0], eight[1]), count: 3)
    default: return (0..<3).map { mixed(eight[$0], eight[3]) }
    }
  }

  @Test("a colour that tRNS names is not painted; entries of a palette are as opaque as it says")
  func transparency() throws {
    let key = PNGWriter(kind: 0, bits: 8, columns: 2, rows: 1, transparency: [0, 9], filters: [0]) { x, _, _ in
      x == 0 ? 9 : 10
    }
    #expect(try render(Image(key.bytes()), columns: 2, rows: 1) == [255, 255, 255, 10, 10, 10])
    let indexed = PNGWriter(
      kind: 3, bits: 1, columns: 2, rows: 1, palette: [0, 0, 0, 255, 0, 0], transparency: [0], filters: [0]
    ) { x, _, _ in x }
    #expect(try render(Image(indexed.bytes()), columns: 2, rows: 1) == [255, 255, 255, 255, 0, 0])
  }

  @Test("a JPEG is held as it is, and turned as its Exif says")
  func jpeg() throws {
    for bytes in [JPEGs.rgb, JPEGs.progressive] {
      let image = try Image(bytes)
      #expect((image.width, image.height) == (16, 8))
      let seen = try render(image, columns: 16, rows: 8)
      #expect(seen[2] > 200 && seen[0] < 60 && seen[15 * 3] > 180)
    }
    let turned = try Image(JPEGs.turned)
    #expect((turned.width, turned.height) == (8, 16))
    let seen = try render(turned, columns: 8, rows: 16)
    // A quarter clockwise: what was left is on top.
    #expect(seen[2] > 200 && seen[(15 * 8 + 4) * 3] > 180)
    #expect(try Image(JPEGs.grey).width == 16)
    #expect(throws: PDFError.unsupportedImage) { try Image(JPEGs.cmyk) }
  }

  @Test("what claims to be huge is refused before it is unpacked")
  func bombs() {
    let wide = PNGWriter(kind: 2, bits: 8, columns: 100_000, rows: 0) { _, _, _ in 0 }.bytes()
    var tall = wide
    tall[22] = 0x10
    #expect(throws: PDFError.brokenImage) { try Image(wide) }
    #expect(throws: PDFError.imageTooLarge) { try Image(tall) }
    #expect(throws: PDFError.unknownImage) { try Image(Array("GIF89a".utf8)) }
    #expect(throws: PDFError.unknownImage) { try Image([]) }
  }

  /// The picture's pixels as a reader paints them, RGB: each eight points wide, taken from its middle.
  private func render(_ image: Image, columns: Int, rows: Int) throws -> [UInt8] {
    let size = Size(width: Points(columns * 8), height: Points(rows * 8))
    var page = Page(size: size)
    page.image(image, in: Rectangle(x: 0, y: 0, width: size.width, height: size.height))
    let bytes = try PDFDocument([page]).bytes()
    try Tools.check(bytes)
    let seen = try Tools.pixels(bytes, count: columns * rows * 64)
    var pixels: [UInt8] = []
    for y in 0..<rows {
      for x in 0..<columns {
        let place = ((y * 8 + 4) * columns * 8 + x * 8 + 4) * 3
        pixels += seen[place..<place + 3]
      }
    }
    return pixels
  }
}
