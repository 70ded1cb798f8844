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
    var (address, contact, register, bank): ([String], [String], [String], [String]) = ([], [], [], [])
    AddressLines.add(seller.name, to: &address)
    if let place = seller.address { address += addressLines(place, from: invoice.buyer?.address?.country) }
    AddressLines.add(seller.contact?.name, to: &contact)
    AddressLines.add(seller.contact?.phone, to: &contact)
    AddressLines.add(seller.contact?.email, to: &contact)
    AddressLines.add(labelled(.vatId, seller.vatId), to: &register)
    AddressLines.add(labelled(.taxId, seller.taxId), to: &register)
    AddressLines.add(seller.legalForm, to: &register)
    if let id = seller.legalId?.id, !Text.contains(Array((seller.legalForm ?? "").utf8), Array(id.utf8)) {
      register.append(id)
    }
    let own = invoice.payments.first { $0.account != nil && (invoice.kind != .creditNote || !isOfBuyer($0)) }
    if let payment = own, let account = payment.account {
      bank.append(accountLabel(account) + " " + grouped(account))
      if let bic = payment.bic { bank.append("BIC " + bic) }
    }
    return [address, contact, register, bank]
  }

  @inline(never)
  func labelled(_ label: Word, _ text: String?) -> String? { text.map { words[label] + " " + $0 } }
}
