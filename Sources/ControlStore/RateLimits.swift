// Rate limits that hold across processes: the generic cell rate algorithm (ITU-T I.371), one row for each bucket.

import Contract
import Postgres
import Values

extension ControlStore {
  /// Takes one of `limit` for each `seconds`; false when none is left. `bucket` names what is limited and for whom; the
  /// database sees its hash only, so an address in it is not kept.
  public func take(_ bucket: String, limit: Int, perSeconds seconds: Int) async throws(StoreError) -> Bool {
    let now = configuration.now()
    let step = Int64(seconds) * 1_000_000 / Int64(max(limit, 1))
    guard limit > 0 else { return false }
    return try await unaudited(.system) { transaction in
      try await transaction.execute(
        """
        insert into rate_buckets as b (bucket, free_at) values ($1, $3)
        on conflict (bucket) do update
          set free_at = greatest(b.free_at, $2) + ($4::bigint * interval '1 microsecond')
          where greatest(b.free_at, $2) + ($4::bigint * interval '1 microsecond') <= $5
        """,
        [
          Digest(of: Array(bucket.utf8)), now, now.adding(microseconds: step), step, now.adding(seconds: seconds),
        ]) == 1
    }
  }
}
