import PDF
import Testing

@Suite("A table's page")
struct TableTests {
  private let style = TextStyle(Fonts.chain, size: 9)

  private func page(_ number: Int, rows: Int) throws -> Page {
    let shaper = try TextShaper()
    var page = Page()
    for row in 0..<rows {
      let y = Points(80 + row * 20)
      for (column, text) in ["\(number)-\(row)", "AVATAR (7)", "12,50", "19 %"].enumerated() {
        page.text(
          try shaper.line(text, style), left: Points(50 + column * 120), width: 100, baseline: y,
          alignment: column < 2 ? .left : .right)
      }
      page.rule(from: Point(x: 50, y: y + 6), to: Point(x: 545, y: y + 6), Stroke(Color(0x20C020), width: 1))
    }
    return page
  }

  @Test("shows the cells of a row by one operator, each in its place")
  func cells() throws {
    let bytes = try PDFDocument([try page(1, rows: 2)]).bytes()
    try Tools.check(bytes)
    let file = try QPDFFile(bytes)
    let content = String(decoding: try file.data(file.pages[0]["/Contents"]), as: UTF8.self)
    #expect(content.split(separator: "TJ", omittingEmptySubsequences: false).count - 1 == 2)
    let boxes = try Tools.run("pdftotext", ["-bbox"], on: bytes, ["-"])
    let places = [("1-0", "xMin", 50.0), ("AVATAR", "xMin", 170), ("12,50", "xMax", 390), ("%", "xMax", 510)]
    for (word, edge, place) in places {
      let line = try #require(boxes.split(separator: "\n").first { $0.contains(">\(word)<") })
      let number = try #require(line.split(separator: edge + "=\"").last?.split(separator: "\"").first)
      // No reader takes a glyph's advance more exactly than the font's units.
      #expect(abs(try #require(Double(number)) - place) < 0.02, "\(word) at \(number)")
    }
  }

  @Test("shares its rules with other pages that have the same, and no others")
  func rules() throws {
    let pages = try [12, 12, 12, 9].enumerated().map { try page($0.offset, rows: $0.element) }
    let bytes = try PDFDocument(pages).bytes()
    try Tools.check(bytes)
    let file = try QPDFFile(bytes)
    let contents = try file.pages.map { try file.data($0["/Contents"]) }
    let shared = contents.filter { String(decoding: $0, as: UTF8.self).contains("/P0 Do") }
    #expect(shared.count == 2)
    for (index, page) in pages.enumerated() {
      #expect(try picture(bytes, index + 1) == picture(PDFDocument([page]).bytes(), 1))
    }
  }

  private func picture(_ bytes: [UInt8], _ page: Int) throws -> [UInt8] {
    try Tools.output("pdftoppm", ["-r", "60", "-f", "\(page)", "-l", "\(page)"], on: bytes)
  }
}
