import PDF
import Testing

@Suite("A display list")
struct DisplayListTests {
  @Test("reads as text")
  func dump() throws {
    let shaper = try TextShaper()
    var page = Page()
    let style = TextStyle(Fonts.chain, size: 10.5, color: Color(0x1A4E8A))
    page.text(try shaper.line("Gesamt 12,50 €", style), at: Point(x: 50, y: 72.25))
    page.fill(Rectangle(x: 50, y: 80, width: 100, height: 0.5), .black)
    page.fill(Path(Rectangle(x: 0, y: 0, width: 10, height: 10)), .white)
    page.rule(from: Point(x: 1, y: 2), to: Point(x: 3, y: 2), Stroke(.black, width: 0.75, dashes: [2, 1]))
    page.image(try Image(JPEGs.rgb), in: Rectangle(x: 400, y: 40, width: 80, height: 40))
    page.link(Rectangle(x: 50, y: 60, width: 90, height: 14), to: "https://example.com")
    #expect(
      DisplayList(pages: [page]).dump() == """
        page 1 595.28 × 841.89
          text 50,72.25 +76.4 NotoSans-Regular 10.5 #1a4e8a “Gesamt 12,50 €”
          rectangle 50,80 100 × .5 #000000
          fill #ffffff M 0,0 L 10,0 L 10,10 L 0,10 Z
          stroke #000000 .75 dashes 2 1 M 1,2 L 3,2
          image 16 × 8 pixels 400,40 80 × 40
          link 50,60 90 × 14 https://example.com

        """)
  }

  @Test("of 1,000 pages becomes a document in which each page is found")
  func manyPages() throws {
    let shaper = try TextShaper()
    let style = TextStyle(Fonts.chain, size: 9)
    var pages: [Page] = []
    for number in 1...1_000 {
      var page = Page()
      for row in 0..<20 {
        page.text(try shaper.line("Seite \(number), Zeile \(row)", style), at: Point(x: 50, y: 50 + Points(row) * 14))
      }
      pages.append(page)
    }
    let bytes = try PDFDocument(pages).bytes()
    try Tools.check(bytes)
    #expect(try QPDFFile(bytes).pages.count == 1_000)
    #expect(try Tools.run("pdftotext", ["-f", "777", "-l", "777"], on: bytes, ["-"]).contains("Seite 777, Zeile 19"))
  }
}
