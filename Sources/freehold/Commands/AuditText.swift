/// What a verification found, in words and as JSON.

import Contract
import Trust
import Values

enum AuditText {
  /// - Parameter isAnchored: whether a key or a head from elsewhere was given; without, the export vouches for itself.
  static func text(_ audit: VerifiedAudit, isAnchored: Bool) -> String {
    let tree = audit.head.map { "sealed up to \($0.at.iso): tree of \($0.size), root \($0.root)" }
    return [
      "Verified: \(audit.events) events are as they were sealed.",
      tree.map { "  \($0)" } ?? "  Nothing has been sealed yet.",
      audit.pruned > 0 ? "  \(audit.pruned) older events were removed by retention, under a signed checkpoint." : nil,
      audit.omitted > 0
        ? "  \(audit.omitted) events were left out by the export's filter; only their seals were checked." : nil,
      audit.unsealed > 0 ? "  \(audit.unsealed) events are younger than the seal; nothing vouches for them yet." : nil,
      isAnchored ? nil : "  By the export's own key: --key and --head from elsewhere show that nothing is missing.",
    ].compactMap { $0 }.joined(separator: "\n")
  }

  static func json(_ audit: VerifiedAudit) -> JSON {
    [
      "verified": true, "events": .integer(audit.events), "pruned": .integer(audit.pruned),
      "omitted": .integer(audit.omitted),
      "unsealed": .integer(audit.unsealed), "size": audit.head.map { .integer($0.size) } ?? .null,
      "root": audit.head.map { .string($0.root.description) } ?? .null,
    ]
  }

  static func text(_ breach: AuditBreach) -> String { "Not verified: \(describe(breach).text)" }

  static func json(_ breach: AuditBreach) -> JSON {
    let (code, text) = describe(breach)
    return ["verified": false, "breach": .string(code), "text": .string(text)]
  }

  private static func describe(_ breach: AuditBreach) -> (code: String, text: String) {
    switch breach {
    case .malformed(let line): ("malformed", "line \(line) is not a line of an audit export.")
    case .truncated: ("truncated", "the export ends before its last line. Export it again.")
    case .otherKey: ("other_key", "another control plane than the expected one signed this.")
    case .changed(let leaf, let event): ("changed", "event \(event) (leaf \(leaf)) was changed after it was sealed.")
    case .removed(let leaf): ("removed", "the event of leaf \(leaf) was removed.")
    case .inserted(let event): ("inserted", "event \(event) was inserted: it was never sealed.")
    case .rewritten(let leaves):
      ("rewritten", "of the leaves \(leaves.lowerBound) to \(leaves.upperBound - 1) at least one was rewritten.")
    case .forged(let line): ("forged", "the signature on line \(line) is not the control plane's.")
    case .forked(let size): ("forked", "this history does not contain the head of size \(size) that was kept.")
    }
  }
}
