import ArgumentParser
import Invoices
import Values

struct ImportInvoice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read an e-invoice (CII or UBL, from XML or out of a PDF) into an invoice as JSON.",
    discussion: """
      What the file says and an invoice cannot hold is said on standard error, each with its place. Ends with 1 when a \
      file is no e-invoice.

      Examples:
        freehold invoice import received.xml
        freehold invoice import received.pdf -o - | jq .seller.name
      """)

  @OptionGroup var files: InvoiceFiles

  func run() throws {
    try files.prepare()
    var isRefused = false
    for file in files.files {
      let (invoice, findings) = Invoice.importing(try Files.read(file))
      if !findings.isEmpty { Terminal.error(InvoiceText.text(findings, file: file)) }
      guard let invoice else {
        isRefused = true
        continue
      }
      let path = files.destination(of: file, ending: ".json")
      try InvoiceFiles.write(Array((invoice.json.indented + "\n").utf8), to: path)
      if path != "-" { Terminal.error("Wrote \(path).") }
    }
    if isRefused { throw ExitCode(ToolFailure.Code.refused.rawValue) }
  }
}
