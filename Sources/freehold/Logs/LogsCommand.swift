import ArgumentParser
import Glibc
import Values

struct Logs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Search what the servers on this machine have logged.",
    discussion: """
      Both servers keep their log for 30 days below their data folder, one JSON object a line, with personal data and \
      secrets taken out before it is written. Each request has an id, which stands on error pages and in the audit trail; \
      a request is one line here, and whatever went wrong in it has the same id.

      --data is the folder that a server was started with, or that of freehold dev, which holds both.

      Examples:
        freehold logs                                          what freehold dev logged in the last day
        freehold logs --since 2h --level warning               what somebody should look at
        freehold logs --request 0193d6f4-1111-7111-8111-411111111111 --since 30d
        freehold logs --data /var/lib/freehold --workspace acme --follow
        freehold logs --since 2026-11-20 --until 2026-11-21T12:00:00Z --json | jq 'select(.status >= 500)'
      """)

  @Option(help: "A server's data folder, or that of freehold dev. Default: freehold dev's.") var data: String?
  @Option(help: "From then on: 30m, 2h, 7d, a day (UTC) such as 2026-11-20, or a moment.") var since = "1d"
  @Option(help: "Up to then: the same.") var until: String?
  @Option(help: "This level and what is graver: trace, debug, info, notice, warning, error, critical.")
  var level: LogLevel = .trace
  @Option(help: "What one request did: its id.") var request: String?
  @Option(help: "What was about one workspace: its name in addresses.") var workspace: String?
  @Option(help: "Only control or runtime.") var plane: LogPlane?
  @Flag(help: "The lines as they were written.") var json = false
  @Flag(help: "Go on with what is logged from now on, until Ctrl-C.") var follow = false

  func validate() throws {
    if follow, until != nil { throw ValidationError("--follow has no end: leave --until out.") }
  }

  func run() async throws {
    let now = Self.now()
    var filter = LogFilter(since: try moment(since, now, flag: "--since"))
    filter.until = try until.map { try moment($0, now, flag: "--until") }
    (filter.level, filter.request, filter.workspace) = (level, request, workspace)
    let folders = LogFolders(data: data, plane: plane)
    let readers = folders.found.map { LogReader($0, from: filter.since.day, to: filter.until?.day) }
    guard !readers.isEmpty else {
      throw ToolFailure(
        .thisMachine, "There is no log below \(folders.data).",
        advice: "Name the data folder of a server with --data, as in: freehold logs --data /var/lib/freehold")
    }
    var merge = LogMerge(readers, filter)
    repeat {
      while let line = merge.next() { Terminal.line(json ? line.text : line.readable) }
      if follow { try await Task.sleep(for: .milliseconds(200)) }
    } while follow
  }

  private func moment(_ text: String, _ now: Instant, flag: String) throws -> Instant {
    if let moment = LogMoment.read(text, now: now) { return moment }
    throw ValidationError("\(flag) \(text) is no time: write 30m, 2h, 7d, 2026-11-20 or 2026-11-20T10:00:00Z.")
  }

  private static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microsecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}

enum LogMoment {
  /// `30m`, `2h`, `7d` before now, a day's beginning, or a moment of RFC 3339.
  static func read(_ text: String, now: Instant) -> Instant? {
    if let moment = Instant(iso: text) { return moment }
    if let day = Day(iso: text) { return Instant(day) }
    let seconds: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ seconds[$0] }), let count = Int(text.dropLast()),
      (0...1_000_000).contains(count)
    else { return nil }
    return now.adding(seconds: -count * unit)
  }
}
