/// The foot of every page: who sells, how to reach him, what he is registered as, where he is paid.

internal import PDF

extension InvoiceLayout {
  /// With room for the page's number at its end.
  func footer() throws(PDFError) -> Drawing {
    let columns = footerColumns.filter { !$0.isEmpty }
    var drawing = Drawing()
    drawing.items.append(.rule(start: margin, end: end, y: 0, Stroke(design.hairline, width: 0.6)))
    let gap: Points = 14
    let count = max(1, columns.count)
    let columnWidth = (width - gap * (count - 1)) / count
    let style = style(6.8, design.soft)
    var height: Points = 0
    for (index, texts) in columns.enumerated() {
      var column = Drawing()
      let start = margin + (columnWidth + gap) * index
      for text in texts {
        column.add(try paragraph(text, style, columnWidth), start: start, width: columnWidth, leading: 9.2)
      }
      drawing.insert(column, at: 6)
      height = max(height, column.height)
    }
    drawing.height = height + 6 + 14
    return drawing
  }

  var footerColumns: [[String]] {
    guard let seller = invoice.seller else { return [] }
    var address: [String] = []
    if let name = seller.name { address.append(name) }
    if let place = seller.address { address += AddressLines.lines(place, from: invoice.buyer?.address?.country) }
    var contact: [String] = []
    for text in [seller.contact?.name, seller.contact?.phone, seller.contact?.email] {
      if let text { contact.append(text) }
    }
    var register: [String] = []
    if let id = seller.vatId { register.append(words[.vatId] + " " + id) }
    if let id = seller.taxId { register.append(words[.taxId] + " " + id) }
    if let text = seller.legalForm { register.append(text) } else if let id = seller.legalId?.id { register.append(id) }
    var bank: [String] = []
    if let payment = invoice.payments.first(where: { $0.account != nil }), let account = payment.account {
      bank.append("IBAN " + grouped(account))
      if let bic = payment.bic { bank.append("BIC " + bic) }
    }
    return [address, contact, register, bank]
  }
}
