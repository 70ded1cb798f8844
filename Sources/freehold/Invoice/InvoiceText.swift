/// Findings and JSON as people and scripts read them.

import Invoices
import Values

enum InvoiceText {
  static var schema: String { Invoice.schema.indented }

  /// `invoice.json: seller.vatId: …` with the advice and the rule, as compilers print what they find.
  static func text(_ findings: [Finding], file: String) -> String {
    var lines: [String] = []
    for finding in findings {
      let place = finding.field.isEmpty ? file : "\(file): \(finding.field)"
      let loss =
        switch finding.loss {
        case .unreadable: " [cannot be read]"
        case .eInvoice: " [no e-invoice]"
        case .xrechnung: " [no XRechnung]"
        case .nothing: ""
        }
      lines.append("\(Terminal.bold(place)): \(finding.sentence)")
      lines.append(Terminal.dim("    \(finding.advice) (\(finding.rule))\(loss)"))
    }
    return lines.joined(separator: "\n")
  }

  static func json(_ findings: [Finding]) -> JSON { .array(findings.map(\.json)) }
}
