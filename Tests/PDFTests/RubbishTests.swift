import PDF
import Testing

/// Numbers that look random and are the same in each run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A copy of `bytes` with a few changed, cut or doubled.
  mutating func broken(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...Int.random(in: 0..<6, using: &self) where !bytes.isEmpty {
      // The heads of files hold what readers trust.
      let reach = Bool.random(using: &self) ? min(bytes.count, 600) : bytes.count
      let place = Int.random(in: 0..<reach, using: &self)
      switch Int.random(in: 0..<6, using: &self) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &self)!
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1..<40, using: &self)))
      case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
      default: if Int.random(in: 0..<8, using: &self) == 0 { bytes.removeSubrange(place...) }
      }
    }
    return bytes
  }
}

@Suite("Rubbish")
struct RubbishTests {
  @Test("as an image is refused or read, never a crash or a hang")
  func images() throws {
    var random = SplitMix(state: 1)
    var seeds: [[UInt8]] = [JPEGs.rgb, JPEGs.grey, JPEGs.progressive, JPEGs.turned, JPEGs.cmyk]
    for (kind, bits) in [(0, 1), (0, 16), (2, 8), (3, 4), (4, 8), (6, 16)] as [(UInt8, Int)] {
      for isInterlaced in [false, true] {
        seeds.append(
          PNGWriter(
            kind: kind, bits: bits, isInterlaced: isInterlaced,
            palette: kind == 3 ? [UInt8](repeating: 7, count: 48) : []
          ) { x, y, channel in (x * 31 + y * 17 + channel) % (1 << bits) }.bytes())
      }
    }
    var read = 0
    for round in 0..<6_000 {
      let bytes = random.broken(seeds[round % seeds.count])
      do throws(PDFError) {
        let image = try Image(bytes)
        #expect(image.width > 0 && image.height > 0)
        read += 1
        if round % 50 == 0 {
          var page = Page()
          page.image(image, in: Rectangle(x: 0, y: 0, width: 10, height: 10))
          _ = try PDFDocument([page]).bytes()
        }
      } catch {
        #expect(error != .outOfMemory)
      }
    }
    #expect(read > 100 && read < 5_900)
  }

  @Test("as a font is refused, or set and subset, never a crash or a hang")
  func fonts() throws {
    var random = SplitMix(state: 2)
    let seed = Fonts.bytes("noto/NotoSansHebrew-Regular.ttf")
    var (read, refused) = (0, 0)
    for _ in 0..<600 {
      do throws(PDFError) {
        let font = try Font(random.broken(seed))
        var page = Page()
        let style = TextStyle(FontChain(font, [Fonts.sans]), size: 10)
        page.text(try TextShaper().line("שָׁלוֹם 12 abc (x)", style), at: Point(x: 10, y: 10))
        _ = try PDFDocument([page]).bytes()
        read += 1
      } catch {
        refused += 1
        #expect(error != .outOfMemory)
      }
    }
    #expect(read > 50 && refused > 20)
    for bytes in [[], [0, 1, 0, 0], Array("OTTO".utf8), [UInt8](repeating: 255, count: 4_000)] as [[UInt8]] {
      #expect(throws: PDFError.brokenFont) { try Font(bytes) }
    }
  }

  @Test("as text is set all the same")
  func text() throws {
    var random = SplitMix(state: 3)
    let pieces = [
      "a", " ", "\n", "\t", "\u{0}", "\u{7F}", "ﷺ", "لا", "א", "\u{202E}", "\u{2067}", "\u{2069}", "\u{AD}", "\u{200D}",
      "é",
      "e\u{301}", "\u{FFFF}", "👩‍👩‍👧", "漢", "1", "-", "(", "]", "€", "\u{E0001}", "ก", "\r\n",
    ]
    let shaper = try TextShaper()
    let style = TextStyle(Fonts.chain, size: 9, features: [.tabularFigures], tracking: 0.2)
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in pieces.randomElement(using: &random)! }
        .joined()
      for direction in [Direction.automatic, .leftToRight, .rightToLeft] {
        let lines = try shaper.paragraph(text, style, width: 60, direction: direction)
        #expect(!lines.isEmpty)
        var page = Page()
        for (index, line) in lines.enumerated() {
          page.text(line, at: Point(x: 20, y: Points(20 + index * 12)))
          #expect(line.runs.allSatisfy { $0.glyphs.allSatisfy { $0.id != 0 } })
        }
        _ = try PDFDocument([page]).bytes()
      }
    }
    #expect(shaper.missing.contains(0x6F22))
  }
}
