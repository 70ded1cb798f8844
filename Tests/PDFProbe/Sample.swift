import PDF

/// Pages that use all of the core: each script, wrapped text, paths, images, links.
struct Sample {
  let fonts: [Font]
  let images: [Image]

  func pages(_ lines: Int) throws(PDFError) -> [Page] {
    let shaper = try TextShaper()
    let chain = FontChain(fonts[0], Array(fonts.dropFirst()))
    let body = TextStyle(chain, size: 9.5, language: "de", features: [.tabularFigures])
    var pages: [Page] = []
    var number = 0
    while number < lines || pages.isEmpty {
      var page = Page(size: pages.count % 2 == 0 ? .a4 : .letter)
      try head(&page, shaper, body)
      var baseline: Points = 190
      while number < lines && baseline < 760 {
        number += 1
        try line(&page, shaper, body, number, baseline)
        baseline += 14.4
      }
      pages.append(page)
    }
    return pages
  }

  private func head(_ page: inout Page, _ shaper: TextShaper, _ body: TextStyle) throws(PDFError) {
    for (index, image) in images.enumerated() {
      page.image(image, in: Rectangle(x: 50 + Points(index) * 90, y: 30, width: 80, height: 40))
    }
    var title = body
    title.size = 20
    title.color = Color(0x1A4E8A)
    title.tracking = 0.4
    page.text(try shaper.line("Rechnung AVATAR 2026-0042 — 1.234,56 €", title), at: Point(x: 50, y: 100))
    let mixed = [
      "فاتورة رقم \("2026-0042".isolated) من Freehold GmbH خلال ثلاثين يوماً — الإجمالي",
      "חשבונית מס 0042 עבור Freehold (בע״מ) שָׁלוֹם",
      "Καλημέρα, Привет, Zażółć gęślą jaźń",
    ]
    for (index, text) in mixed.enumerated() {
      page.text(try shaper.line(text, body), left: 50, width: 495, baseline: 115 + Points(index) * 14)
    }
    page.fill(Path(Rectangle(x: 50, y: 160, width: 495, height: 18), radius: 5), Color(0xE8EEF7))
    page.link(Rectangle(x: 50, y: 160, width: 495, height: 18), to: "https://example.com/ä")
  }

  private func line(
    _ page: inout Page, _ shaper: TextShaper, _ body: TextStyle, _ number: Int, _ baseline: Points
  ) throws(PDFError) {
    // Values that vary and are the same everywhere.
    let amount = number * 7919 % 1_000_003
    page.text(try shaper.line("\(number)", body), left: 50, width: 30, baseline: baseline, alignment: .right)
    let words = "Position \(number) für Beratung, Wartung und „Schulung“ nach Aufwand \(amount % 97)/\(amount % 89)"
    for (index, line) in try shaper.paragraph(words, body, width: 210).enumerated() {
      page.text(line, left: 90, width: 210, baseline: baseline + Points(index) * 6)
    }
    page.text(
      try shaper.line("\(amount / 100),\(amount % 100 / 10)\(amount % 10) €", body), left: 400, width: 145,
      baseline: baseline, alignment: .trailing)
    page.rule(
      from: Point(x: 50, y: baseline + 4), to: Point(x: 545, y: baseline + 4),
      Stroke(Color(0xCCCCCC), width: 0.5, dashes: [2, 1], roundCaps: true))
  }
}
