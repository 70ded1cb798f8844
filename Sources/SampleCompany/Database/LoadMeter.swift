import Synchronization

/// How far a loading has come, all its steps together, in percent of the time that they take.
final class LoadMeter: Sendable {
  /// The raw value is the step's share of the time.
  enum Step: Int, CaseIterable {
    case lines = 40
    case invoices = 18
    case payments = 14
    case reminders = 3
    case keys = 15
    case references = 10
  }

  private struct State {
    var percents: [Step: Int] = [:]
    var shown = -1
  }

  private let state = Mutex(State())
  private let show: @Sendable (_ percent: Int) -> Void

  /// `show` is called with each percent once, rising.
  init(_ show: @escaping @Sendable (_ percent: Int) -> Void) { self.show = show }

  func note(_ step: Step, done: Int, of total: Int) {
    state.withLock { state in
      state.percents[step] = done * 100 / max(1, total)
      let percent = Step.allCases.reduce(0) { $0 + $1.rawValue * (state.percents[$1] ?? 0) } / 100
      guard percent > state.shown else { return }
      state.shown = percent
      show(percent)
    }
  }
}
