import ArgumentParser
import Invoices
import Values

struct ExportInvoice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write an invoice as an e-invoice in XML.",
    discussion: """
      CII is what Factur-X and ZUGFeRD carry, UBL 2.1 what Peppol sends, XRechnung what public buyers in Germany take. \
      An e-invoice that breaks a rule is not written: no recipient would take it.

      Examples:
        freehold invoice export invoice.json
        freehold invoice export --format xrechnung invoice.json -o -
      """)

  @OptionGroup var files: InvoiceFiles
  @Flag(name: [.short, .long], help: "Write over a file beside it that is there already.")
  var force = false
  @Option(help: "cii, ubl, xrechnung (in CII) or xrechnung-ubl.") var format = "cii"

  func validate() throws {
    guard EInvoiceFormat(rawValue: format) != nil else {
      throw ValidationError("--format is cii, ubl, xrechnung or xrechnung-ubl.")
    }
  }

  func run() throws {
    try files.prepare(ending: ".xml")
    let wanted = EInvoiceFormat(rawValue: format) ?? .cii
    try InvoiceFiles.each(files.files) { file, progress throws(ToolFailure) in
      let (invoice, form) = try InvoiceSource.read(file)
      let findings = form + (invoice?.check(for: wanted) ?? [])
      progress.clear()
      if !findings.isEmpty { Terminal.error(InvoiceText.text(findings, file: file)) }
      guard let invoice, Invoice.allowsEInvoice(findings, wanted) else { return false }
      let path = files.destination(of: file, ending: ".xml")
      guard path != file else {
        throw ToolFailure(.usage, "\(file) would be overwritten.", advice: "Name another file with -o.")
      }
      try files.guardOthers(path, isForced: force)
      try InvoiceFiles.write(try Self.xml(invoice, wanted), to: path)
      if path != "-" { Terminal.error("Wrote \(path).") }
      return true
    }
  }

  private static func xml(_ invoice: Invoice, _ format: EInvoiceFormat) throws(ToolFailure) -> [UInt8] {
    do throws(DecimalOverflow) {
      return try invoice.eInvoice(format)
    } catch {
      throw ToolFailure(.refused, "A number is too large to calculate with.", advice: "38 digits are the most.")
    }
  }
}
