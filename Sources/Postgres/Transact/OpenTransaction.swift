// A transaction as its connection sees it. BEGIN and the context wait for the first statement and travel with it.

import Synchronization

/// How much a transaction sees of others.
public enum Isolation: String, Sendable {
  case readCommitted = "read committed"
  case repeatableRead = "repeatable read"
  case serializable
}

/// The state of the one transaction that a connection may have.
struct OpenTransaction {
  let id: Int
  /// BEGIN and settings, not yet sent.
  var prelude: [Step]
  /// The statement that ends a transaction without error.
  let isReadOnly: Bool

  static func begin(isReadOnly: Bool, isolation: Isolation) -> Step {
    let mode = isReadOnly ? " read only" : " read write"
    return .command("begin isolation level \(isolation.rawValue)\(mode)")
  }

  /// Sets the context and the time-out for this transaction only.
  static func settings(context: (name: String, value: String)?, timeout: Duration?) throws(PostgresError) -> [Step] {
    let time = timeout.map { ("statement_timeout", String($0.milliseconds)) }
    let pairs = [context.map { ($0.name, $0.value) }, time].compactMap(\.self)
    guard !pairs.isEmpty else { return [] }
    let calls = pairs.indices.map { "set_config($\(2 * $0 + 1), $\(2 * $0 + 2), true)" }
    return [
      Step(
        sql: "select " + calls.joined(separator: ", "),
        parameters: try ParameterList(pairs.flatMap { [$0.0, $0.1] }))
    ]
  }
}

/// The transaction that was opened and of which its connection's thread has not heard yet.
final class OpenedTransaction: Sendable {
  private let state = Mutex<(last: Int, waiting: OpenTransaction?)>((0, nil))

  /// Its number.
  func open(prelude: [Step], isReadOnly: Bool) -> Int {
    state.withLock { state in
      state.last += 1
      state.waiting = OpenTransaction(id: state.last, prelude: prelude, isReadOnly: isReadOnly)
      return state.last
    }
  }

  func take() -> OpenTransaction? {
    state.withLock { state in
      defer { state.waiting = nil }
      return state.waiting
    }
  }
}

extension Duration {
  /// Whole milliseconds, at least one: PostgreSQL's zero would mean "no time-out".
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return max(1, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
