// Runs checks at the same time, each within its time; one that throws or does not end has failed.

import Contract
import Synchronization
public import Values

public struct ControlCheck: Sendable {
  public let control: Control
  public let look: @Sendable () async throws -> ControlVerdict

  public init(_ control: Control, _ look: @escaping @Sendable () async throws -> ControlVerdict) {
    self.control = control
    self.look = look
  }
}

/// Thrown by a check that cannot look, because what it looks at is not there.
public struct CouldNotRun: Error {
  let why: String

  public init(_ why: String) { self.why = why }
}

public struct ControlRunner: Sendable {
  /// For each check.
  let limit: Duration
  let programs: [ControlResult.Program]
  let now: @Sendable () -> Instant
  let sleep: @Sendable (Duration) async throws -> Void

  /// - Parameter programs: what the results speak about.
  public init(
    limit: Duration = .seconds(60), programs: [ControlResult.Program], now: @escaping @Sendable () -> Instant,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.limit = limit
    self.programs = programs
    self.now = now
    self.sleep = sleep
  }

  /// In the order of `checks`.
  public func run(_ checks: [ControlCheck]) async -> [ControlResult] {
    await withTaskGroup(of: (Int, ControlResult).self) { group in
      for (index, check) in checks.enumerated() { group.addTask { (index, await run(check)) } }
      var results: [(Int, ControlResult)] = []
      for await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func run(_ check: ControlCheck) async -> ControlResult {
    let start = now()
    let verdict = await firstOf(check)
    return ControlResult(
      control: check.control.id, kind: check.control.kind, at: start, outcome: verdict.outcome,
      milliseconds: max(0, (now().microsecondsSinceEpoch - start.microsecondsSinceEpoch) / 1000), programs: programs,
      evidence: verdict.evidence)
  }

  /// The check's word or, when that does not come in time, the clock's: nobody waits for a check that ignores its end.
  private func firstOf(_ check: ControlCheck) async -> ControlVerdict {
    let first = FirstVerdict()
    let looking = Task { first.give(await Self.verdict(of: check)) }
    let (limit, sleep) = (limit, sleep)
    let clock = Task {
      do { try await sleep(limit) } catch { return }
      first.give(Self.failed("the check did not end within \(limit)"))
    }
    defer {
      looking.cancel()
      clock.cancel()
    }
    return await withTaskCancellationHandler {
      await first.wait()
    } onCancel: {
      first.give(.couldNotRun("the run was stopped"))
    }
  }

  /// An error's text may quote what it stumbled over: evidence has its type alone.
  private static func verdict(of check: ControlCheck) async -> ControlVerdict {
    do {
      return try await check.look()
    } catch let error as CouldNotRun {
      return .couldNotRun(error.why)
    } catch {
      return failed("the check threw \(type(of: error))")
    }
  }

  private static func failed(_ why: String) -> ControlVerdict { ControlVerdict(findings: [why], Evidence()) }
}

/// What comes first counts.
private final class FirstVerdict: Sendable {
  private struct State {
    var verdict: ControlVerdict?
    var waiting: CheckedContinuation<ControlVerdict, Never>?
  }

  private let state = Mutex(State())

  func give(_ verdict: ControlVerdict) {
    let waiting = state.withLock { state -> CheckedContinuation<ControlVerdict, Never>? in
      guard state.verdict == nil else { return nil }
      state.verdict = verdict
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: verdict)
  }

  func wait() async -> ControlVerdict {
    await withCheckedContinuation { continuation in
      let verdict = state.withLock { state -> ControlVerdict? in
        if state.verdict == nil { state.waiting = continuation }
        return state.verdict
      }
      if let verdict { continuation.resume(returning: verdict) }
    }
  }
}
