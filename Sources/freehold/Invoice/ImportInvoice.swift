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
  @Flag(name: [.short, .long], help: "Write over a file beside it that is there already.")
  var force = false

  func run() throws {
    try files.prepare(ending: ".json")
    try InvoiceFiles.each(files.files) { file, progress throws(ToolFailure) in
      let bytes = try Files.read(file)
      guard InvoiceFileKind(bytes) != .json else {
        throw ToolFailure(
          .refused, "\(file) is an invoice as JSON already.",
          advice:
            "Look it over with freehold invoice check, make its PDF with freehold invoice render.")
      }
      let (invoice, findings) = Invoice.importing(bytes)
      progress.clear()
      if !findings.isEmpty { Terminal.error(InvoiceText.text(findings, file: file)) }
      guard let invoice else { return false }
      let path = files.destination(of: file, ending: ".json")
      try files.guardOthers(path, isForced: force)
      try InvoiceFiles.write(Array((invoice.json.indented + "\n").utf8), to: path)
      if path != "-" { Terminal.error("Wrote \(path).") }
      return true
    }
  }
}
