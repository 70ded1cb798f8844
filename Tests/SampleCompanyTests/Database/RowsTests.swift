import Testing
import Values

@testable import SampleCompany

@Suite struct RowsTests {
  @Test("The same day and seed give the same bytes, on this and on every machine")
  func deterministic() {
    let company = SampleCompany(day: Day(iso: "2026-03-31")!, size: .init(customers: 100, invoices: 1_000))
    var copy = CopyText(reserving: 1 << 20)
    for product in company.products { company.write(product, to: &copy) }
    for customer in company.customers { company.write(customer, to: &copy) }
    var lines = 0
    for index in 0..<company.invoiceCount {
      let invoice = company.invoice(index)
      company.write(invoice, to: &copy)
      company.write(linesOf: invoice, after: lines, to: &copy)
      company.write(paymentsOf: invoice, to: &copy)
      company.write(remindersOf: invoice, to: &copy)
      lines += invoice.lines.count
    }
    #expect(fnv1a(copy.bytes) == 1_834_726_364_145_730_217)
  }

  @Test("Another day or another seed is another company")
  func different() {
    let day = Day(iso: "2026-03-31")!
    let size = SampleCompany.Size(customers: 20, invoices: 50)
    let first = SampleCompany(day: day, size: size).customers.map(\.company)
    #expect(first != SampleCompany(day: day, size: size, seed: 7).customers.map(\.company))
  }

  @Test("COPY's separators and escapes inside a text stay text")
  func escapes() {
    var copy = CopyText(reserving: 64)
    copy.add("a\tb\\c\nd")
    copy.null()
    copy.add(hundredths: 100_005)
    copy.add(hundredths: 7)
    copy.add(thousandths: 55)
    copy.endRow()
    #expect(String(decoding: copy.bytes, as: UTF8.self) == "a\\tb\\\\c\\nd\t\\N\t1000.05\t0.07\t0.055\n")
  }

  /// FNV-1a, 64 bits.
  private func fnv1a(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
