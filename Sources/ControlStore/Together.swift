// Several reads for one page: one connection, one transaction, one signed context for all of them.

import Synchronization
public import Workspaces

extension ControlStore {
  /// While `body` runs, what it reads as this member is read in one read-only transaction; as anybody else, as ever. It
  /// holds a connection all the time: `body` must not wait for anything but the store, must write nothing, and must not
  /// read as anybody else, which would need a second connection.
  public func together<R: Sendable>(
    as member: Member, _ body: @Sendable () async throws -> R
  ) async throws -> R {
    try await together(.member(member), body)
  }

  /// The same for what somebody reads about himself.
  public func together<R: Sendable>(
    as person: SignedIn, _ body: @Sendable () async throws -> R
  ) async throws -> R {
    try await together(.person(person), body)
  }

  private func together<R: Sendable>(
    _ standing: Standing, _ body: @Sendable () async throws -> R
  ) async throws -> R {
    let failure = Mutex<(any Error)?>(nil)
    do {
      return try await read(standing) { transaction in
        let shared = SharedRead(store: self, fields: standing.fields, transaction: transaction)
        do { return try await SharedRead.$current.withValue(shared) { try await body() } } catch {
          failure.withLock { $0 = error }
          throw error
        }
      }
    } catch {
      // What the body says goes before what became of the transaction because of it.
      throw failure.withLock { $0 } ?? error
    }
  }
}
