import Foundation
import PDF
import ProcessTesting
import Testing

@Suite("A document")
struct DocumentTests {
  @Test("of one page passes qpdf's check and gives its text back")
  func onePage() throws {
    let shaper = try TextShaper()
    var page = Page()
    let style = TextStyle(Fonts.chain, size: 11)
    let bold = TextStyle(Fonts.boldChain, size: 22, color: Color(0x1A4E8A))
    page.text(try shaper.line("Rechnung 2026-0042", bold), at: Point(x: 50, y: 80))
    page.text(
      try shaper.line("AVATAR Tö office flow fi ffl — 1.234,56 € Καλημέρα Привет", style), at: Point(x: 50, y: 110))
    page.text(
      try shaper.line("فاتورة رقم 2026-0042 من Freehold GmbH بتاريخ ١٢", style), left: 50, width: 495, baseline: 140)
    page.text(try shaper.line("חשבונית מס 0042 עבור Freehold (בע״מ)", style), left: 50, width: 495, baseline: 160)
    var baseline: Points = 190
    for line in try shaper.paragraph(
      "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. The quick brown fox jumps over the lazy dog, "
        + "then writes an invoice for it.", style, width: 220)
    {
      page.text(line, left: 50, width: 220, baseline: baseline)
      baseline += 15
    }
    page.fill(Path(Rectangle(x: 50, y: 300, width: 120, height: 60), radius: 8), Color(0xE8EEF7))
    page.rule(from: Point(x: 50, y: 380), to: Point(x: 545, y: 380), Stroke(Color(0x888888), width: 0.5))
    page.link(Rectangle(x: 50, y: 300, width: 120, height: 60), to: "https://example.com/ä?a=(b)")
    let bytes = try PDFDocument([page]).bytes()
    try Tools.check(bytes)
    let text = try Tools.text(bytes)
    #expect(text.contains("AVATAR Tö office flow fi ffl — 1.234,56 € Καλημέρα Привет"))
    #expect(text.contains("den großen Sylter Deich. The quick brown"))
    #expect(bytes == (try PDFDocument([page]).bytes()))
  }

  @Test("holds what stands alike on several pages once, and shows it on each as if it were written there")
  func repeated() throws {
    let shaper = try TextShaper()
    let style = TextStyle(Fonts.chain, size: 9)
    var foot = Page()
    for row in 0..<30 {
      foot.text(try shaper.line("Every page ends with line \(row)", style), at: Point(x: 50, y: 400 + Points(row) * 12))
    }
    foot.rule(from: Point(x: 50, y: 390), to: Point(x: 545, y: 390), Stroke(.black, width: 1))
    foot.link(Rectangle(x: 50, y: 400, width: 100, height: 12), to: "https://example.com")
    let part = RepeatedPart(foot.items)
    func document(_ items: [Page.Item], pages: Int) throws -> [UInt8] {
      let all = try (0..<pages).map { number in
        var page = Page()
        page.text(
          try shaper.line("Page \(number)", TextStyle(Fonts.boldChain, size: 20, color: Color(0xC02020))),
          at: Point(x: 50, y: 80))
        page.rule(
          from: Point(x: 50, y: 90), to: Point(x: 545, y: 90), Stroke(Color(0x20C020), width: 4, dashes: [3, 3]))
        page.items += items
        page.text(try shaper.line("After it", style), at: Point(x: 300, y: 380))
        return page
      }
      return try PDFDocument(all).bytes()
    }
    let (once, each) = (try document([.repeated(part)], pages: 5), try document(part.items, pages: 5))
    try Tools.check(once)
    #expect(try Tools.text(once) == Tools.text(each))
    #expect(try Tools.pixels(once, count: 4_000_000) == Tools.pixels(each, count: 4_000_000))
    #expect(once.count < each.count)
    #expect(try document([.repeated(part)], pages: 1) == document(part.items, pages: 1))
  }

  @Test("is the same from each of many threads that share its fonts and images")
  func threads() async throws {
    let logo = try Image(PNGWriter(kind: 6, bits: 8) { x, y, channel in (x * 20 + y * 9 + channel * 60) & 255 }.bytes())
    let documents = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<24 {
        group.addTask {
          let shaper = try TextShaper()
          var page = Page()
          page.image(logo, in: Rectangle(x: 300, y: 30, width: 60, height: 40))
          for row in 0..<20 {
            let style = TextStyle(
              row % 2 == 0 ? Fonts.chain : Fonts.boldChain, size: 9, language: row % 3 == 0 ? "ar" : "de")
            page.text(
              try shaper.line("Zeile \(row) AVATAR יום الإجمالي", style), at: Point(x: 50, y: 50 + Points(row) * 14))
          }
          return try PDFDocument([page]).bytes()
        }
      }
      var all: Set<[UInt8]> = []
      for try await document in group { all.insert(document) }
      return all
    }
    #expect(documents.count == 1)
  }
}
