import Foundation
import ProcessTesting
import Testing
import Values

@Suite("freehold logs")
struct LogsTests {
  private let folder: TemporaryFolder
  /// The day of the newest files' names.
  private let newest: String

  /// Two servers' logs, as `freehold dev` has them: of three days ago, of an hour ago and of now.
  init() throws {
    folder = try TemporaryFolder()
    newest = Self.line("control", ago: 60, "info", "").day
    for plane in ["control", "runtime"] {
      let path = "\(folder.path)/\(plane)/logs"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let lines = [
        Self.line(plane, ago: 3 * 86_400, "info", "old"),
        Self.line(plane, ago: 3600, "info", "request", request: "r-1"),
        Self.line(plane, ago: 60, "warning", "request refused", request: "r-2"),
      ]
      for (number, line) in lines.enumerated() {
        let file = "\(path)/freehold-\(plane).\(line.day).000\(number + 1).jsonl"
        try Data((line.text + "\n").utf8).write(to: URL(fileURLWithPath: file))
      }
    }
  }

  private static func line(
    _ plane: String, ago: Int, _ level: String, _ message: String, request: String? = nil
  ) -> (text: String, day: String) {
    let moment = Instant(secondsSinceEpoch: Int(Date().timeIntervalSince1970) - ago + (plane == "runtime" ? 1 : 0))
    let members = request.map { ",\"request\":\"\($0)\",\"workspace\":\"acme\",\"note\":\"a\\u001b[31mb\"" } ?? ""
    let text = """
      {"time":"\(moment.iso)","level":"\(level)","logger":"freehold-\(plane)","message":"\(message)"\(members)}
      """
    return (text, moment.day.iso)
  }

  private func lines(_ arguments: String...) throws -> [String] {
    let run = try ToolRun(["logs", "--data", folder.path] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test("shows both servers' lines of the last day by time, in words that cannot move a cursor")
  func merged() throws {
    let found = try lines()
    try #require(found.count == 4)
    #expect(found[0].contains("control  request") && found[0].contains("request=r-1"))
    #expect(found[1].contains("runtime  request"))
    #expect(found[2].contains("warning") && !found.joined().contains("\u{1B}"))
    #expect(found[3].contains("workspace=acme"))
  }

  @Test("finds by time, level, request, workspace and plane, and prints lines as they were written")
  func filters() throws {
    #expect(try lines("--since", "7d").count == 6)
    #expect(try lines("--since", "7d", "--until", "1d").count == 2)
    #expect(try lines("--level", "warning").count == 2)
    #expect(try lines("--request", "r-1", "--plane", "runtime").count == 1)
    #expect(try lines("--workspace", "acme").count == 4)
    #expect(try lines("--workspace", "home") == [])
    let json = try lines("--request", "r-2", "--plane", "control", "--json")
    #expect(try json.count == 1 && JSON.parse(json[0])["message"]?.string == "request refused")
  }

  @Test("finds one server's log by its own folder, and says what is missing otherwise")
  func places() throws {
    let run = try ToolRun(["logs", "--data", folder.path + "/control"])
    #expect(run.status == 0 && run.output.split(separator: "\n").count == 2)
    let none = try ToolRun(["logs", "--data", "/nonexistent"])
    #expect(none.status == 5 && none.errors.contains("There is no log below /nonexistent."))
    let time = try ToolRun(["logs", "--data", folder.path, "--since", "yesterday"])
    #expect(time.status == 2 && time.errors.contains("is no time"))
  }

  @Test("goes on with what is written meanwhile, in this file and the next")
  func following() throws {
    let process = try TestProcess(
      ToolRun.products.appendingPathComponent("freehold").path,
      ["logs", "--data", folder.path, "--plane", "control", "--follow", "--json"])
    defer {
      process.terminate()
      _ = process.wait()
    }
    func next() -> String {
      var text = ""
      while !text.hasSuffix("\n"), case let byte = process.output.readData(ofLength: 1), !byte.isEmpty {
        text += String(decoding: byte, as: UTF8.self)
      }
      return text
    }
    #expect(next().contains("r-1") && next().contains("r-2"))
    let now = Self.line("control", ago: 0, "info", "one more")
    let path = "\(folder.path)/control/logs/freehold-control"
    let file = try #require(FileHandle(forWritingAtPath: "\(path).\(newest).0003.jsonl"))
    file.seekToEndOfFile()
    file.write(Data((now.text + "\n").utf8))
    #expect(next() == now.text + "\n")
    let last = Self.line("control", ago: 0, "info", "in the next file")
    try Data((last.text + "\n").utf8).write(to: URL(fileURLWithPath: "\(path).\(last.day).0004.jsonl"))
    #expect(next() == last.text + "\n")
  }
}
