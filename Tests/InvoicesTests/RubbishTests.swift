import Invoices
import Testing
import Values

@Suite("Rubbish")
struct RubbishTests {
  /// Some bytes changed, removed, doubled or cut off.
  private func broken(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.remove(at: at)
      case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 40)], at: at)
      case 3: bytes.removeSubrange(at..<min(bytes.count, at + 25))
      default: bytes[at] = Array("<>&\"{}[]:,0-".utf8)[Int.random(in: 0..<12, using: &generator)]
      }
    }
    if Int.random(in: 0..<20, using: &generator) == 0 { bytes.removeLast(bytes.count / 2) }
    return bytes
  }

  @Test("in JSON is a finding or another invoice, which can be checked and written", .timeLimit(.minutes(5)))
  func json() throws {
    let original = Sample.full.json.bytes
    var generator = SeededGenerator(state: 1)
    var read = 0
    for _ in 0..<600 {
      let (invoice, findings) = Invoice.read(broken(original, &generator))
      guard let invoice else {
        #expect(findings.count == 1)
        continue
      }
      read += 1
      let checked = invoice.check(for: .xrechnung)
      if !checked.contains(where: { $0.rule == "digits" }) { #expect(try !invoice.eInvoice(.ubl).isEmpty) }
    }
    #expect(read > 20)
  }

  @Test("in XML is a finding or another invoice", .timeLimit(.minutes(5)), arguments: [EInvoiceFormat.cii, .ubl])
  func xml(format: EInvoiceFormat) throws {
    let original = try Sample.full.eInvoice(format)
    var generator = SeededGenerator(state: 2)
    for _ in 0..<300 {
      let (invoice, findings) = Invoice.importing(broken(original, &generator))
      if invoice == nil { #expect(findings.count == 1) }
    }
  }

  @Test(
    "made to hurt is refused",
    arguments: [
      "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<a>&x;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a><b></a></b>",
      "<a b='1' b='2'/>", "<x:a/>", "<a", "<a/><b/>", "text", "", "<?xml version='1.0' encoding='UTF-16'?><a/>",
      "<a>&#+65;</a>", "<a b=\"<\"/>", "<1a/>",
    ])
  func refused(text: String) {
    let (invoice, findings) = Invoice.importing(Array(text.utf8))
    #expect(invoice == nil)
    #expect(findings.first?.rule == "xml")
  }

  @Test("nested without end is refused before the stack ends")
  func deep() {
    let text = String(repeating: "<a>", count: 200_000)
    #expect(Invoice.importing(Array(text.utf8)).findings.first?.rule == "xml")
    let json = String(repeating: "{\"a\":", count: 200_000)
    #expect(Invoice.read(Array(json.utf8)).findings.first?.rule == "json")
  }

  @Test("behind %PDF holds no e-invoice")
  func pdf() throws {
    let (invoice, findings) = Invoice.importing(
      Array("%PDF-1.7\nstream\r\nabc\nendstream stream endstream stream".utf8))
    #expect(invoice == nil)
    #expect(findings.map(\.rule) == ["e-invoice"])
  }
}
