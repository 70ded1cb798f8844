/// The document as a file: PDF/A-3b, with the e-invoice inside where there is one.

public import PDF
public import Values

public enum InvoicePDFError: Error, Equatable, Sendable {
  /// A font cannot be used.
  case pdf(PDFError)
  /// Numbers too large to calculate with.
  case digits(DecimalOverflow)
}

public struct InvoicePDF: Sendable {
  public var bytes: [UInt8]
  public var findings: [Finding]
  /// The e-invoice inside; nil where a finding cost it.
  public var eInvoice: EInvoiceFormat?
}

extension Invoice {
  /// `format` is the e-invoice to embed when the rules are kept: `cii` (Factur-X) or `xrechnung`. `watermark` as for
  /// `pages`.
  public func pdf(
    _ fonts: InvoiceFonts, created: DocumentDate, embedding format: EInvoiceFormat = .cii, watermark: Bool = false
  ) throws(InvoicePDFError) -> InvoicePDF {
    let findings = check(for: format)
    let isEInvoice = Invoice.allowsEInvoice(findings, format)
    let (totals, xml) = try numbers(isEInvoice ? format : nil)
    do throws(PDFError) {
      let document = PDFDocument(
        pages: try pages(fonts, totals, watermark: watermark), title: documentTitle, author: seller?.name ?? "",
        language: look?.language ?? "en", created: created, attachments: files(xml, format),
        facturX: xml.map { _ in FacturX(fileName: format.filename, conformanceLevel: format.conformanceLevel) })
      return InvoicePDF(bytes: try document.bytes(), findings: findings, eInvoice: isEInvoice ? format : nil)
    } catch {
      throw .pdf(error)
    }
  }

  private func numbers(_ format: EInvoiceFormat?) throws(InvoicePDFError) -> (totals: Totals, xml: [UInt8]?) {
    do throws(DecimalOverflow) {
      let totals = try Totals(of: self)
      guard let format else { return (totals, nil) }
      return (totals, try eInvoice(format))
    } catch {
      throw .digits(error)
    }
  }

  /// “Rechnung 2026-0042”.
  public var documentTitle: String {
    let formats = Formats(look?.language)
    let title = Words.of(formats).title(of: kind)
    return number.map { title + " " + formats.isolated($0) } ?? title
  }

  /// The e-invoice first, then what is attached.
  private func files(_ xml: [UInt8]?, _ format: EInvoiceFormat) -> [PDF.Attachment] {
    var files: [PDF.Attachment] = []
    if let xml {
      files.append(
        PDF.Attachment(
          name: format.filename, description: "E-invoice", mediaType: "text/xml", relationship: .alternative,
          bytes: xml))
    }
    for attachment in attachments where !attachment.content.isEmpty {
      let name = attachment.filename ?? attachment.id ?? "attachment"
      guard !files.contains(where: { $0.name == name }) else { continue }
      files.append(
        PDF.Attachment(
          name: name, description: attachment.description ?? attachment.id ?? "",
          mediaType: attachment.mime ?? "application/octet-stream", relationship: .supplement,
          bytes: attachment.content))
    }
    return files
  }
}

extension EInvoiceFormat {
  /// Factur-X 1.0 section 6.2.2.
  fileprivate var conformanceLevel: String { isXRechnung ? "XRECHNUNG" : "EN 16931" }
}
