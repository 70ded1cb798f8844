import Foundation
import ProcessTesting
import Values

/// `smtp_server.py` (PyPI aiosmtpd) as a process that ends with the test.
final class MailServer: @unchecked Sendable {
  struct Failure: Error { var what: String }

  private(set) var port = 0
  private let process: TestProcess
  private var pending = Data()

  init(_ behaviour: String, certificate: TestCertificate? = nil) throws {
    let arguments = [Self.folder + "/smtp_server.py", behaviour] + (certificate.map { [$0.path, $0.key] } ?? [])
    process = try TestProcess(try Self.python.get(), arguments, input: .open)
    guard let port = try next()["port"]?.integer else { throw Failure(what: "no port") }
    self.port = Int(port)
  }

  deinit {
    process.terminate()
    process.wait()
  }

  /// The next line that the server prints.
  func next() throws -> JSON {
    while !pending.contains(0x0A) {
      let piece = process.output.availableData
      if piece.isEmpty { throw Failure(what: "the server ended") }
      pending += piece
    }
    let end = pending.firstIndex(of: 0x0A)!
    defer { pending = Data(pending[(end + 1)...]) }
    return try JSON.parse(Array(pending[..<end]))
  }

  private static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().path

  /// A Python with what `requirements.txt` pins, made once below `.build`.
  private static let python = Result {
    let package = URL(fileURLWithPath: folder).deletingLastPathComponent().deletingLastPathComponent().path
    let home = package + "/.build/mail-test-python"
    let python = home + "/bin/python"
    let stamp = home + "/requirements.txt"
    let wanted = try String(contentsOfFile: folder + "/requirements.txt", encoding: .utf8)
    if FileManager.default.fileExists(atPath: stamp),
      try String(contentsOfFile: stamp, encoding: .utf8) == wanted
    {
      return python
    }
    try run("/usr/bin/python3", ["-m", "venv", home])
    try run(
      python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", folder + "/requirements.txt"])
    try wanted.write(toFile: stamp, atomically: true, encoding: .utf8)
    return python
  }

  static func run(_ program: String, _ arguments: [String]) throws {
    let run = try TestProcess.run(program, arguments)
    guard run.status == 0 else { throw Failure(what: "\(program) \(arguments.first ?? ""): \(run.errors)") }
  }
}
