import Foundation
import ProcessTesting
import Values

/// A program beside the test that says on its first line where it listens; it ends with the test.
final class Peer: Sendable {
  struct Failure: Error { var what: String }

  /// What it printed first.
  let greeting: JSON
  private let process: TestProcess

  /// Blocks.
  private init(_ program: String, _ arguments: [String]) throws {
    process = try TestProcess(program, arguments, input: .open)
    var line = Data()
    while !line.contains(0x0A) {
      let piece = process.output.availableData
      if piece.isEmpty {
        throw Failure(what: String(decoding: process.errors.readDataToEndOfFile(), as: UTF8.self))
      }
      line += piece
    }
    greeting = try JSON.parse(Array(line.prefix { $0 != 0x0A }))
  }

  deinit {
    process.terminate()
    process.wait()
  }

  /// Presidio's analyzer with a blank model.
  static func presidio() async throws -> Peer {
    try await aside { try Peer(try python.get(), [folder + "/presidio_server.py"]) }
  }

  /// `freehold-runtime redact serve` behind TLS.
  static func redactor(secret: String) async throws -> (Peer, TestCertificate) {
    try await aside {
      let certificate = try TestCertificate(for: "DNS:redactor.test")
      return (try redactor(secret, certificate), certificate)
    }
  }

  /// On a thread of its own: the tests' shared ones are few.
  private static func aside<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
  }

  private static func redactor(_ secret: String, _ certificate: TestCertificate) throws -> Peer {
    let file = certificate.path + ".secret"
    try secret.write(toFile: file, atomically: true, encoding: .utf8)
    let products = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    return try Peer(
      products.appending(path: "freehold-runtime").path,
      [
        "redact", "serve", "--port", "0", "--secret-file", file, "--tls-certificate", certificate.path, "--tls-key",
        certificate.key,
      ])
  }

  private static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().path

  /// The Python that `make bench` measures Presidio with, made once.
  private static let python = Result {
    let package = URL(fileURLWithPath: folder).appending(path: "../../..").standardized.path
    let home = package + "/.venv/presidio"
    let python = home + "/bin/python"
    if !FileManager.default.fileExists(atPath: python) { try run("/usr/bin/python3", ["-m", "venv", home]) }
    let wanted = package + "/Benchmarks/redaction/requirements.txt"
    try run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted])
    return python
  }

  static func run(_ program: String, _ arguments: [String]) throws {
    let run = try TestProcess.run(program, arguments)
    guard run.status == 0 else { throw Failure(what: "\(program) \(arguments.first ?? ""): \(run.errors)") }
  }
}
