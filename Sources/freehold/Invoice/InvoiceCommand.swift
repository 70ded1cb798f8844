import ArgumentParser

struct InvoiceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoice",
    abstract: "Make invoices as PDF and as e-invoices, on this machine alone.",
    discussion: """
      An invoice is a JSON file; `freehold invoice schema` says what may stand in it, and Examples/invoices has some to \
      begin with. Its PDF is PDF/A-3b and, when the rules of EN 16931 are kept, carries the e-invoice inside (Factur-X, \
      ZUGFeRD, XRechnung). A broken rule is said, and costs the e-invoice; it never costs the PDF.

      Examples:
        freehold invoice render invoice.json
        freehold invoice render 2026/*.json -o pdf/
        freehold invoice render - -o - < invoice.json > invoice.pdf
        freehold invoice check --for xrechnung invoice.json
        freehold invoice export --format ubl invoice.json
        freehold invoice import received.xml
        freehold invoice import received.pdf -o received.json

      Nothing is sent anywhere.
      """,
    subcommands: [Render.self, CheckInvoice.self, ExportInvoice.self, ImportInvoice.self, InvoiceSchema.self])
}

struct InvoiceSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema (draft 2020-12) of an invoice.")

  func run() { Terminal.line(InvoiceText.schema) }
}
