/// The lines: a table whose head is repeated on every page, with the sum carried over, and whose last line stays with the
/// totals.

internal import PDF
internal import Values

/// Where the columns begin and how wide they are.
struct Columns {
  var position: (start: Points, width: Points)
  var description: (start: Points, width: Points)
  var quantity: (start: Points, width: Points)
  var price: (start: Points, width: Points)
  /// Nil where all lines are taxed alike: the totals say how.
  var tax: (start: Points, width: Points)?
  var amount: (start: Points, width: Points)
}

/// A line, measured. Its numbers stand beside the first of its texts.
private struct Row {
  var cells = Drawing()
  var texts: [(line: TextLine, leading: Points)] = []
  let padding: Points

  var height: Points { texts.reduce(padding * 2) { $0 + $1.leading } }
}

extension InvoiceLayout {
  private var carryHeight: Points { 18 }

  func setTable() throws(PDFError) {
    let cells = invoice.lines.indices.map { CellTexts(self, $0) }
    let columns = try columns(cells)
    figures = try Figures(self, cells)
    let head = Stamp(try tableHead(columns))
    let totals = try totalsBlock()
    if !flow.fits(head.drawing.height) { flow.newPage() }
    flow.draw(head)
    var carried = Decimal.zero
    for index in invoice.lines.indices {
      let row = try row(invoice.lines[index], cells[index], columns)
      let isLast = index == invoice.lines.count - 1
      try place(row, reserve: isLast ? totals.height : carryHeight, carried, columns, head)
      // What does not fit into 38 digits has been refused before.
      do { carried = try carried + self.totals.nets[index] } catch { continue }
    }
    if !flow.fits(totals.height) { flow.newPage() }
    flow.draw(totals)
  }

  private func place(
    _ row: Row, reserve: Points, _ carried: Decimal, _ columns: Columns, _ head: Stamp
  ) throws(PDFError) {
    let room = flow.pageHeight - head.drawing.height - carryHeight * 2
    if flow.fits(row.height + reserve) { return draw(row, columns) }
    // A line that is longer than half a page begins where it stands and goes on over the page.
    if row.height + reserve <= room, row.height < room / 2 || !flow.fits(row.padding + 60 + carryHeight) {
      try turnPage(carried, columns, head)
      return draw(row, columns)
    }
    var rest = row
    while !flow.fits(rest.height + reserve) {
      var part = Row(padding: rest.padding)
      part.cells = rest.cells
      while let text = rest.texts.first, flow.fits(part.height + text.leading + carryHeight) {
        part.texts.append(text)
        rest.texts.removeFirst()
      }
      if !part.texts.isEmpty {
        draw(part, columns)
        rest.cells = Drawing()
      }
      guard !rest.texts.isEmpty else { return }
      try turnPage(carried, columns, head)
    }
    draw(rest, columns)
  }

  private func turnPage(_ carried: Decimal, _ columns: Columns, _ head: Stamp) throws(PDFError) {
    spareable += head.drawing.height + carryHeight * 2
    if !carried.isZero { flow.draw(try carry(words[.carriedForward], carried)) }
    flow.newPage()
    flow.draw(head)
    if !carried.isZero { flow.draw(try carry(words[.broughtForward], carried)) }
  }

  private func carry(_ text: String, _ sum: Decimal) throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let style = style(8, design.soft)
    drawing.place(try line(text, style), start: margin, width: width, top: 4, leading: 12)
    drawing.placeFigures(
      try fitted(plain(sum), style, mostFigures), end: end - inset, widest: figures.amount, top: 4, leading: 12)
    drawing.height = carryHeight
    return drawing
  }

  private func draw(_ row: Row, _ columns: Columns) {
    var drawing = row.cells
    drawing.height = row.padding
    for text in row.texts {
      drawing.add(
        [text.line], start: columns.description.start, width: columns.description.width, leading: text.leading)
    }
    drawing.space(row.padding)
    drawing.items.append(
      .rule(start: margin, end: end, y: drawing.height, Stroke(design.hairline, width: 0.5)))
    flow.draw(drawing)
  }

  // MARK: - Columns

  /// A filled head needs air at both ends.
  var inset: Points { if case .filled = design.emphasis { 7 } else { 0 } }

  private func columns(_ cells: [CellTexts]) throws(PDFError) -> Columns {
    let gutter: Points = 12
    let head = style(7.5, design.soft, bold: true)
    let quantity = max(try shaper.width(of: words[.quantity], head), widest(cells) { $0.quantity })
    let price = max(try shaper.width(of: words[.price], head), widest(cells) { $0.price })
    let amount = max(52, widest(cells) { $0.amount })
    let tax = taxesDiffer ? max(try shaper.width(of: taxHead, head), widest(cells) { $0.tax }) : 0
    let position: Points = invoice.lines.count > 999 ? 30 : 22
    let amountStart = end - inset - amount
    let taxStart = amountStart - (taxesDiffer ? gutter + tax : 0)
    let priceStart = taxStart - gutter - price
    let quantityStart = priceStart - gutter - quantity
    let start = margin + inset
    return Columns(
      position: (start, position), description: (start + position, quantityStart - gutter - start - position),
      quantity: (quantityStart, quantity), price: (priceStart, price), tax: taxesDiffer ? (taxStart, tax) : nil,
      amount: (amountStart, amount))
  }

  /// Wide enough for the longest text of a column, reckoned by its characters: figures are all of one width.
  private func widest(_ cells: [CellTexts], _ text: (CellTexts) -> String) -> Points {
    var most = 0
    for cell in cells { most = max(most, Text.length(text(cell))) }
    return min(digits(most), 100)
  }

  /// The width of so many figures in the table's size.
  private func digits(_ count: Int) -> Points { Points(9).scaled(585, over: 1000) * count }

  private var taxesDiffer: Bool {
    guard let first = invoice.lines.first else { return false }
    return invoice.lines.indices.contains { invoice.lines[$0].taxes != first.taxes }
  }

  private func tableHead(_ columns: Columns) throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let isFilled = if case .filled = design.emphasis { true } else { false }
    let style = isFilled ? style(7.5, design.onAccent, bold: true) : style(7.5, design.soft)
    if isFilled {
      drawing.items.append(.fill(start: margin, top: 0, width: width, height: 20, design.accent, radius: 2))
    }
    let heads: [(String, (start: Points, width: Points), Bool)] = [
      (words[.position], columns.position, false), (words[.description], columns.description, false),
      (words[.quantity], columns.quantity, true), (words[.price], columns.price, true),
      (words[.amount], columns.amount, true),
    ]
    for (text, column, atEnd) in heads {
      drawing.place(
        try line(text, style), start: column.start, width: column.width, atEnd: atEnd, top: 4, leading: 12)
    }
    if let tax = columns.tax {
      drawing.place(
        try line(taxHead, style), start: tax.start, width: tax.width, atEnd: true, top: 4, leading: 12)
    }
    drawing.height = 20
    if !isFilled {
      let stroke = Stroke(design.accentInk, width: 1)
      drawing.items.append(.rule(start: margin, end: end, y: 20, stroke))
    }
    return drawing
  }

  private var taxHead: String { invoice.hasOtherTaxes ? "%" : words[.tax] }

  // MARK: - Cells

  private func row(_ item: Line, _ texts: CellTexts, _ columns: Columns) throws(PDFError) -> Row {
    var row = Row(padding: spacing.row)
    func cell(_ line: TextLine, _ column: (start: Points, width: Points), atEnd: Bool = true) {
      row.cells.place(
        line, start: column.start, width: column.width, atEnd: atEnd, top: row.padding, leading: 12.5)
    }
    cell(aligned(try line(texts.position, small), with: body), columns.position, atEnd: false)
    cell(try bodyLine(texts.quantity, columns.quantity.width), columns.quantity)
    func figures(_ line: TextLine, _ column: (start: Points, width: Points), _ widest: Points?) {
      row.cells.placeFigures(
        line, end: column.start + column.width, widest: widest.map { min($0, max(column.width, 100)) },
        top: row.padding, leading: 12.5)
    }
    figures(try fitted(texts.price, body, columns.price.width + 8), columns.price, self.figures.price)
    if let tax = columns.tax { cell(try bodyLine(texts.tax, tax.width), tax) }
    figures(try fitted(texts.amount, body, columns.amount.width + 8), columns.amount, self.figures.amount)
    row.texts = try descriptions(item, columns.description.width)
    return row
  }

  private func bodyLine(_ text: String, _ width: Points) throws(PDFError) -> TextLine {
    try repeated.line(text) { () throws(PDFError) -> TextLine in try fitted(text, body, width + 8) }
  }

  private func descriptions(_ item: Line, _ width: Points) throws(PDFError) -> [(line: TextLine, leading: Points)] {
    var texts: [(line: TextLine, leading: Points)] = []
    for line in try paragraph(item.name ?? "", strong, width) { texts.append((line, 12.5)) }
    for text in detailTexts(item) {
      for line in try paragraph(text, small, width) { texts.append((line, 11)) }
    }
    return texts
  }

  private func detailTexts(_ item: Line) -> [String] {
    var texts: [String] = []
    AddressLines.add(item.description, to: &texts)
    var facts: [String] = []
    AddressLines.add(labelled(.article, item.sellerId ?? item.standardId?.id), to: &facts)
    if let period = item.period { facts.append(formats.period(period)) }
    AddressLines.add(labelled(.order, item.orderLine), to: &facts)
    for attribute in item.attributes {
      if let name = attribute.name, let value = attribute.value { facts.append(formats.labelled(name, value)) }
    }
    if !facts.isEmpty { texts.append(facts.joined(separator: " · ")) }
    AddressLines.add(item.note, to: &texts)
    for allowance in item.allowances { texts.append(changeText(allowance, isCharge: false)) }
    for charge in item.charges { texts.append(changeText(charge, isCharge: true)) }
    return texts
  }

  /// “Returning customer, 10 %: −250.00”.
  func changeText(_ item: AllowanceCharge, isCharge: Bool) -> String {
    let amount = item.writtenAmount(invoice.currency) ?? .zero
    return formats.labelled(changeLabel(item, isCharge: isCharge), plain(isCharge ? amount : -amount))
  }

  func changeLabel(_ item: AllowanceCharge, isCharge: Bool) -> String {
    let reason = item.reason ?? (isCharge ? words[.charge] : words[.allowance])
    return item.percent.map { reason + ", " + formats.percent($0) } ?? reason
  }
}
