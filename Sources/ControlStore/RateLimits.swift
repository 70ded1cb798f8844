// Rate limits that hold across processes: sliding over two windows, one row for each bucket.

import Contract

extension ControlStore {
  /// Takes one of `limit` for each `seconds`; false when none is left. `bucket` names what is limited and for whom; the
  /// database sees its hash only, so an address in it is not kept.
  public func take(_ bucket: String, limit: Int, perSeconds seconds: Int) async throws(StoreError) -> Bool {
    throw .schemaOutdated
  }
}
