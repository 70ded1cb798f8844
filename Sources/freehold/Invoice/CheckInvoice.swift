import ArgumentParser
import Invoices
import Values

struct CheckInvoice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check invoices by the rules of EN 16931 and say what would be right.",
    discussion: """
      All findings at once, each at its field. Ends with 1 when one of them costs the e-invoice; remarks alone end with 0.

      Examples:
        freehold invoice check invoice.json
        freehold invoice check --for xrechnung invoice.json
        freehold invoice check --json *.json | jq '.findings[].rule'
      """)

  @Argument(help: "Invoices as JSON, or e-invoices as XML or PDF; - reads standard input.") var files: [String]
  @Option(name: .customLong("for"), help: "cii, ubl, xrechnung or xrechnung-ubl.") var format = "cii"
  @Flag(help: "One JSON object for each file.") var json = false

  func validate() throws {
    guard EInvoiceFormat(rawValue: format) != nil else {
      throw ValidationError("--for is cii, ubl, xrechnung or xrechnung-ubl.")
    }
  }

  func run() throws {
    let wanted = EInvoiceFormat(rawValue: format) ?? .cii
    try InvoiceFiles.each(files) { file, progress throws(ToolFailure) in
      let (invoice, form) = try InvoiceSource.read(file)
      let findings = form + (invoice?.check(for: wanted) ?? [])
      progress.clear()
      let isAllowed = invoice != nil && Invoice.allowsEInvoice(findings, wanted)
      if json {
        let about: JSON = [
          "file": .string(file), "eInvoice": .bool(isAllowed), "findings": InvoiceText.json(findings),
        ]
        Terminal.line(about.text)
      } else if findings.isEmpty {
        Terminal.line("\(file): no findings")
      } else {
        Terminal.line(InvoiceText.text(findings, file: file))
      }
      return isAllowed
    }
  }
}

/// An invoice from any of its forms.
enum InvoiceSource {
  /// Told apart by the first byte: `{` is JSON, `%PDF` a PDF, anything else XML.
  static func read(_ file: String) throws(ToolFailure) -> (invoice: Invoice?, findings: [Finding]) {
    let bytes = try Files.read(file)
    if bytes.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) == UInt8(ascii: "{") {
      return Invoice.read(bytes)
    }
    return Invoice.importing(bytes)
  }
}
