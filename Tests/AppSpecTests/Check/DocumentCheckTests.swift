import AppSpec
import Testing

@Suite("A document's fields come from values and columns that there are")
struct DocumentCheckTests {
  private func spec(
    query: String = "orders", lines: String = "orders", fixed: String = "currency: EUR, seller: { name: Shop }",
    row: String = "number: id, issued: placed_on, buyer: { name: customer }",
    line: String = "name: customer, quantity: id, price: total"
  ) -> Spec {
    Spec.blocks(
      """
            - filter: { query: orders }
            - document:
                query: \(query)
                lines: \(lines)
                fixed: { \(fixed) }
                row: { \(row) }
                line: { \(line) }
      """)
  }

  @Test("One that says everything is right")
  func sound() {
    #expect(spec().marked == [])
    #expect(spec(fixed: "seller: { name: Shop, postcode: 10115 }", row: row("currency: total")).marked == [])
    let more = "payment: { qr: epc }, look: { paper: letter, logo: /9j/4AAQ }, discount: { amount: 5, reason: Sale }"
    #expect(spec(fixed: "currency: EUR, seller: { name: A }, " + more).marked == [])
  }

  private func row(_ more: String) -> String { "number: id, issued: placed_on, buyer: { name: customer }, " + more }

  @Test("Each mistake is told at its place")
  func mistakes() {
    #expect(spec(query: "ordres").marked == ["unknown-query ordres"])
    #expect(spec(lines: "ordres").marked == ["unknown-query ordres"])
    #expect(spec(row: row("due: due_on")).marked == ["unknown-column due_on"])
    #expect(spec(row: row("seller: { name: id }")).marked == ["said-twice id"])
    #expect(spec(line: "name: customer, quantity: id, price: amount").marked == ["unknown-column amount"])
    #expect(spec(line: "name: customer, quantity: id").marked == ["key-missing line:"])
    #expect(spec(fixed: "seller: { name: Shop }").codes.first?.hasPrefix("field-missing ") == true)
    #expect(spec(fixed: "seller: { name: Shop }").findings.first?.message.hasSuffix("does not say: currency.") == true)
    #expect(spec(fixed: "currency: EUR, seller: { name: S, vatid: DE1 }").marked == ["unknown-key vatid:"])
    #expect(spec(fixed: "currency: Euro, seller: { name: S }").marked == ["bad-value Euro"])
    #expect(spec(fixed: "currency: EUR, seller: { name: S, country: Spain }").marked == ["bad-value Spain"])
    #expect(spec(fixed: "currency: EUR, due: soon, seller: { name: S }").marked == ["bad-value soon"])
    #expect(spec(fixed: "currency: EUR, prepaid: 1e3, seller: { name: S }").marked == ["bad-value 1e3"])
    #expect(
      spec(fixed: "currency: EUR, seller: { name: S }, look: { logo: logo.png }").marked == ["bad-value logo.png"])
    #expect(spec(fixed: "currency: EUR, kind: bill, seller: { name: S }").marked == ["unknown-word bill"])
  }

  @Test("An unknown key's advice is the nearest one")
  func advice() {
    let findings = spec(fixed: "currency: EUR, seller: { name: S, vatid: DE1 }").findings
    #expect(findings.first?.advice.contains("vat_id") == true)
    #expect(findings.first?.message == "“vatid” is not a key of fixed's seller.")
  }
}
