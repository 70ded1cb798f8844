/// The sums, down to the amount due, and why no tax is paid where none is.

internal import PDF
internal import Values

extension InvoiceLayout {
  private var totalsWidth: Points { .millimetres(86) }
  /// Beside a sum of so many digits its label still has a place.
  var mostFigures: Points { 160 }

  func totalsBlock() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    drawing.space(8)
    for row in sumRows { try addSum(row.label, plain(row.amount), body, figures.amount, small: true, to: &drawing) }
    if !sumRows.isEmpty, hasSteps {
      drawing.space(3)
      drawing.items.append(
        .rule(start: end - totalsWidth, end: end, y: drawing.height, Stroke(design.hairline, width: 0.6)))
      drawing.space(3)
    }
    if let stepTotal {
      try addSum(words[.total], stepTotal, strong, figures.amount, small: false, to: &drawing)
      for row in afterRows { try addSum(row.label, plain(row.amount), body, figures.amount, small: true, to: &drawing) }
    }
    drawing.space(4)
    drawing.append(try dueBar())
    try addAccountedTax(to: &drawing)
    drawing.append(try exemptions())
    drawing.after = spacing.afterTotals
    return drawing
  }

  /// Whether anything stands between the total and the amount due.
  private var hasSteps: Bool { !afterRows.isEmpty }

  /// The total above what was paid, where it has a line of its own: without a currency, for its decimals stand below the others.
  var stepTotal: String? { hasSteps ? plain(totals.withTax) : nil }

  private typealias Sum = (label: String, amount: Decimal)

  private var sumRows: [Sum] {
    var rows: [Sum] = []
    @inline(never)
    func add(_ label: String, _ amount: Decimal) { rows.append((label, amount)) }
    let changes = !invoice.allowances.isEmpty || !invoice.charges.isEmpty
    if changes { add(words[.subtotal], totals.lines) }
    for (item, amount) in zip(invoice.allowances, totals.allowanceAmounts) {
      add(changeLabel(item, isCharge: false), -amount)
    }
    for (item, amount) in zip(invoice.charges, totals.chargeAmounts) {
      add(changeLabel(item, isCharge: true), amount)
    }
    if !totals.taxes.isEmpty || changes {
      add(invoice.hasOtherTaxes ? words[.subtotal] : words[.withoutTax], totals.withoutTax)
    }
    for total in totals.taxes { add(taxLabel(total), total.amount) }
    return rows
  }

  /// All of them as they stand below the table's own amounts.
  var sumTexts: [String] { (sumRows + afterRows).map { plain($0.amount) } }

  private var afterRows: [Sum] {
    var rows: [Sum] = []
    if let prepaid = invoice.prepaid, !prepaid.isZero { rows.append((words[.prepaid], -prepaid)) }
    if let rounding = invoice.rounding, !rounding.isZero { rows.append((words[.rounding], rounding)) }
    return rows
  }

  /// “VAT 19 % on 1,000.00”.
  private func taxLabel(_ total: TaxTotal) -> String {
    let name = total.tax.name ?? words[.tax]
    let rate = total.tax.rate ?? .zero
    return name + " " + formats.percent(rate) + " " + words[.on] + " " + plain(total.base)
  }

  private func addSum(
    _ label: String, _ amount: String, _ style: TextStyle, _ widest: Points?, small isSmall: Bool,
    to drawing: inout Drawing
  ) throws(PDFError) {
    let start = end - totalsWidth
    let labelStyle = isSmall ? self.style(8.5, design.soft) : style
    let figures = try fitted(amount, style, mostFigures)
    let room = totalsWidth - inset * 2 - max(84 - inset * 2, figures.width + 8)
    let labels = try paragraph(label, labelStyle, room).map { aligned($0, with: style) }
    drawing.placeFigures(figures, end: end - inset, widest: widest, top: drawing.height, leading: 14)
    drawing.add(labels, start: start + inset, width: totalsWidth, leading: 14)
  }

  private func dueBar() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let start = end - totalsWidth
    let text = hasSteps || invoice.kind.isInvoice ? dueLabel : words[.total]
    let isRules = if case .rules = design.emphasis { true } else { false }
    let color = isRules ? design.ink : design.onAccent
    let pad: Points = isRules ? 0 : 9
    if isRules {
      drawing.items.append(.rule(start: start, end: end, y: 0, Stroke(design.ink, width: 1)))
    } else {
      drawing.items.append(.fill(start: start, top: 0, width: totalsWidth, height: 27, design.accent, radius: 3))
    }
    let large = style(12.5, color, bold: true)
    let label = aligned(try line(text, style(10.5, color, bold: true)), with: large)
    let room = totalsWidth - pad * 2 - label.width - 8
    drawing.place(label, start: start + pad, width: totalsWidth, top: 5, leading: 17)
    drawing.place(
      try fitted(money(totals.due), large, room), start: start, width: totalsWidth - pad, atEnd: true, top: 5,
      leading: 17)
    drawing.height = 27
    return drawing
  }

  /// The VAT in the currency in which it is accounted (BT-111; Art. 230 of the VAT Directive).
  private func addAccountedTax(to drawing: inout Drawing) throws(PDFError) {
    guard let currency = invoice.vatCurrency, let amount = invoice.vatInVatCurrency, currency != invoice.currency else {
      return
    }
    drawing.space(4)
    try addSum(
      Words.fill("{1} ({2})", words[.tax], currency), formats.amount(amount, currency), style(8.5, design.soft), nil,
      small: true,
      to: &drawing)
  }

  private var dueLabel: String {
    switch invoice.kind {
    case .creditNote: words[.refund]
    case .quote, .proForma, .receipt: words[.total]
    default: words[.amountDue]
    }
  }

  /// The law wants the reason in words.
  private func exemptions() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    var said: [String] = []
    drawing.space(6)
    for total in totals.taxes where total.tax.isVAT && invoice.kind.isInvoice {
      let written = invoice.exemption(of: total.tax.category).reason
      guard let reason = written ?? words.exemption(total.tax.category), !said.contains(reason) else { continue }
      said.append(reason)
      drawing.add(
        try paragraph(reason, small, totalsWidth), start: end - totalsWidth, width: totalsWidth, leading: 11.5)
    }
    return said.isEmpty ? Drawing() : drawing
  }
}
