import Foundation
import Invoices
import ProcessTesting
import Testing
import Values

@Suite("The JSON Schema of an invoice")
struct SchemaTests {
  static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Examples/invoices")

  @Test("is one, takes every example and what this program writes, and refuses what it refuses")
  func validate() throws {
    var invoices = try Self.all().map { try Data(contentsOf: $0) }
    invoices.append(Data(Sample.full.json.bytes))
    let unknown = Data("{\"numbr\":\"1\"}".utf8)
    let program = """
      import json, sys
      from jsonschema import Draft202012Validator as V
      schema = json.loads(sys.argv[1])
      V.check_schema(schema)
      print([V(schema).is_valid(json.loads(text)) for text in sys.argv[2:]])
      """
    let texts = (invoices + [unknown]).map { String(decoding: $0, as: UTF8.self) }
    let run = try TestProcess.run("/usr/bin/python3", ["-c", program, Invoice.schema.text] + texts)
    let expected = texts.dropLast().map { _ in "True" } + ["False"]
    #expect(run.output == "[\(expected.joined(separator: ", "))]\n", "\(run.errors)")
  }

  @Test("is the file that every installation serves at /schema/invoice.json (freehold invoice schema writes it)")
  func published() throws {
    let file = Self.examples.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Studio/schema/invoice.json")
    #expect(try String(contentsOf: file, encoding: .utf8) == Invoice.schema.indented + "\n")
  }

  @Test("has examples that break no rule that they need not break")
  func examples() throws {
    for file in try Self.all() {
      let (read, form) = Invoice.read([UInt8](try Data(contentsOf: file)))
      let invoice = try #require(read)
      #expect(form == [], "\(file.lastPathComponent)")
      let findings = invoice.check().filter { $0.rule != "kind" && $0.rule != "taxes" }
      #expect(findings == [], "\(file.lastPathComponent)")
      // Read, written and read again it is the same.
      #expect(Invoice.read(invoice.json).invoice == invoice)
    }
  }

  static func all() throws -> [URL] {
    let files = try FileManager.default.contentsOfDirectory(at: examples, includingPropertiesForKeys: nil)
    return files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
  }
}
