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
    let page = PageCheck()
    try InvoiceFiles.each(files) { file, progress throws(ToolFailure) in
      let (invoice, form) = try InvoiceSource.read(file)
      var findings = form + (invoice?.check(for: wanted) ?? [])
      if let invoice { findings += try page.findings(invoice, known: findings) }
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
  static func read(_ file: String) throws(ToolFailure) -> (invoice: Invoice?, findings: [Finding]) {
    let bytes = try Files.read(file)
    return InvoiceFileKind(bytes) == .json ? Invoice.read(bytes) : Invoice.importing(bytes)
  }
}

/// What a page would not show of an invoice, in this machine's fonts, where it has some.
struct PageCheck {
  private let fonts: FontFiles?

  init() {
    // The rules need no fonts: who has none checks all the same.
    do throws(ToolFailure) { fonts = try FontFiles(nil) } catch { fonts = nil }
  }

  func findings(_ invoice: Invoice, known: [Finding]) throws(ToolFailure) -> [Finding] {
    guard let fonts else { return [] }
    let typeface = fonts.has(invoice.look?.font ?? .sans) ? invoice.look?.font ?? .sans : .sans
    return try fonts.fonts(for: invoice, in: typeface).findings(invoice, known: known)
  }
}

extension InvoiceFonts {
  /// What they cannot set of the invoice, and that its logo is none.
  func findings(_ invoice: Invoice, known: [Finding]) -> [Finding] {
    let logo: [Finding] = logo.map { $0.image == nil ? [.logo] : [] } ?? []
    return invoice.unprintable(invoice.json, regular, known: known) + logo
  }
}
