/// What stands above the lines: seller, address window, what the document is and refers to, title.

internal import PDF
internal import Values

extension InvoiceLayout {
  /// Where the address window of DIN 5008 form B and of most European envelopes begins.
  private var windowTop: Points { .millimetres(45) }
  private var metaWidth: Points { .millimetres(68) }

  func head() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    switch design.head {
    case .plain: drawing.insert(try plainHead(), at: 0)
    case .band: drawing.insert(try bandHead(), at: 0)
    case .airy: drawing.insert(try airyHead(), at: 0)
    }
    if hasSwissBill { drawing.insert(try sellerFacts(), at: .millimetres(36.5)) }
    let address = try addressWindow()
    let meta = try metaTable()
    drawing.insert(address, at: windowTop)
    drawing.insert(meta, at: windowTop + 2)
    drawing.height = windowTop + max(address.height, max(meta.height + 2, .millimetres(40)))
    if case .plain = design.head {
      drawing.space(spacing.head)
      drawing.append(try title())
    }
    drawing.space(spacing.head)
    if let opening = try openingNotes() { drawing.append(opening) }
    return drawing
  }

  /// At the top of every page after the first.
  func continuation() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let style = style(8, design.soft)
    // Side by side in one line, whatever their lengths.
    let title = try paragraph(titleText, style, width / 2)[0]
    let name = try paragraph(invoice.seller?.name ?? "", style, width - title.width - 12)[0]
    drawing.place(title, start: margin, width: width, top: .millimetres(12), leading: 12)
    drawing.place(name, start: margin, width: width, atEnd: true, top: .millimetres(12), leading: 12)
    drawing.items.append(
      .rule(start: margin, end: end, y: .millimetres(12) + 16, Stroke(design.hairline, width: 0.6)))
    drawing.height = .millimetres(12) + 30
    return drawing
  }

  var titleText: String {
    let title = words.title(of: invoice.kind)
    return invoice.number.map { title + " " + formats.isolated($0) } ?? title
  }

  private func title() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let size = design.titleSize
    var spans = [TextSpan(words.title(of: invoice.kind), style(size, design.accentInk, bold: true))]
    if let number = invoice.number { spans.append(TextSpan("  " + formats.isolated(number), style(size, design.soft))) }
    let lines = try shaper.paragraph(spans, width: width)
    drawing.add(lines, start: margin, width: width, leading: size.scaled(13, over: 10))
    return drawing
  }

  // MARK: - Seller

  private func plainHead() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    if let logo {
      drawing.items.append(logoItem(logo, start: margin, top: .millimetres(14), maxHeight: .millimetres(20)))
      return drawing
    }
    try putName(15, design.accentInk, width, top: .millimetres(15), to: &drawing)
    return drawing
  }

  /// The seller's name where there is no logo: a long one in smaller letters and on up to three lines, which the page has room for.
  private func putName(
    _ size: Points, _ color: Color, _ width: Points, atEnd: Bool = false, top: Points, to drawing: inout Drawing
  ) throws(PDFError) {
    var (lines, leading) = (try paragraph(sellerName, style(size, color, bold: true), width), Points(20))
    if lines.count > 1 {
      lines = try paragraph(sellerName, style(min(size, 10), color, bold: true), width)
      leading = 13
    }
    for (index, line) in lines.prefix(3).enumerated() {
      drawing.place(line, start: end - width, width: width, atEnd: atEnd, top: top + leading * index, leading: leading)
    }
  }

  private func bandHead() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let height: Points = .millimetres(35)
    drawing.items.append(
      .fill(start: 0, top: 0, width: size.width, height: height, design.accent, radius: 0))
    drawing.place(
      try line(words.title(of: invoice.kind), style(design.titleSize, design.onAccent, bold: true)), start: margin,
      width: width, top: .millimetres(10), leading: 30)
    if let number = invoice.number {
      let lines = try paragraph(number, style(11, design.onAccent), width)
      drawing.place(lines[0], start: margin, width: width, top: .millimetres(10) + 32, leading: 15)
    }
    if let logo {
      drawing.items.append(logoItem(logo, atEnd: true, top: .millimetres(9), maxHeight: .millimetres(17)))
    } else {
      try putName(12, design.onAccent, width / 2, atEnd: true, top: .millimetres(10) + 8, to: &drawing)
    }
    return drawing
  }

  private func airyHead() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    drawing.place(
      try line(words.title(of: invoice.kind), style(design.titleSize, design.ink)), start: margin, width: width,
      top: .millimetres(17), leading: 36)
    if let logo {
      drawing.items.append(logoItem(logo, atEnd: true, top: .millimetres(16), maxHeight: .millimetres(17)))
    } else {
      try putName(10, design.accentInk, width / 2, atEnd: true, top: .millimetres(17) + 10, to: &drawing)
    }
    return drawing
  }

  private var sellerName: String { invoice.seller?.tradingName ?? invoice.seller?.name ?? "" }

  /// Within 62 mm and `maxHeight`, never larger than 1 pixel for each 1/96 inch asks for.
  private func logoItem(
    _ logo: Image, start: Points? = nil, atEnd: Bool = false, top: Points, maxHeight: Points
  ) -> Drawing.Item {
    let maxWidth: Points = .millimetres(62)
    var height = maxHeight
    var width = height.scaled(logo.width, over: max(1, logo.height))
    if width > maxWidth {
      width = maxWidth
      height = width.scaled(logo.height, over: max(1, logo.width))
    }
    let from = atEnd ? end - width : start ?? margin
    return .image(logo, start: from, top: top + (maxHeight - height) / 2, width: width, height: height)
  }

  /// What the foot says elsewhere, beyond the address above the window: a page that ends with a payment part has none.
  private func sellerFacts() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let facts = footerColumns.dropFirst().prefix(2).flatMap { $0 }.joined(separator: " · ")
    drawing.add(
      Array(try paragraph(facts, style(6.8, design.soft), width).prefix(2)), start: margin, width: width, leading: 9)
    return drawing
  }

  // MARK: - Buyer

  private func addressWindow() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let width: Points = .millimetres(85)
    if let sender = senderLine {
      let lines = try paragraph(sender, style(6.5, design.soft), width)
      drawing.add(Array(lines.prefix(2)), start: margin, width: width, leading: 8.5)
      drawing.space(5)
    }
    guard let buyer = invoice.buyer else { return drawing }
    if let name = buyer.name {
      drawing.add(
        try paragraph(name, style(10, design.ink, bold: true), width), start: margin, width: width, leading: 14)
    }
    var lines: [String] = []
    if let contact = buyer.contact?.name { lines.append(contact) }
    if let address = buyer.address { lines += addressLines(address, from: invoice.seller?.address?.country) }
    for text in lines {
      drawing.add(try paragraph(text, style(10, design.ink), width), start: margin, width: width, leading: 14)
    }
    return drawing
  }

  /// Above the address, so that an envelope with a window comes back.
  private var senderLine: String? {
    guard let seller = invoice.seller, let name = seller.name else { return nil }
    var parts = [name]
    if let address = seller.address { parts += addressLines(address, from: address.country) }
    return parts.joined(separator: " · ")
  }

  // MARK: - What it is and refers to

  private func metaTable() throws(PDFError) -> Drawing {
    var drawing = Drawing()
    let start = end - metaWidth
    let label = style(8, design.soft)
    // In German one word, and the longest.
    let labelWidth = max(.millimetres(27), try shaper.width(of: words[.period], label) + 7)
    for row in metaRows {
      try addPair(row, label, style(8.5, design.ink), start, labelWidth, metaWidth, leading: 12, to: &drawing)
      drawing.space(1.5)
    }
    return drawing
  }

  private var metaRows: [(String, String)] {
    var rows: [(String, String)] = []
    @inline(never)
    func add(_ label: Word, _ value: String?) { if let value { rows.append((words[label], value)) } }
    @inline(never)
    func add(_ label: Word, _ day: Day?) { if let day { rows.append((words[label], formats.day(day))) } }
    let references = invoice.references
    // The others say it in their title.
    if case .airy = design.head { add(.number, invoice.number) }
    add(.date, invoice.issued)
    add(.validUntil, invoice.validUntil)
    add(.delivered, invoice.delivery?.date)
    add(.period, invoice.period.map { formats.period($0) })
    add(.taxPoint, invoice.taxPoint)
    if invoice.kind.asksForPayment { add(.due, invoice.due) }
    add(.customer, invoice.buyer?.ids.first?.id)
    add(.yourReference, references?.buyer)
    add(.order, references?.order)
    add(.salesOrder, references?.salesOrder)
    add(.contract, references?.contract)
    add(.project, references?.project)
    add(.tender, references?.tender)
    add(.object, references?.object?.id)
    add(.deliveryNote, references?.despatchAdvice)
    add(.receivingAdvice, references?.receivingAdvice)
    for preceding in invoice.preceding {
      add(
        .refersTo,
        preceding.number.map { number in
          preceding.issued.map { number + ", " + formats.day($0) } ?? number
        })
    }
    add(.vatId, invoice.buyer?.vatId)
    return rows
  }

  /// Others who have a part in it: where it is delivered, who represents the seller, who is paid.
  private func openingNotes() throws(PDFError) -> Drawing? {
    var drawing = Drawing()
    @inline(never)
    func add(_ label: Word, _ name: String?, _ more: [String]) throws(PDFError) {
      var parts: [String] = []
      AddressLines.add(name, to: &parts)
      parts += more
      let text = formats.labelled(words[label], parts.joined(separator: ", "))
      drawing.add(try paragraph(text, small, width), start: margin, width: width, leading: 11.5)
    }
    let origin = invoice.seller?.address?.country
    if let delivery = invoice.delivery, let address = delivery.address {
      try add(.deliveryAddress, delivery.name, addressLines(address, from: origin))
    }
    if let other = invoice.taxRepresentative {
      var parts: [String] = []
      AddressLines.add(labelled(.vatId, other.vatId), to: &parts)
      if let address = other.address { parts += addressLines(address, from: origin) }
      try add(.representative, other.name, parts)
    }
    if let payee = invoice.payee {
      var parts: [String] = []
      AddressLines.add(payee.id?.id, to: &parts)
      AddressLines.add(payee.legalId?.id, to: &parts)
      try add(.payee, payee.name, parts)
    }
    guard drawing.height > 0 else { return nil }
    drawing.space(.millimetres(3))
    return drawing
  }
}
