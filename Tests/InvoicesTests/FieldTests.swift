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
    #expect(Invoice.read(["zzz": 1]).findings.first?.sentence == "There is no such field.")
  }

  @Test(
    "A value of another form is a finding that says what belongs there, and the rest is read",
    arguments: [
      (#"{"number": 7, "currency": "EUR"}"#, "number", "Here belongs text in quotes, not the number 7."),
      (
        #"{"issued": "21.11.2026", "currency": "EUR"}"#, "issued",
        "Here belongs a day like \"2026-11-21\", not “21.11.2026”."
      ),
      (
        #"{"issued": "2026-02-30", "currency": "EUR"}"#, "issued",
        "Here belongs a day like \"2026-11-21\", not “2026-02-30”."
      ),
      (
        #"{"kind": "bill", "currency": "EUR"}"#, "kind",
        "Here belongs one of invoice, credit-note, corrected-invoice, prepayment-invoice, pro-forma, quote, receipt, not “bill”."
      ),
      (#"{"seller": [], "currency": "EUR"}"#, "seller", "Here belongs a group of fields in braces, not a list."),
      (#"{"lines": {}, "currency": "EUR"}"#, "lines", "Here belongs a list in brackets, not a group of fields."),
      (
        #"{"prepaid": "1,50", "currency": "EUR"}"#, "prepaid",
        "Here belongs a number like \"12.50\" with at most 38 digits, not “1,50”."
      ),
      (
        #"{"prepaid": 1e3, "currency": "EUR"}"#, "prepaid",
        "Here belongs a number like \"12.50\" with at most 38 digits, not the number 1e3."
      ),
    ])
  func form(text: String, field: String, sentence: String) {
    let (invoice, findings) = Invoice.read(Array(text.utf8))
    #expect(findings.map(\.field) == [field])
    #expect(findings.first?.sentence == sentence)
    #expect(invoice?.currency == "EUR")
  }

  @Test("Numbers are exact, in quotes or not; nothing, null and white space are absent")
  func values() {
    let text = #"{"prepaid": 0.1000000000000000055, "rounding": "0.10", "number": "  ", "due": null}"#
    let (invoice, findings) = Invoice.read(Array(text.utf8))
    #expect(findings == [])
    #expect(invoice?.prepaid?.description == "0.1000000000000000055")
    #expect(invoice?.rounding?.description == "0.10")
    #expect(invoice?.number == nil)
    #expect(invoice?.json.text == #"{"prepaid":"0.1000000000000000055","rounding":"0.10"}"#)
  }

  @Test("What is no JSON is one finding with line and column")
  func syntax() {
    let (invoice, findings) = Invoice.read(Array("{\n  \"number\": \"ä\" \"x\"\n}".utf8))
    #expect(invoice == nil)
    #expect(findings.map(\.sentence) == ["Line 2, column 17: A character stands where it may not stand."])
  }

  @Test("Every field is read back as it was written")
  func roundTrip() {
    let invoice = Sample.full
    #expect(Invoice.read(invoice.json).invoice == invoice)
    #expect(Invoice.read(invoice.json).findings == [])
  }
}
