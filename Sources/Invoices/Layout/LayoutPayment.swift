/// What stands after the sums: how to pay, terms, notes.

internal import PDF
internal import Values

extension InvoiceLayout {
  func closing() throws(PDFError) -> [Drawing] {
    var blocks: [Drawing] = []
    for payment in invoice.payments where !isSwissBill(payment) {
      if let block = try paymentPanel(payment) { blocks.append(block) }
    }
    if let terms = invoice.paymentTerms { blocks += try paragraphs(terms, body) }
    for note in invoice.notes { if let text = note.text { blocks += try paragraphs(text, body) } }
    if !invoice.attachments.isEmpty { blocks += try paragraphs(attachmentText, small) }
    return blocks
  }

  private var attachmentText: String {
    var names: [String] = []
    for item in invoice.attachments {
      var name = item.id ?? ""
      if let text = item.description { name = name + " " + text }
      if let place = item.filename ?? item.url { name = Words.fill("{1} ({2})", name, place) }
      names.append(name)
    }
    return formats.labelled(words[.attachments], names.joined(separator: " · "))
  }

  var hasSwissBill: Bool { invoice.payments.contains { isSwissBill($0) } }

  /// What stands on the payment part is not said twice.
  private func isSwissBill(_ payment: Payment) -> Bool {
    guard payment.qr == .swiss, case .payload = invoice.paymentCode(payment, totals) else { return false }
    return true
  }

  /// Line by line, so that a long text may run over pages; the last line brings the space behind it.
  private func paragraphs(_ text: String, _ style: TextStyle) throws(PDFError) -> [Drawing] {
    var blocks: [Drawing] = []
    let lines = try paragraph(text, style, width)
    for (index, line) in lines.enumerated() {
      var block = Drawing()
      block.add([line], start: margin, width: width, leading: 13)
      if index == lines.count - 1 { block.after = spacing.afterText }
      blocks.append(block)
    }
    return blocks
  }

  // MARK: - Panel

  private var codeSize: Points { .millimetres(27) }

  private func paymentPanel(_ payment: Payment) throws(PDFError) -> Drawing? {
    let rows = paymentRows(payment)
    guard !rows.isEmpty || (payment.text != nil && invoice.kind != .creditNote) else { return nil }
    let code = code(of: payment)
    let pad = spacing.panel
    let start = margin + pad + (code == nil ? 0 : codeSize + 16)
    let inner = end - pad - start
    var content = Drawing()
    content.add(
      [
        try line(words[invoice.kind == .creditNote ? .refundPanel : .payment], style(9.5, design.accentInk, bold: true))
      ], start: start, width: inner, leading: 15)
    content.space(2)
    if let text = payment.text {
      content.add(try paragraph(text, body, inner), start: start, width: inner, leading: 13)
    }
    for row in rows { try add(row, start, inner, to: &content) }
    spareable += content.height - Points(17) - Points(13) * rows.count
    let least = code == nil ? Points(0) : codeSize + 13
    let height = max(content.height, least) + pad * 2
    var drawing = Drawing()
    drawing.items.append(.fill(start: margin, top: 0, width: width, height: height, design.panel, radius: 4))
    if let code {
      drawing.items.append(
        .fill(start: margin + pad - 4, top: pad - 4, width: codeSize + 8, height: codeSize + 8, .white, radius: 2))
      drawing.items.append(.code(code, start: margin + pad, top: pad, size: codeSize, design.ink))
      drawing.place(
        try line(payment.qr == .link ? words[.payOnline] : words[.scan], style(6.5, design.soft)), start: margin + pad,
        width: codeSize, top: pad + codeSize + 5, leading: 9)
    }
    drawing.insert(content, at: pad + (height - pad * 2 - content.height) / 2)
    if let link = payment.link, asks, payment.hasWebLink {
      drawing.items.append(.link(link, start: margin, top: 0, width: width, height: height))
    }
    drawing.height = height
    drawing.after = spacing.afterPanel
    return drawing
  }

  private func code(of payment: Payment) -> QRCode? {
    guard case .payload(let text) = invoice.paymentCode(payment, totals) else { return nil }
    // EPC069-12 section 2.2: at most version 13.
    return QRCode(Array(text.utf8), largest: payment.qr == .epc ? 13 : 25)
  }

  private func add(_ row: (String, String), _ start: Points, _ width: Points, to drawing: inout Drawing)
    throws(PDFError)
  {
    let labelWidth: Points = .millimetres(31)
    try addPair(row, style(8, design.soft), body, start, labelWidth, width, leading: 13, to: &drawing)
  }

  private var asks: Bool { invoice.kind.asksForPayment }

  /// Whether the account is where the document's money goes: of a credit note the customer's, where one is given.
  private func isNamed(_ payment: Payment) -> Bool {
    asks || (invoice.kind == .creditNote && isOfBuyer(payment))
  }

  /// Of others than the customer himself nobody knows whether money is to go there.
  func isOfBuyer(_ payment: Payment) -> Bool {
    guard let holder = payment.accountName, let buyer = invoice.buyer else { return false }
    return holder == (buyer.name ?? "") || holder == (buyer.tradingName ?? "")
  }

  private func paymentRows(_ payment: Payment) -> [(String, String)] {
    var rows: [(String, String)] = []
    @inline(never)
    func add(_ label: Word, _ value: String) { rows.append((words[label], value)) }
    if let debit = payment.directDebit {
      guard asks else { return rows }
      add(.payment, Words.fill(words[.directDebit], grouped(debit.account ?? ""), debit.mandate ?? ""))
      return rows
    }
    if let card = payment.card?.number, invoice.kind != .creditNote { add(.card, card) }
    if let account = payment.account, isNamed(payment) {
      add(.holder, payment.accountName ?? invoice.payee?.name ?? invoice.seller?.name ?? "")
      rows.append((accountLabel(account), grouped(account)))
      if let bic = payment.bic { rows.append(("BIC", bic)) }
      if let reference = invoice.paymentReference ?? invoice.number { add(.reference, reference) }
      guard asks else { return rows }
      add(.amountDue, money(totals.due))
      if let due = invoice.due { add(.due, formats.day(due)) }
    }
    if let link = payment.link, asks { add(.payOnline, link) }
    return rows
  }

  func accountLabel(_ account: String) -> String { IBAN.hasForm(Text.compact(account)) ? "IBAN" : words[.account] }

  /// An IBAN in groups of four, as it is read aloud.
  func grouped(_ account: String) -> String {
    guard IBAN.isValid(account) else { return account }
    var out: [UInt8] = []
    for (index, byte) in Text.compact(account).enumerated() {
      if index > 0, index % 4 == 0 { out += [0xC2, 0xA0] }
      out.append(byte)
    }
    return String(decoding: out, as: UTF8.self)
  }
}
