/// One server process of `freehold dev`: started, waited for, started again when it ends by itself.

import Glibc
import Subprocess
import Synchronization
import SystemPackage
import Values

final class Child: Sendable {
  let name: String
  private let executable: String
  private let arguments: [String]
  private let environment: [String: String]
  private let log: String
  private let lifeline: Lifeline
  private let report: @Sendable (String) -> Void
  private let state = Mutex(State())

  private struct State {
    var task: Task<Void, Never>?
    var waiting: CheckedContinuation<JSON, any Error>?
    var wasReady = false
    var logStart = 0
  }

  init(
    _ name: String, executable: String, arguments: [String], environment: [String: String] = [:], log: String,
    lifeline: Lifeline, report: @escaping @Sendable (String) -> Void
  ) {
    self.name = name
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.log = log
    self.lifeline = lifeline
    self.report = report
  }

  /// Starts it and returns its line of JSON on standard output. A first start that fails is a failure; from then on it
  /// is started again whenever it ends.
  func start() async throws -> JSON {
    try Task.checkCancellation()
    LogTail.rotate(log)
    state.withLock { $0.logStart = LogTail.end(log) }
    return try await withCheckedThrowingContinuation { continuation in
      state.withLock { $0.waiting = continuation }
      let task = Task { await keepRunning() }
      state.withLock { $0.task = task }
    }
  }

  /// Ends it by SIGTERM and, after 40 seconds, by SIGKILL; returns when it is gone.
  func stop() async {
    let task = state.withLock { $0.task }
    task?.cancel()
    await task?.value
  }

  private func keepRunning() async {
    defer { takeWaiting()?.resume(throwing: CancellationError()) }
    var pause = 1
    while !Task.isCancelled {
      let began = ContinuousClock.now
      let end = await runOnce()
      if Task.isCancelled { return }
      guard state.withLock({ $0.wasReady }) else { return fail(end) }
      if ContinuousClock.now - began > .seconds(60) { pause = 1 }
      report("The \(name) ended (\(end)). Starting it again in \(pause) s. Its log: \(log)")
      do { try await Task.sleep(for: .seconds(pause)) } catch { return }
      pause = min(30, pause * 2)
    }
  }

  /// Runs until the process is gone; says how it ended.
  private func runOnce() async -> String {
    do {
      let descriptor = try FileDescriptor.open(
        FilePath(log), .writeOnly, options: [.create, .append, .closeOnExec], permissions: [.ownerReadWrite])
      defer { close(descriptor.rawValue) }
      var options = PlatformOptions()
      // Ctrl-C in the terminal is for us alone; we end the children in their order.
      options.createSession = true
      options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(40))]
      var keys: [Environment.Key: String?] = ["FREEHOLD_STOP_WITH_INPUT": "1"]
      for (name, value) in environment { keys[Environment.Key(stringLiteral: name)] = value }
      let result = try await run(
        .path(FilePath(executable)), arguments: Arguments(arguments), environment: .inherit.updating(keys),
        platformOptions: options, input: .fileDescriptor(lifeline.readEnd, closeAfterSpawningProcess: false),
        output: .sequence, error: .fileDescriptor(descriptor, closeAfterSpawningProcess: false)
      ) { execution in
        for try await line in execution.standardOutput.strings() { hear(line) }
      }
      return result.terminationStatus.description
    } catch {
      return "\(error)"
    }
  }

  private func hear(_ line: String) {
    let json: JSON
    do { json = try JSON.parse(line) } catch { return }
    guard json["ready"]?.bool == true else { return }
    state.withLock { $0.wasReady = true }
    if let waiting = takeWaiting() { waiting.resume(returning: json) } else { report("The \(name) is back.") }
  }

  private func takeWaiting() -> CheckedContinuation<JSON, any Error>? {
    state.withLock { state in
      defer { state.waiting = nil }
      return state.waiting
    }
  }

  private func fail(_ end: String) {
    let last = LogTail.lastMessages(log, from: state.withLock { $0.logStart })
    takeWaiting()?.resume(
      throwing: ToolFailure(
        .thisMachine, "The \(name) did not start (\(end)).\(last)", advice: "Its whole log: \(log)"))
  }
}

/// A pipe that nobody writes into: when this process ends, however it ends, its children read the end of it and stop.
final class Lifeline: Sendable {
  let readEnd: FileDescriptor
  private let writeEnd: FileDescriptor

  init() throws(ToolFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
      throw ToolFailure(.thisMachine, "No pipe can be had from the system.", advice: "Too many open files?")
    }
    readEnd = FileDescriptor(rawValue: ends[0])
    writeEnd = FileDescriptor(rawValue: ends[1])
  }
}
