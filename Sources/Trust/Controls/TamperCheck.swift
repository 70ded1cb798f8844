// The check of the check: a copy of a sound trail, tampered with in each way, must not verify any more.

public import Contract
import Values

public enum TamperCheck {
  public static let ways = ["an event changed", "an event removed", "an event inserted"]

  /// - Parameters:
  ///   - lines: of an export that verifies and has at least two events.
  ///   - verify: what has to notice.
  /// - Returns: each way that went unnoticed.
  public static func run(
    _ lines: [[UInt8]], key: VerificationKey,
    verify: ([[UInt8]], VerificationKey) -> Result<VerifiedAudit, AuditBreach> = verify
  ) -> [String] {
    let leaves = lines.indices.filter { index in
      if case .leaf(_, _, _, .some) = AuditExportLine(lines[index]) { true } else { false }
    }
    guard leaves.count >= 2, let last = leaves.last,
      case .leaf(let number, let id, let hash, let record?) = AuditExportLine(lines[last])
    else { return ["the copy has no two events to tamper with"] }
    var (changed, removed, inserted) = (lines, lines, lines)
    var other = record
    other.outcome = record.outcome == .done ? .refused : .done
    changed[last] = Array(AuditExportLine.leaf(number, id: id, hash: hash, other).bytes.dropLast())
    removed.remove(at: last)
    other.id = AuditEventID(high: record.id.high, low: record.id.low ^ 1)
    inserted.insert(
      Array(AuditExportLine.leaf(number, id: other.id, hash: other.leafHash, other).bytes.dropLast()), at: last)
    return zip(ways, [changed, removed, inserted]).filter { _, lines in
      if case .success = verify(lines, key) { true } else { false }
    }.map { "\($0.0) in a copy went unnoticed" }
  }

  public static func verify(_ lines: [[UInt8]], key: VerificationKey) -> Result<VerifiedAudit, AuditBreach> {
    AuditVerification.verify(Array(lines.joined(separator: [10])), key: key)
  }
}
