import Invoices
import Testing
import Values

@Suite("The fields of an invoice")
struct FieldTests {
  @Test("An unknown key is a finding with its path and the nearest known key")
  func unknown() {
    let (_, findings) = Invoice.read(["lines": [["quantitty": "1"]]])
    #expect(findings.map(\.field) == ["lines[0].quantitty"])
    #expect(findings.first?.sentence == "There is no such field. Did you mean “quantity”?")
  }
}
