import Foundation
import ProcessTesting

/// The programs of others that look at our documents. Their package is in `Scripts/bootstrap`.
enum Tools {
  /// Runs a program on a file with these bytes; throws when it finds fault.
  @discardableResult
  static func run(_ program: String, _ before: [String], on bytes: [UInt8], _ after: [String] = []) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pdf")
    try Data(bytes).write(to: file)
    let result = try TestProcess.run(program, before + [file.path] + after)
    try FileManager.default.removeItem(at: file)
    guard result.status == 0 else { throw Complaint(program: program, words: result.output + result.errors) }
    return result.output
  }

  struct Complaint: Error {
    var program: String
    var words: String
  }

  /// What `qpdf --check` says is nothing.
  static func check(_ bytes: [UInt8]) throws { try run("qpdf", ["--check"], on: bytes) }

  /// What a reader gets who copies the text.
  static func text(_ bytes: [UInt8]) throws -> String { try run("pdftotext", ["-layout"], on: bytes, ["-"]) }

  /// All objects, as qpdf reads them.
  static func objects(_ bytes: [UInt8]) throws -> [String: Any] {
    let output = try run("qpdf", ["--json=2", "--json-stream-data=none"], on: bytes)
    let value = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    guard let parts = value?["qpdf"] as? [[String: Any]], parts.count == 2 else {
      throw Complaint(program: "qpdf --json", words: String(output.prefix(500)))
    }
    return parts[1]
  }
}
