/// What always follows from the same bytes and costs more to work out than to remember: what a sealed cookie holds, the
/// token of a session's forms. Never whether it is still good.

import Synchronization

final class Remembered<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private static var limit: Int { 1_000 }
  private let known = Mutex<[Key: Value]>([:])

  /// What `make` gives for this key, now or before. Nil is not remembered.
  func value(_ key: Key, _ make: () -> Value?) -> Value? {
    if let value = known.withLock({ $0[key] }) { return value }
    guard let value = make() else { return nil }
    known.withLock { known in
      if known.count >= Self.limit { known = [:] }
      known[key] = value
    }
    return value
  }
}
