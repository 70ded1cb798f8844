import PDF
import Testing

@Suite("Text")
struct TextTests {
  let shaper: TextShaper
  let style = TextStyle(Fonts.chain, size: 10, language: "de")

  init() throws { shaper = try TextShaper() }

  private func words(_ line: TextLine) -> String { line.runs.map(\.text).joined(separator: "|") }

  @Test("is kerned, and set with ligatures where the font has them")
  func kerning() throws {
    let apart = try shaper.width(of: "A", style) + shaper.width(of: "V", style)
    #expect(try shaper.width(of: "AV", style) < apart)
    // DejaVu joins f and i.
    let dejaVu = TextStyle(FontChain(Fonts.dejaVu), size: 10)
    #expect(try shaper.line("fi", dejaVu).runs[0].glyphs.count == 1)
  }

  @Test("breaks at spaces and hyphens, keeps amounts and glued words together, and cuts what is wider than a line")
  func breaking() throws {
    func lines(_ text: String, _ width: Points) throws -> [String] {
      try shaper.paragraph(text, style, width: width).map(words)
    }
    #expect(try lines("Wartung der Heizung", 60) == ["Wartung der", "Heizung"])
    #expect(try lines("Rhein-Main-Gebiet", 60) == ["Rhein-Main-", "Gebiet"])
    #expect(try lines("100 -5", 28) == ["100", "-5"])
    #expect(try lines("12\u{A0}500\u{A0}€ netto", 45) == ["12\u{A0}500\u{A0}€", "netto"])
    #expect(try lines("Do\u{AD}nau\u{AD}dampf", 40) == ["Do\u{AD}nau\u{AD}|-", "dampf"])
    #expect(try lines("a\n\nb\r\nc", 100) == ["a", "", "b", "c"])
    let cut = try lines("Lebensversicherungsgesellschaft", 50)
    #expect(cut.count > 2 && cut.joined() == "Lebensversicherungsgesellschaft")
    for line in try shaper.paragraph("Lorem ipsum dolor sit amet, consetetur sadipscing", style, width: 70) {
      #expect(line.width <= 70)
    }
  }

  @Test("runs in visual order, with embedded words and figures in their own (UAX #9)")
  func order() throws {
    let line = try shaper.line("فاتورة 42 Freehold", style)
    #expect(line.isRightToLeft)
    #expect(line.runs.first?.text == "Freehold" && line.runs.last?.isRightToLeft == true)
    let isolated = try shaper.line("رقم \("2026-0042".isolated) من", style)
    #expect(isolated.runs.contains { $0.text.contains("2026-0042") && !$0.isRightToLeft })
    let bare = try shaper.line("رقم 2026-0042 من", style)
    // After Arabic letters the hyphen parts the two numbers, which then run to the left.
    #expect(!bare.runs.contains { $0.text.contains("2026-0042") })
  }

  @Test("that wraps to the left gives its first words to the first line")
  func wrappingToTheLeft() throws {
    let lines = try shaper.paragraph("المبلغ المستحق للدفع خلال ثلاثين يوماً من تاريخ الفاتورة", style, width: 110)
    #expect(lines.count > 1 && lines.allSatisfy { $0.isRightToLeft && $0.width <= 110 })
    #expect(words(lines[0]).contains("المبلغ"))
    #expect(words(lines[lines.count - 1]).contains("الفاتورة"))
  }

  @Test("takes each character from the first font that has it, and names what none has")
  func fallback() throws {
    #expect(try shaper.line("a ع א", style).runs.map(\.font.name).contains("NotoSansArabic-Regular"))
    #expect(shaper.missing.isEmpty)
    let line = try shaper.line("漢x", style)
    #expect(shaper.missing == [0x6F22])
    #expect(words(try shaper.line("a\tb\u{2028}c", style)) == "a b c" && shaper.missing == [0x6F22])
    #expect(words(line) == "\u{FFFD}x" || words(line) == "?x")
  }

  @Test("lines up at each side of its frame")
  func alignment() throws {
    let line = try shaper.line("12,50 €", style)
    let arabic = try shaper.line("الإجمالي", style)
    func left(_ line: TextLine, _ alignment: Alignment) -> Points {
      var page = Page()
      page.text(line, left: 100, width: 200, baseline: 50, alignment: alignment)
      guard case .text(let run)? = page.items.first else { return -1 }
      return run.origin.x
    }
    #expect(left(line, .leading) == 100 && left(line, .left) == 100)
    #expect(left(line, .trailing) + line.width == 300 && left(line, .right) + line.width == 300)
    #expect(left(arabic, .leading) + arabic.width == 300 && left(arabic, .trailing) == 100)
    #expect(left(arabic, .center) == 100 + (200 - arabic.width) / 2)
  }

  @Test("leaves no direction mark in what a reader copies")
  func steering() throws {
    var page = Page()
    page.text(try shaper.line("رقم \("2026-0042".isolated) من", style), at: Point(x: 50, y: 50))
    page.text(try shaper.line("Donau\u{AD}dampf\u{200B}schiff", style), at: Point(x: 50, y: 80))
    let text = try Tools.text(PDFDocument([page]).bytes())
    #expect(text.contains("2026-0042") && text.contains("Donaudampfschiff"))
    #expect(!text.unicodeScalars.contains { $0.value >= 0x2066 && $0.value <= 0x2069 })
  }

  @Test("is copied as it was written where a font shows more glyphs than one byte can name")
  func manyGlyphs() throws {
    let scalars = [0x41...0x5A, 0xC0...0xD6, 0x100...0x130, 0x391...0x3A1, 0x410...0x44F, 0x1E00...0x1EF0].joined()
    let text = String(String.UnicodeScalarView(scalars.compactMap { Unicode.Scalar($0) }))
    var page = Page()
    let lines = try shaper.paragraph(text, style, width: 400)
    for (index, line) in lines.enumerated() {
      page.text(line, at: Point(x: 60, y: 60 + Points(20) * index))
    }
    let bytes = try PDFDocument([page]).bytes()
    try Tools.check(bytes)
    #expect(try Tools.text(bytes).filter { !$0.isWhitespace } == text)
  }
}
