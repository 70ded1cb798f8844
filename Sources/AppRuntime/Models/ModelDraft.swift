/// What a model writes for one person: while it comes, all who look at its page hear it from the beginning; afterwards it is
/// there to be read again, and nobody is asked twice. It lives in memory alone.

import AppSpec
import NIOCore
import ServerKit
import Synchronization

final class ModelDraft: Sendable {
  typealias Ending = Result<[DraftedText], ModelProblem>

  /// Nobody guesses it.
  let id = RandomKey.make()
  /// Of the form below the texts: two pages of one draft write once.
  let idempotencyKey = RandomKey.make()
  /// What was asked, which is planned anew for each look at it.
  let submission: ActionSubmission
  /// What makes two posts of one form the same.
  let asking: [UInt8]
  /// So long it is written on although nobody looks.
  private let patience: Duration
  private let state = Mutex(State())

  private struct State {
    var heard = ""
    var ending: Ending?
    var task: Task<Void, Never>?
    var readers: [Int: AsyncStream<String>.Continuation] = [:]
    /// How often somebody came.
    var visits = 0
  }

  init(_ plan: ActionPlan, patience: Duration) {
    submission = plan.submission
    asking = Self.asking(plan)
    self.patience = patience
  }

  static func asking(_ plan: ActionPlan) -> [UInt8] { Array(plan.idempotencyKey.utf8) + plan.content }

  /// Nil while it is written.
  var ending: Ending? { state.withLock { $0.ending } }
  var hasFailed: Bool { if case .failure? = ending { true } else { false } }

  /// - Parameter write: gets where each piece of the text goes; cancelled once nobody has looked for a while.
  func begin(
    on loop: any EventLoop, _ write: @escaping @Sendable (_ hear: @escaping @Sendable (String) -> Void) async -> Ending
  ) {
    let task = Task(executorPreference: EventLoopExecution.executor(of: loop)) {
      let ending = await write { self.say($0) }
      self.end(ending)
    }
    state.withLock { if $0.ending == nil { $0.task = task } }
    watch(since: 0)
  }

  /// - Parameter hear: gets what came before, and what comes.
  /// - Returns: nil when the reader has gone.
  func read(_ hear: @Sendable (String) async -> Void) async -> Ending? {
    let (pieces, reader) = AsyncStream<String>.makeStream()
    let visit = state.withLock { state in
      state.visits += 1
      if !state.heard.isEmpty { reader.yield(state.heard) }
      if state.ending == nil { state.readers[state.visits] = reader } else { reader.finish() }
      return state.visits
    }
    for await piece in pieces { await hear(piece) }
    return state.withLock { state in
      state.readers[visit] = nil
      if state.ending == nil, state.readers.isEmpty { watch(since: state.visits) }
      return Task.isCancelled ? nil : state.ending
    }
  }

  /// Nobody wants it any more.
  func drop() async {
    let task = state.withLock { $0.task }
    task?.cancel()
    await task?.value
  }

  private func say(_ piece: String) {
    state.withLock { state in
      state.heard += piece
      for reader in state.readers.values { reader.yield(piece) }
    }
  }

  private func end(_ ending: Ending) {
    state.withLock { state in
      (state.ending, state.heard, state.task) = (ending, "", nil)
      for reader in state.readers.values { reader.finish() }
      state.readers = [:]
    }
  }

  /// A reload goes and comes again; who stays away is written for in vain.
  private func watch(since visits: Int) {
    Task { [weak self, patience] in
      do { try await Task.sleep(for: patience) } catch { return }
      self?.stop(unreadSince: visits)
    }
  }

  private func stop(unreadSince visits: Int) {
    state.withLock { state in
      if state.readers.isEmpty, state.visits == visits { state.task?.cancel() }
    }
  }
}
