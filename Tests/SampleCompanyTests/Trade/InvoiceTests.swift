import Testing
import Values

@testable import SampleCompany

@Suite struct InvoiceTests {
  let company = SampleCompany(day: Day(iso: "2026-03-31")!, size: .init(customers: 200, invoices: 5_000))
  var invoices: [Invoice] { (0..<company.invoiceCount).map(company.invoice) }

  @Test("250 invoices have a thousand lines, and no product stands on an invoice twice")
  func lines() {
    #expect(invoices.reduce(0) { $0 + $1.lines.count } == 20_000)
    #expect(invoices.allSatisfy { Set($0.lines.map(\.product)).count == $0.lines.count })
    #expect(invoices.allSatisfy { $0.lines.allSatisfy { $0.quantity > 0 && $0.price > 0 } })
  }

  @Test("Lines add up to the net, and the tax is rounded once for each rate")
  func totals() {
    for invoice in invoices {
      #expect(invoice.net == invoice.lines.reduce(0) { $0 + $1.net })
      let rates = Dictionary(grouping: invoice.lines, by: \.rate)
      let vat = rates.reduce(0) { $0 + ($1.value.reduce(0) { $0 + $1.net } * $1.key + 500) / 1000 }
      #expect(invoice.vat == vat)
      #expect(invoice.total == invoice.net + invoice.vat)
    }
  }

  @Test("Payments never exceed the total, and the status says what the payments say")
  func payments() {
    for invoice in invoices {
      let paid = invoice.payments.reduce(0) { $0 + $1.amount }
      #expect(paid <= invoice.total)
      switch invoice.status {
      case "paid": #expect(paid == invoice.total && invoice.paidOn == invoice.payments.last?.receivedOn)
      case "part_paid": #expect(paid > 0 && invoice.paidOn == nil)
      case "open": #expect(paid == 0 && invoice.paidOn == nil)
      default: #expect(invoice.status == "written_off" && invoice.paidOn == nil)
      }
    }
    #expect(Set(invoices.map(\.status)) == ["paid", "part_paid", "open", "written_off"])
  }

  @Test("Nothing happens before the customer came, after the company's day, or after the invoice was settled")
  func days() {
    let today = company.day.daysSinceEpoch
    for invoice in invoices {
      #expect(company.customers[invoice.customer - 1].since <= invoice.issuedOn)
      #expect(invoice.issuedOn < invoice.dueOn && invoice.issuedOn <= today)
      #expect(invoice.payments.allSatisfy { $0.receivedOn >= invoice.issuedOn && $0.receivedOn <= today })
      #expect(invoice.reminders.allSatisfy { $0.sentOn <= today && $0.sentOn < invoice.paidOn ?? .max })
    }
    #expect(invoices.contains { $0.status == "open" && $0.dueOn < today }, "none is overdue")
  }

  @Test("Numbers rise by one within a year, from one each January")
  func numbers() {
    #expect(Set(invoices.map(\.number)).count == invoices.count)
    #expect(invoices.contains { $0.number == "2025-000001" })
    #expect(!invoices.contains { $0.number == "2022-000001" })
    let sorted = invoices.map(\.number)
    #expect(sorted == sorted.sorted())
  }

  @Test("The trade has a season: December sells more than January")
  func season() {
    let months = Dictionary(grouping: invoices) { company.calendar.month($0.issuedOn) }.mapValues(\.count)
    #expect(months[12]! > months[1]! * 3 / 2)
  }

  @Test("A creditor reference has the check digits of ISO 11649")
  func reference() {
    // Confirmed by python-stdnum's iso11649.
    #expect(creditorReference("2022-000004") == "RF642022000004")
    #expect(creditorReference("2022-000006") == "RF102022000006")
  }
}
