/// Which files a command reads and writes: one to a file or to standard output, many into a folder.

import ArgumentParser
import FileStatus
import Glibc
import Invoices
import Values

struct InvoiceFiles: ParsableArguments {
  @Argument(help: "Files to read; - reads standard input.") var files: [String]
  @Option(
    name: [.short, .long],
    help: "Where to write: a file, a folder, or - for standard output. Default: beside each file.") var output: String?

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Name the files to read, or - for standard input.") }
    if files.count > 1, output == "-" { throw ValidationError("Many files do not fit into one output: name a folder.") }
    if files.count > 1, files.contains("-") { throw ValidationError("Standard input goes alone.") }
  }

  /// Where what is made of `file` is written.
  func destination(of file: String, ending: String) -> String {
    guard let output else { return file == "-" ? "-" : Self.stem(file) + ending }
    if output == "-" { return "-" }
    let isFolder = files.count > 1 || output.hasSuffix("/") || Self.isFolder(output)
    guard isFolder else { return output }
    let name = file == "-" ? "invoice" : Self.stem(file.split(separator: "/").last.map(String.init) ?? file)
    return (output.hasSuffix("/") ? output : output + "/") + name + ending
  }

  /// Refuses to write over a file that nobody named.
  func guardOthers(_ path: String, isForced: Bool) throws(ToolFailure) {
    guard path != "-", path != output, !isForced, Files.exists(path) else { return }
    throw ToolFailure(
      .refused, "\(path) is there already.",
      advice: "Name another file with -o, or write over it with --force.")
  }

  /// Makes the folder that `-o` names. Two files of one name would overwrite each other there.
  func prepare(ending: String) throws(ToolFailure) {
    if files.count > 1, let output, output.hasSuffix(ending), !Self.isFolder(output) {
      throw ToolFailure(
        .usage, "\(files.count) files do not fit into \(output).",
        advice: "Name a folder, or one file at a time.")
    }
    var seen: [String: String] = [:]
    for file in files {
      let path = destination(of: file, ending: ending)
      if let other = seen.updateValue(file, forKey: path) {
        throw ToolFailure(
          .usage, "\(other) and \(file) would both become \(path).", advice: "Write them into different folders.")
      }
    }
    guard let output, output != "-", files.count > 1 || output.hasSuffix("/") else { return }
    try Files.makeFolder(output.hasSuffix("/") ? String(output.dropLast()) : output)
  }

  /// Does `work` for each file; one that cannot be read or written is said, and the others are done all the same.
  ///
  /// - Parameter work: false for a file that was refused; it clears the bar before it says something.
  static func each(_ files: [String], _ work: (String, Progress) throws(ToolFailure) -> Bool) throws {
    let progress = Progress(files.count)
    var code: ToolFailure.Code?
    for file in files {
      do throws(ToolFailure) {
        if !(try work(file, progress)) { code = code ?? .refused }
      } catch {
        progress.clear()
        Terminal.error(error.description)
        code = error.code
      }
      progress.step()
    }
    progress.clear()
    if let code { throw ExitCode(code.rawValue) }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(ToolFailure) {
    if path == "-" { Terminal.bytes(bytes) } else { try Files.write(bytes, to: path, mode: 0o644) }
  }

  private static func stem(_ file: String) -> String {
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex, !file[dot...].contains("/") else { return file }
    return String(file[..<dot])
  }

  private static func isFolder(_ path: String) -> Bool {
    FileStatus(path)?.kind == .folder
  }
}

/// An invoice read from JSON, with what was wrong in its form.
enum InvoiceReading {
  static func read(_ file: String) throws(ToolFailure) -> (invoice: Invoice?, findings: [Finding]) {
    let bytes = try Files.read(file)
    switch InvoiceFileKind(bytes) {
    case .json, .other: return Invoice.read(bytes)
    case .xml, .pdf:
      throw ToolFailure(
        .refused, "\(file) is no invoice as JSON.",
        advice: "If it is an e-invoice, read it first: freehold invoice import \(file)")
    }
  }
}
