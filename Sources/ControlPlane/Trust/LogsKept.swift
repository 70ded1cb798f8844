/// `logs.kept`: what the server logs stands in files, can be found again, and no file of the last thirty days is missing.

import Contract
import Glibc
import ServerKit
import Trust
import Values

struct LogsKept: Sendable {
  let folder: String
  let now: @Sendable () -> Instant
  /// How long a line may take to its file.
  var patience = Duration.seconds(10)

  static let program = "freehold-control"
  static let days = 30

  /// - Parameters:
  ///   - before: what the check saw last: a file never becomes shorter.
  ///   - ask: sends the server a request, and returns the id that it was given.
  func verdict(since before: ControlResult? = nil, _ ask: () async throws -> String?) async throws -> ControlVerdict {
    var findings: [String] = []
    let today = now().day
    let begun = LogIndex(folder, Self.program).begun(since: today.adding(days: -Self.days))
    let present = Set(LogFileName.all(of: Self.program, in: folder))
    findings += begun.filter { !present.contains($0) }.map { "the log file \($0.text) is gone" }
    let sizes = Sizes(of: begun.filter(present.contains), in: folder, since: before)
    findings += sizes.shorter.map { "the log file \($0) is shorter than it was" }
    if LogFolder.Limits().days < Self.days {
      findings.append("log files are removed before \(Self.days) days are over")
    }
    guard let request = try await ask() else { throw CouldNotRun("the server's answer has no request id") }
    if try await !isFound(request) { findings.append("a request that was just made is not found in the log") }
    var evidence = Evidence()
    evidence.count("files of the last \(Self.days) days", begun.count)
    evidence.names(Sizes.label, sizes.texts)
    evidence.names("oldest", begun.prefix(1).map(\.text))
    evidence.count("days that each is kept", LogFolder.Limits().days)
    return ControlVerdict(findings: findings, evidence)
  }

  /// How long the newest files are, and how long they were: what is written there is never written again.
  private struct Sizes {
    static let label = "bytes that were seen in each"
    var texts: [String] = []
    var shorter: [String] = []

    init(of files: [LogFileName], in folder: String, since before: ControlResult?) {
      var seen: [Substring: Int] = [:]
      for text in before?.evidence.list(Self.label) ?? [] {
        let parts = text.split(separator: " ")
        if parts.count == 2, let size = Int(parts[1]) { seen[parts[0]] = size }
      }
      for file in files.suffix(Evidence.mostNames - 1) {
        var status = stat()
        let size = stat(folder + "/" + file.text, &status) == 0 ? Int(status.st_size) : 0
        let most = max(size, seen[file.text[...]] ?? 0)
        if size < most { shorter.append(file.text) }
        texts.append("\(file.text) \(most)")
      }
    }
  }

  /// Whether a line has this id, and this text too.
  func isFound(_ request: String, and text: String = "") async throws -> Bool {
    let end = ContinuousClock.now + patience
    while true {
      for file in LogFileName.all(of: Self.program, in: folder).suffix(2) {
        let lines = Self.end(of: folder + "/" + file.text).split(separator: "\n")
        if lines.contains(where: { $0.contains(request) && (text.isEmpty || $0.contains(text)) }) { return true }
      }
      if ContinuousClock.now > end { return false }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  /// The last mebibyte.
  private static func end(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    if fseek(file, -bytes.count, SEEK_END) != 0 { rewind(file) }
    return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
  }
}
