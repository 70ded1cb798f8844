import Foundation
import ProcessTesting

/// The programs of others that look at our documents. Their package is in `Scripts/bootstrap`.
enum Tools {
  /// Runs a program on a file with these bytes; throws when it finds fault.
  @discardableResult
  static func run(_ program: String, _ before: [String], on bytes: [UInt8], _ after: [String] = []) throws -> String {
    String(decoding: try output(program, before, on: bytes, after), as: UTF8.self)
  }

  /// What it prints, as bytes.
  static func output(
    _ program: String, _ before: [String], on bytes: [UInt8], _ after: [String] = []
  ) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pdf")
    try Data(bytes).write(to: file)
    let process = try TestProcess(program, before + [file.path] + after)
    let output = process.output.readDataToEndOfFile()
    let status = process.wait()
    try FileManager.default.removeItem(at: file)
    let errors = process.errors.readDataToEndOfFile()
    guard status == 0 else {
      throw Complaint(program: program, words: String(decoding: output + errors, as: UTF8.self))
    }
    return Array(output)
  }

  struct Complaint: Error {
    var program: String
    var words: String
  }

  /// What `qpdf --check` says is nothing.
  static func check(_ bytes: [UInt8]) throws { try run("qpdf", ["--check"], on: bytes) }

  /// What a reader gets who copies the text.
  static func text(_ bytes: [UInt8]) throws -> String { try run("pdftotext", ["-layout"], on: bytes, ["-"]) }

  /// The first page at one pixel for each point, RGB.
  static func pixels(_ bytes: [UInt8], count: Int) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-pixels")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let page = folder.appending(path: "page")
    try run("pdftoppm", ["-r", "72", "-singlefile"], on: bytes, [page.path])
    let picture = Array(try Data(contentsOf: page.appendingPathExtension("ppm")))
    try FileManager.default.removeItem(at: folder)
    return Array(picture.suffix(count * 3))
  }

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
