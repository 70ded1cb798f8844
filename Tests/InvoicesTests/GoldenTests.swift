import Foundation
import Invoices
import PDF
import Testing
import Values

/// The examples as display lists that a person can read, in Tests/EInvoices/Golden; long paths are cut short there. FREEHOLD_RECORD=1 writes them anew; look at the
/// difference, and at the pages, before it is committed.
@Suite("The examples")
struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "EInvoices/Golden")

  @Test("are laid out as they were")
  func pages() throws {
    let isRecording = ProcessInfo.processInfo.environment["FREEHOLD_RECORD"] == "1"
    let examples = try SchemaTests.all()
    #expect(examples.count >= 8)
    for file in examples {
      let invoice = try #require(Invoice.read([UInt8](try Data(contentsOf: file))).invoice)
      let dump = Self.shortened(try invoice.pages(Fixtures.fonts.get(), Totals(of: invoice)).dump())
      let golden = Self.folder.appending(path: file.deletingPathExtension().lastPathComponent + ".txt")
      if isRecording {
        try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
        try dump.write(to: golden, atomically: true, encoding: .utf8)
      }
      let expected = try String(contentsOf: golden, encoding: .utf8)
      let (was, now) = (expected.split(separator: "\n"), dump.split(separator: "\n"))
      let place = zip(was, now).first { $0 != $1 }
      #expect(dump == expected, "\(golden.lastPathComponent): was \(place?.0 ?? ""), is \(place?.1 ?? "")")
    }
  }

  private static func shortened(_ dump: String) -> String {
    let lines = dump.split(separator: "\n").map { line in
      line.utf8.count < 300 ? String(line) : "\(line.prefix(120))… (\(line.utf8.count) bytes)"
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
