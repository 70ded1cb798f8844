import Invoices
import PDF
import Testing
import Values

/// Files that somebody made to keep a reader busy, and real files that were broken on the way: each ends in an answer.
@Suite("A hostile file")
struct HostileFileTests {
  private static let day = DocumentDate(secondsSince1970: 1_800_000_000)

  @Test("with more attributes than anybody needs is refused at once", .timeLimit(.minutes(5)))
  func attributes() {
    let many = (0..<150_000).map { "a\($0)=''" }.joined(separator: " ")
    #expect(Invoice.importing(Array("<a \(many)/>".utf8)).findings.map(\.rule) == ["xml"])
    let spaces = (0..<20_000).map { "xmlns:p\($0)='u'" }.joined(separator: " ")
    let children = String(repeating: "<p0:b/>", count: 20_000)
    #expect(Invoice.importing(Array("<a \(spaces)>\(children)</a>".utf8)).findings.map(\.rule) == ["xml"])
  }

  @Test("that holds many small streams which unpack to much is answered at once", .timeLimit(.minutes(5)))
  func bombs() {
    let stream = Array("1 0 obj << >> stream\n".utf8) + Self.bomb + Array("\nendstream endobj\n".utf8)
    let file = Array("%PDF-1.7\n".utf8) + Array(repeatElement(stream, count: 40).joined())
    #expect(Invoice.importing(file).findings.map(\.rule) == ["e-invoice"])
  }

  /// A zlib stream (RFC 1950, RFC 1951) of about 27 megabytes: one `<`, and 258 times the byte before, again and again.
  private static let bomb: [UInt8] = {
    var bits: [UInt8] = [1, 1, 0]
    func append(_ code: Int, _ count: Int) { for bit in (0..<count).reversed() { bits.append(UInt8(code >> bit & 1)) } }
    append(0x30 + 0x3C, 8)
    for _ in 0..<104_000 {
      append(0b1100_0101, 8)
      append(0, 5)
    }
    append(0, 7)
    let bytes = stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<min(bits.count, start + 8)].enumerated().reduce(UInt8(0)) { $0 | $1.element << UInt8($1.offset) }
    }
    return [0x78, 0x9C] + bytes + [0, 0, 0, 0]
  }()

  @Test("that was a PDF with an e-invoice inside gives it, another, or says what it is not", .timeLimit(.minutes(5)))
  func pdf() throws {
    let original = try Sample.small.pdf(Fixtures.fonts.get(), created: Self.day).bytes
    #expect(Invoice.importing(original).invoice?.number == Sample.small.number)
    var mutation = Mutation(seed: 11)
    var read = 0
    for _ in 0..<150 {
      let (invoice, findings) = Invoice.importing(mutation.broken(original))
      if invoice == nil { #expect(findings.count == 1) } else { read += 1 }
    }
    #expect(read > 10)
  }

  @Test(
    "that says other things than it did is read, checked and set", .timeLimit(.minutes(5)),
    arguments: [EInvoiceFormat.cii, .ubl])
  func values(format: EInvoiceFormat) throws {
    let original = String(decoding: try Sample.full.eInvoice(format), as: UTF8.self)
    var mutation = Mutation(seed: 12)
    for turn in 0..<120 {
      let (invoice, findings) = Invoice.importing(Array(mutation.withOtherTexts(original).utf8))
      guard let invoice else {
        #expect(findings.count == 1)
        continue
      }
      _ = invoice.check(for: format)
      if turn % 10 == 0 { try set(invoice) }
    }
  }

  @Test("as JSON whose values are others than people write is read, checked and set", .timeLimit(.minutes(5)))
  func json() throws {
    var mutation = Mutation(seed: 13)
    for _ in 0..<60 {
      let (invoice, _) = Invoice.read(mutation.withOtherValues(Sample.full.json).bytes)
      guard let invoice else { continue }
      _ = invoice.check(for: .xrechnung)
      try set(invoice)
    }
  }

  /// Its pages and its PDF; a number that is too large to calculate with is refused.
  private func set(_ invoice: Invoice) throws {
    let fonts = try Fixtures.fonts.get()
    do throws(InvoicePDFError) {
      #expect(try invoice.pdf(fonts, created: Self.day).bytes.starts(with: Array("%PDF-".utf8)))
    } catch {
      #expect(error != .pdf(.outOfMemory))
    }
  }
}
