// The transaction that the reads of one page share.

import Postgres

struct SharedRead: Sendable {
  let store: ControlStore
  /// As whom it runs: the fields of its signed context.
  let fields: (workspace: String, actor: String, role: String)
  let transaction: Transaction

  @TaskLocal static var current: SharedRead?

  /// The transaction to read in, when it is the same store's and has the very context that `standing` asks for.
  static func transaction(of store: ControlStore, as standing: Standing?) -> Transaction? {
    guard let current, current.store === store, let standing, standing.fields == current.fields else { return nil }
    return current.transaction
  }
}
