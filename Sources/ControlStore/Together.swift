// Several reads for one page: one connection, one transaction, one signed context for all of them.

import Synchronization
public import Workspaces

extension ControlStore {
  /// While `body` runs, what it reads as this member is read in one read-only transaction; as anybody else, as ever. It
  /// holds a connection all the time: `body` must not wait for anything but the store, and must write nothing.
  public func together<R: Sendable>(
    as member: Member, _ body: @Sendable () async throws -> R
  ) async throws -> R {
    let failure = Mutex<(any Error)?>(nil)
    do {
      return try await read(.member(member)) { transaction in
        let shared = SharedRead(store: self, member: member, transaction: transaction)
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
