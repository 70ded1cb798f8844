/// Runs the schematron of EN 16931 over e-invoices in a folder of its own.

import Foundation
import ProcessTesting
import Testing

final class SchematronRun {
  private let folder: URL
  private var files: [String] = []
  /// How many files the schematron really looked at.
  private(set) var checked = 0

  private init(_ folder: URL) { self.folder = folder }

  static func inFolder(_ body: (SchematronRun) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "e-invoices-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
      try body(SchematronRun(folder))
    } catch {
      try FileManager.default.removeItem(at: folder)
      throw error
    }
    try FileManager.default.removeItem(at: folder)
  }

  func add(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: folder.appending(path: name))
    files.append(name)
  }

  /// The ids of the rules that each file breaks, warnings aside; files that break none are left out.
  func findings() throws -> [String: [String]] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scripts/check-einvoices")
    let run = try TestProcess.run(script.path, files.map { folder.appending(path: $0).path })
    try #require(run.status == 0, "\(run.errors)")
    var findings: [String: [String]] = [:]
    for line in run.output.split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      let name = URL(filePath: fields[0]).lastPathComponent
      if fields[1] == "checked" {
        try #require(Int(fields[2]) ?? 0 > 0, "no rule fired in \(name)")
        checked += 1
      } else if fields[2] != "warning" {
        findings[name, default: []].append(fields[1])
      }
    }
    return findings
  }
}
