/// The files that an invoice becomes.

internal import Invoices
internal import PDF
internal import Values

/// `{"format": "cii" | "ubl" | "xrechnung" | "xrechnung-ubl", "invoice": {…}}` → XML.
func eInvoice(_ input: [UInt8]) throws(CoreRefusal) -> [UInt8] {
  let request = try FileRequest(input)
  let findings = request.unread + request.invoice.check(for: request.format)
  guard Invoice.allowsEInvoice(findings, request.format) else {
    throw CoreRefusal(
      code: "rules-broken",
      sentence: "This is no complete e-invoice yet. The notes beside the fields say what is missing.")
  }
  do { return try request.invoice.eInvoice(request.format) } catch { throw .tooLarge }
}

/// `{"created": …, "format": …, "invoice": {…}}` → PDF/A-3b, with the e-invoice inside where the rules are kept.
func pdf(_ input: [UInt8], _ shelf: inout FontShelf) throws(CoreRefusal) -> [UInt8] {
  let request = try FileRequest(input)
  guard let created = request.created else { throw .badRequest }
  let fonts = try shelf.invoiceFonts(request.invoice.look)
  do throws(InvoicePDFError) {
    let date = DocumentDate(secondsSince1970: created)
    return try request.invoice.pdf(
      fonts, created: date, embedding: request.format, watermark: request.hasWatermark
    ).bytes
  } catch {
    throw CoreRefusal(error)
  }
}

private struct FileRequest {
  let format: EInvoiceFormat
  let invoice: Invoice
  let unread: [Finding]
  let created: Int64?
  let hasWatermark: Bool

  init(_ input: [UInt8]) throws(CoreRefusal) {
    let json: JSON
    do { json = try JSON.parse(input) } catch { throw .badRequest }
    guard let word = json["format"]?.string, let format = EInvoiceFormat(rawValue: word), let written = json["invoice"]
    else { throw .badRequest }
    self.format = format
    created = json["created"]?.integer
    hasWatermark = json["watermark"] == true
    (invoice, unread) = Invoice.read(written)
  }
}

extension CoreRefusal {
  init(_ error: InvoicePDFError) {
    switch error {
    case .digits: self = .tooLarge
    case .pdf(let error): self.init(error)
    }
  }

  init(_ error: PDFError) {
    switch error {
    case .brokenFont, .fontForbidsEmbedding: self = .badFont
    default: self = .badPicture
    }
  }
}
