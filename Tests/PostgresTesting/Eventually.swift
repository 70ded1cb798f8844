// Some things happen soon, but not before a call returns.

/// Asks every few milliseconds until the answer is yes; throws when it is not within 20 seconds.
public func eventually(_ condition: () async throws -> Bool) async throws {
  let clock = ContinuousClock()
  let limit = clock.now + .seconds(20)
  while !(try await condition()) {
    guard clock.now < limit else { throw NeverHappened() }
    try await clock.sleep(for: .milliseconds(3))
  }
}

/// The condition stayed false.
public struct NeverHappened: Error {}
