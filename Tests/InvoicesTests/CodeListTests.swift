import Foundation
import ProcessTesting
import Testing

@testable import Invoices

@Suite("The code lists")
struct CodeListTests {
  @Test("are those of the schematron")
  func same() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scripts/check-einvoices")
    let run = try TestProcess.run(script.path, ["--code-lists"])
    try #require(run.status == 0, "\(run.errors)")
    let theirs = try JSONDecoder().decode([String: [[String]]].self, from: Data(run.output.utf8))
    let ours: [(CodeList, String, Int)] = [
      (CodeLists.invoiceTypes, "BR-CL-01", 0), (CodeLists.creditNoteTypes, "BR-CL-01", 1),
      (CodeLists.currencies, "BR-CL-04", 0), (CodeLists.countries, "BR-CL-14", 0),
      (CodeLists.taxPoints, "BR-CL-06", 0), (CodeLists.references, "BR-CL-07", 0),
      (CodeLists.noteSubjects, "BR-CL-08", 0), (CodeLists.schemes, "BR-CL-10", 0),
      (CodeLists.classifications, "BR-CL-13", 0), (CodeLists.paymentMeans, "BR-CL-16", 0),
      (CodeLists.allowanceReasons, "BR-CL-19", 0), (CodeLists.chargeReasons, "BR-CL-20", 0),
      (CodeLists.exemptions, "BR-CL-22", 0), (CodeLists.units, "BR-CL-23", 0), (CodeLists.endpoints, "BR-CL-25", 0),
    ]
    for (list, rule, index) in ours {
      #expect(list.all == theirs[rule]?[index], "\(rule)")
      for code in list.all { #expect(list.contains(code)) }
      #expect(!list.contains("") && !list.contains(" ") && !list.contains("NO SUCH"))
    }
  }
}
