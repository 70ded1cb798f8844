/// `freehold trust canary`: whether anything of a business reaches the control plane, tried out.

import ArgumentParser
import Contract
import Trust
import Values

struct CanaryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "canary",
    abstract:
      "Plant values in rows, credentials and an invoice, use everything, and search the control plane for them.",
    discussion: """
      Starts an installation of its own, of the programs beside this one: both planes, the sample company and a Chromium. \
      Plants values that occur nowhere else, goes through the product's flows in the browser, and searches the control \
      plane's dump, write-ahead log, files, the logs, and every byte that it was sent: in plain, as JSON and as HTML escape it, \
      percent-encoded, as hexadecimal, base64 and UTF-16, and inside gzip and zlib streams. Nothing of it stays.

      The report is signed: with --data by that installation, which keeps it too and shows it on /security; otherwise by \
      the throw-away installation's own key, which tells no more than that nobody changed it since. Ends with 1 when a \
      control does not hold.

      Example:  freehold trust canary --sabotage --data /var/lib/freehold --report canary.json
                freehold trust verify --key PUBLIC_KEY canary.json
      """)

  @OptionGroup var ways: DrillWays
  @OptionGroup var report: DrillReport

  func validate() throws { try ways.validate(report) }

  func run() async throws {
    try await report.run { place, steps in
      try await CanaryRun(place: place, steps: steps, sabotages: ways.sabotage, betrays: ways.betray)
        .run(try await place.browser.newPage())
    }
  }
}

/// What becomes of what drills say.
struct DrillReport: ParsableArguments {
  @Option(name: .customLong("report"), help: "Write the signed report to this file.") var file: String?
  @Flag(help: "The signed report on standard output, progress on standard error.") var json = false
  @Option(
    help: "The data folder of an installation of these programs on this machine, which signs and keeps the result.")
  var data: String?
  @Option(help: "How many invoices the sample company has.") var invoices = 2000

  /// Whatever hangs: half of what a run may take on a slow machine would be much.
  private static let longest = Duration.seconds(900)

  func run(_ drill: @escaping @Sendable (ThrowAway, Steps) async throws -> [ControlResult]) async throws {
    let steps = Steps(toErrors: json)
    let stop = StopSignal()
    steps.say("Starting an installation to throw away …")
    let place: ThrowAway
    do { place = try await ThrowAway.start(invoices: invoices, steps, stop) } catch is CancellationError {
      throw ToolFailure(.thisMachine, "Stopped.", advice: "Nothing is left of it.")
    }
    let report: ControlReport
    let work = Task { try await drill(place, steps) }
    let clock = Task {
      try await Task.sleep(for: Self.longest)
      await place.interrupt()
    }
    defer { clock.cancel() }
    stop.onFirst {
      work.cancel()
      Task { await place.interrupt() }
    }
    do {
      report = try await signed(try await work.value, by: place)
    } catch {
      try await place.remove()
      if stop.hasCome { throw ToolFailure(.thisMachine, "Stopped.", advice: "Nothing is left of it.") }
      if error is ToolFailure { throw error }
      throw ToolFailure(
        .thisMachine, "The run did not come to its end: \(error)", advice: "Nothing is left of it; run it again.")
    }
    try await place.remove()
    try tell(report)
  }

  private func signed(_ results: [ControlResult], by place: ThrowAway) async throws -> ControlReport {
    let ended = try await ControlProgram.run(
      ["trust-check", "--data", data ?? place.control, "--keep-drills", "--json"],
      input: JSON.array(results.map(\.json)).text)
    do { return try ControlReport(try JSON.parse(ended.output)) } catch {
      throw ToolFailure(
        .refused, "The result could not be signed. \(ended.errors)",
        advice: data == nil ? "Are all programs of one build?" : "Does the same freehold-control run on that folder?")
    }
  }

  private func tell(_ report: ControlReport) throws {
    if let file { try Files.write(Array((report.text + "\n").utf8), to: file, mode: 0o644) }
    let results = report.verified(by: report.key) ?? []
    if json {
      Terminal.line(report.text)
    } else {
      for result in results { Terminal.line(result.lines.joined(separator: "\n")) }
      Terminal.line("Signed by \(Base64URL.encode(report.key.rawBytes))\(file.map { ", in \($0)" } ?? "").")
    }
    if results.isEmpty || !results.allSatisfy({ $0.outcome == .passed }) {
      throw ExitCode(ToolFailure.Code.refused.rawValue)
    }
  }
}
