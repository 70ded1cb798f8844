/// The company's rows, table by table, in the order of the columns in `Schema`.
extension SampleCompany {
  func write(_ product: Product, to copy: inout CopyText) {
    copy.add(product.id)
    copy.add(product.sku)
    copy.add(product.name)
    copy.add(product.category)
    copy.add(product.unit)
    copy.add(hundredths: product.cents)
    copy.add(thousandths: product.rate)
    copy.endRow()
  }

  func write(_ customer: Customer, to copy: inout CopyText) {
    copy.add(customer.id)
    for text in [
      customer.number, customer.company, customer.contact, customer.email, customer.phone, customer.street,
      customer.postcode, customer.city, customer.country, customer.language, customer.vatID,
    ] {
      copy.add(text)
    }
    copy.add(hundredths: customer.creditLimit)
    copy.add(customer.accountManager)
    copy.add(plain: calendar.text(customer.since))
    if let note = customer.note { copy.add(note) } else { copy.null() }
    copy.endRow()
  }

  func write(_ invoice: Invoice, to copy: inout CopyText) {
    copy.add(invoice.id)
    copy.add(invoice.number)
    copy.add(invoice.customer)
    copy.add(plain: calendar.text(invoice.issuedOn))
    copy.add(plain: calendar.text(invoice.dueOn))
    copy.add("EUR")
    copy.add(hundredths: invoice.net)
    copy.add(hundredths: invoice.vat)
    copy.add(hundredths: invoice.total)
    copy.add(hundredths: invoice.paid)
    if let day = invoice.paidOn { copy.add(plain: calendar.text(day)) } else { copy.null() }
    copy.add(invoice.status)
    copy.endRow()
  }

  /// `first` is the number of lines on the invoices before this one.
  func write(linesOf invoice: Invoice, after first: Int, to copy: inout CopyText) {
    for (position, line) in invoice.lines.enumerated() {
      copy.add(first + position + 1)
      copy.add(invoice.id)
      copy.add(position + 1)
      copy.add(line.product)
      copy.add(products[line.product - 1].name)
      copy.add(hundredths: line.quantity)
      copy.add(hundredths: line.price)
      copy.add(thousandths: line.rate)
      copy.add(hundredths: line.net)
      copy.endRow()
    }
  }

  /// Ids of payments come from the table's own sequence.
  func write(paymentsOf invoice: Invoice, to copy: inout CopyText) {
    for payment in invoice.payments {
      copy.add(invoice.id)
      copy.add(plain: calendar.text(payment.receivedOn))
      copy.add(hundredths: payment.amount)
      copy.add(payment.method)
      copy.add(payment.reference)
      copy.add(payment.recordedBy)
      copy.endRow()
    }
  }

  func write(remindersOf invoice: Invoice, to copy: inout CopyText) {
    for reminder in invoice.reminders {
      copy.add(invoice.id)
      copy.add(plain: calendar.text(reminder.sentOn))
      copy.add(reminder.level)
      copy.add(reminder.body)
      copy.endRow()
    }
  }
}
