// LISTEN needs a connection that does nothing else. It comes back by itself when the server does.

import CLibpq
import Glibc

/// What a listener hears.
public struct Notification: Sendable, Equatable {
  public let channel: String
  public let payload: String
  /// The subscription has just begun, or begun again after a break: whatever was missed must be looked up. Channel and
  /// payload are empty.
  public let isSubscription: Bool

  static let subscribed = Notification(channel: "", payload: "", isSubscription: true)
}

extension Connection {
  /// Notifications of the channels, from a connection of its own. The first element says that the subscription stands; the
  /// same one comes after each reconnection, which is tried without end with a growing pause.
  ///
  /// Fails only at an error that time does not heal, such as a wrong password.
  public static func listen(
    _ server: Server, channels: [String]
  ) -> AsyncThrowingStream<Notification, any Error> {
    AsyncThrowingStream { continuation in
      let task = Task {
        do {
          try await follow(server, channels) { continuation.yield($0) }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private static func follow(
    _ server: Server, _ channels: [String], _ yield: @Sendable (Notification) -> Void
  ) async throws {
    var backoff = Backoff()
    while !Task.isCancelled {
      do throws(PostgresError) {
        let connection = try await open(server)
        try await connection.subscribe(channels)
        backoff.succeeded()
        yield(.subscribed)
        while true { for notification in try await connection.awaitNotifications() { yield(notification) } }
      } catch {
        if error == .cancelled { return }
        guard case .connection(let failure) = error, failure.isTransient else { throw error }
        try await Task.sleep(for: backoff.failed(error, now: .now))
      }
    }
  }

  private func subscribe(_ channels: [String]) async throws(PostgresError) {
    let steps = channels.map { Step(sql: "listen \(quoted($0))", preparation: .never) }
    try await perform { (wire) throws(PostgresError) in
      try wire.exchange(steps, .after(server.connectTimeout)).check()
    }
  }

  private func awaitNotifications() async throws(PostgresError) -> [Notification] {
    try await perform(listening: true) { (wire) throws(PostgresError) in try wire.awaitNotifications() }
  }

  private func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension Wire {
  /// Waits until at least one has come.
  fileprivate func awaitNotifications() throws(PostgresError) -> [Notification] {
    while true {
      let found = takeNotifications()
      if !found.isEmpty { return found }
      _ = try wait(for: Int16(POLLIN), .never)
      try consumeInput()
      if isBroken { throw .connection(.lost) }
    }
  }

  private func takeNotifications() -> [Notification] {
    var found: [Notification] = []
    while let pointer = PQnotifies(handle) {
      let notify = pointer.pointee
      found.append(
        Notification(
          channel: String(cString: notify.relname), payload: String(cString: notify.extra), isSubscription: false))
      PQfreemem(pointer)
    }
    return found
  }
}
