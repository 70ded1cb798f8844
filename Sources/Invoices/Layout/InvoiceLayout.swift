/// Lays an invoice out: from its fields to pages. The preview and the PDF are both drawn from what this returns.

public import PDF
internal import Values

extension Invoice {
  /// The pages of the document; with `watermark`, each has a small line at its foot that says what made it. Throws when a
  /// font cannot be used.
  public func pages(
    _ fonts: InvoiceFonts, _ totals: Totals, watermark: Bool = false
  ) throws(PDFError) -> DisplayList {
    let layout = try InvoiceLayout(self, totals, fonts, .normal, watermark: watermark)
    let pages = try layout.pages()
    guard layout.endsWithLittle, lines.count <= 60, layout.mayShrink else { return pages }
    let tight = try InvoiceLayout(self, totals, fonts, .tight, watermark: watermark)
    let fewer = try tight.pages()
    return fewer.pages.count < pages.pages.count ? fewer : pages
  }
}

/// A class: its invoice and words are many fields, which nothing should copy.
final class InvoiceLayout {
  let invoice: Invoice
  let totals: Totals
  let formats: Formats
  let words: Words
  let design: Design
  let fonts: InvoiceFonts
  let shaper: TextShaper
  let logo: Image?
  let size: Size
  let spacing: Spacing
  let hasWatermark: Bool
  let margin: Points = .millimetres(20)
  /// Texts that a table repeats line for line.
  let repeated = LineCache()
  var flow: Flow
  var figures = Figures()
  /// What a document on fewer pages would not have: heads that come again, sums carried over, and lines of a panel that a
  /// wider one might not break.
  var spareable: Points = 0

  init(
    _ invoice: Invoice, _ totals: Totals, _ fonts: InvoiceFonts, _ spacing: Spacing, watermark: Bool = false
  ) throws(PDFError) {
    self.spacing = spacing
    hasWatermark = watermark
    let look = invoice.look ?? Look()
    self.invoice = invoice
    self.totals = totals
    self.fonts = fonts
    var formats = Formats(look.language)
    if !fonts.regular.fonts.contains(where: { $0.has(0x2212) }) { formats.minus = "\u{2013}" }
    self.formats = formats
    words = Words.of(formats)
    design = Design(look)
    shaper = try TextShaper()
    if let known = fonts.logo, known.isOf(look.logo) {
      logo = known.image
    } else {
      logo = look.logo.isEmpty ? nil : try ReadLogo(look.logo).image
    }
    size = look.paper == .letter ? .letter : .a4
    flow = Flow(size, isRightToLeft: formats.isRightToLeft)
  }

  /// Whether the last of several pages is nearly empty.
  var endsWithLittle: Bool {
    flow.sheets.count > 1 && flow.y - flow.continuation.drawing.height < flow.pageHeight.scaled(1, over: 4)
  }

  /// Whether less air could bring the last page's lines onto the pages before: never, where all that can be saved is too little.
  var mayShrink: Bool {
    let (normal, tight) = (Spacing.normal, Spacing.tight)
    var saved = (normal.row - tight.row) * (2 * invoice.lines.count) + (normal.head - tight.head) * 2
    saved += normal.afterTotals - tight.afterTotals + (normal.afterText - tight.afterText) * (invoice.notes.count + 2)
    saved += ((normal.panel - tight.panel) * 2 + normal.afterPanel - tight.afterPanel) * invoice.payments.count
    return hasSwissBill || flow.end - flow.continuation.drawing.height <= flow.spare + spareable + saved
  }

  /// From the start margin to the end margin.
  var width: Points { size.width - margin * 2 }
  var end: Points { size.width - margin }

  func pages() throws(PDFError) -> DisplayList {
    let footer = try footer()
    flow.bottom = size.height - .millimetres(8) - footer.height - .millimetres(4)
    flow.continuation = Stamp(try continuation())
    flow.begin()
    flow.place(try head())
    try setTable()
    for block in try closing() { flow.place(block) }
    try placeSwissBill()
    try finish(footer)
    return DisplayList(pages: flow.sheets.map { $0.page })
  }

  private func finish(_ footer: Drawing) throws(PDFError) {
    let count = flow.sheets.count
    let stamp = Stamp(footer)
    let top = size.height - .millimetres(8) - footer.height
    if hasWatermark { for index in 0..<count { try mark(index) } }
    for index in 0..<count where !flow.withoutFooter.contains(index) {
      let text = Words.fill(words[.page], String(index + 1), String(count))
      var drawing = Drawing()
      drawing.place(
        try line(text, style(7, design.soft)), start: margin, width: width, atEnd: true, top: footer.height - 10,
        leading: 10)
      flow.sheets[index].draw(stamp, at: top)
      flow.sheets[index].draw(drawing, at: top)
    }
  }

  // MARK: - Text

  func style(_ size: Points, _ color: Color, bold: Bool = false) -> TextStyle {
    TextStyle(bold ? fonts.bold : fonts.regular, size: size, color: color, language: formats.language)
  }

  var body: TextStyle { style(9, design.ink) }
  var strong: TextStyle { style(9, design.ink, bold: true) }
  var small: TextStyle { style(8, design.soft) }
  var label: TextStyle { style(7.5, design.soft) }

  func line(_ text: String, _ style: TextStyle) throws(PDFError) -> TextLine { try shaper.line(text, style) }

  func paragraph(_ text: String, _ style: TextStyle, _ width: Points) throws(PDFError) -> [TextLine] {
    try shaper.paragraph(text, style, width: width)
  }

  /// A line that shares its baseline with another style's beside it, though its own size is another.
  func aligned(_ line: TextLine, with style: TextStyle) -> TextLine {
    var line = line
    line.ascent = style.ascent
    line.descent = style.descent
    return line
  }

  /// A label and its value side by side, each in as many lines as it needs.
  func addPair(
    _ pair: (String, String), _ labelStyle: TextStyle, _ style: TextStyle, _ start: Points, _ labelWidth: Points,
    _ width: Points, leading: Points, to drawing: inout Drawing
  ) throws(PDFError) {
    var label = Drawing()
    let labels = try paragraph(pair.0, labelStyle, labelWidth - 6).map { aligned($0, with: style) }
    label.add(labels, start: start, width: labelWidth - 6, leading: leading)
    var value = Drawing()
    value.add(
      try paragraph(pair.1, style, width - labelWidth), start: start + labelWidth, width: width - labelWidth,
      leading: leading)
    drawing.insert(label, at: drawing.height)
    drawing.insert(value, at: drawing.height)
    drawing.space(max(label.height, value.height))
  }

  /// An amount without its currency.
  func plain(_ amount: Decimal) -> String {
    formats.number(amount, decimals: Currency.decimals(invoice.currency))
  }

  func addressLines(_ address: Address, from origin: String?) -> [String] {
    AddressLines.lines(address, from: origin)
  }

  /// A line no wider than that: figures of too many digits are set smaller.
  func fitted(_ text: String, _ style: TextStyle, _ width: Points) throws(PDFError) -> TextLine {
    let line = try line(text, style)
    guard line.width > width else { return line }
    var smaller = style
    smaller.size = style.size.scaled(Int(width.thousandths), over: Int(line.width.thousandths))
    return aligned(try self.line(text, smaller), with: style)
  }

  func money(_ amount: Decimal) -> String { formats.amount(amount, invoice.currency) }
}

/// Lines of text by what they say, all in one style.
final class LineCache {
  /// A place for each of the sums that bytes can have; of texts with the same one the last stays.
  private var lines = [(text: String, line: TextLine)?](repeating: nil, count: 256)

  /// Few texts are worth keeping: rates, and quantities with their units.
  func line(_ text: String, _ make: () throws(PDFError) -> TextLine) throws(PDFError) -> TextLine {
    var sum: UInt8 = 0
    for byte in Array(text.utf8) { sum = sum &* 31 &+ byte }
    let place = Int(sum)
    if let known = lines[place], known.text == text { return known.line }
    let line = try make()
    lines[place] = (text, line)
    return line
  }
}
