// Evidence grows by some hundred results a day, most of which say what the one before said. After a while of those that say the
// same, the first and the last of each stretch stay: when each control began to hold, ceased to, and why, is kept for good.

public import Contract
import Postgres
import Trust
public import Values
import Workspaces

extension ControlStore {
  /// Nothing younger than so many days goes; the database refuses it, too.
  public static let evidenceDays = 90

  /// Removes results that are older than `evidenceDays` and say what the ones before and after them say, as one audit
  /// event. What is not genuine stays: it is evidence of something else. Call it every hour; returns how many went.
  ///
  /// - Parameter key: what genuine results are signed by.
  @discardableResult
  public func trimEvidence(key: VerificationKey, request: RequestID) async throws(StoreError) -> Int {
    let now = configuration.now()
    let before = now.adding(seconds: -86_400 * Self.evidenceDays)
    let trimmed = try await audited(.system, request: request) { transaction -> Result<Int, Refusal> in
      let ids = try await transaction.repeated(before: before) { $0.isRepeated(key, now) }
      // The audit guard wants an event for each of fewer rows: these wait until one sums them up.
      guard ids.count > ControlStore.bulk else { return .success(0) }
      var details = AuditRecord.Details()
      details.rows = Int64(ids.count)
      try await transaction.change(
        Entry(.evidenceTrimmed, all: "control_results", in: nil, details: details),
        ("delete from control_results where id = any ($1::uuid[])", [ids]))
      return .success(ids.count)
    }
    guard case .success(let count) = trimmed else { return 0 }
    return count
  }

  /// More rows than this may be changed under one event (`M0003`).
  private static let bulk = 100
}

/// A result between two others of its control.
private struct Repetition {
  let id: String
  let at: Instant
  let results: [Kept<ControlResult>]

  /// All three are genuine and say the same of the same programs.
  func isRepeated(_ key: VerificationKey, _ now: Instant) -> Bool {
    let genuine = results.compactMap { $0.genuine(by: key, at: now) }
    return genuine.count == 3
      && genuine.allSatisfy { other in
        other.outcome == genuine[0].outcome && other.programs == genuine[0].programs
          && other.evidence.problems == genuine[0].evidence.problems
      }
  }
}

extension AuditedTransaction {
  /// Of the oldest that may go, by a page at a time; what is left has the next hour.
  fileprivate func repeated(
    before instant: Instant, _ goes: (Repetition) -> Bool
  ) async throws(PostgresError) -> [String] {
    var ids: [String] = []
    var last: Repetition?
    while ids.count < 5_000 {
      let page = try await repetitions(before: instant, after: last)
      ids += page.filter(goes).map(\.id)
      last = page.last
      if page.count < Self.page { break }
    }
    return ids
  }

  private static var page: Int { 500 }

  /// Those whose neighbours have the same outcome by their text.
  private func repetitions(
    before instant: Instant, after last: Repetition?
  ) async throws(PostgresError) -> [Repetition] {
    // A neighbour may be younger: a day is more than the server lets pass between two runs.
    let rows = try await query(
      """
      select r.id::text as id, r.control, r.at, r.result, r.signature, b.at as before_at, b.result as before_result,
        b.signature as before_signature, a.at as after_at, a.result as after_result, a.signature as after_signature
      from (
        select id, outcome, lag(id) over w as before_id, lag(outcome) over w as before_outcome, lead(id) over w as after_id,
          lead(outcome) over w as after_outcome
        from (
          select id, control, at, substring(result from '"outcome":"([a-z_]+)"') as outcome from control_results
          where at < $2) o
        window w as (partition by control order by at, id)) o
      join control_results r on r.id = o.id join control_results b on b.id = before_id
      join control_results a on a.id = after_id
      where r.at < $1 and (r.at, r.id) > ($3, $4::uuid) and outcome = before_outcome and outcome = after_outcome
      order by r.at, r.id limit $5
      """,
      [
        instant, instant.adding(seconds: 86_400), last?.at ?? Instant(secondsSinceEpoch: 0),
        last?.id ?? ControlResultID(high: 0, low: 0).description, Self.page,
      ])
    return try rows.map { row throws(PostgresError) in
      return Repetition(
        id: try row.get("id"), at: try row.get("at"),
        results: try ["before_", "", "after_"].map { (side) throws(PostgresError) in try Kept(row, side) })
    }
  }
}
