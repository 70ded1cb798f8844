// The transaction that the reads of one page share.

import Postgres
import Workspaces

struct SharedRead: Sendable {
  let store: ControlStore
  let member: Member
  let transaction: Transaction

  @TaskLocal static var current: SharedRead?

  /// The transaction to read in, when it is the same store's and runs as this very member.
  static func transaction(of store: ControlStore, as standing: Standing?) -> Transaction? {
    guard let current, current.store === store, case .member(let member) = standing, member == current.member else {
      return nil
    }
    return current.transaction
  }
}
