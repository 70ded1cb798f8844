// Recomputes an export offline and names the first row that is not as it was sealed.

public import Contract
public import Values

public struct VerifiedAudit: Sendable, Equatable {
  public var workspace: WorkspaceID?
  /// The newest head; nil when nothing has been sealed yet.
  public var head: AuditHead?
  /// Events that were hashed and found as sealed.
  public var events: Int64
  /// Events that retention has removed, as a signed checkpoint says; their leaves were checked.
  public var pruned: Int64
  /// Events that the export's filter left out; their leaves were checked, they themselves were not.
  public var omitted: Int64 = 0
  /// Events younger than the newest head, which nothing vouches for yet.
  public var unsealed: Int64
}

/// The first thing that is wrong.
public enum AuditBreach: Error, Sendable, Equatable {
  /// Line `line` (from 1) is none of an export's.
  case malformed(line: Int)
  /// The export ends before its last line.
  case truncated
  /// The export was signed with another key than the expected one.
  case otherKey
  /// The event reads differently than when it was sealed.
  case changed(leaf: Int64, AuditEventID)
  /// The event, or the leaf itself, is gone.
  case removed(leaf: Int64)
  /// An event that was never sealed stands among older ones, or a leaf stands where none belongs.
  case inserted(AuditEventID)
  /// Events and leaves were rewritten together: among these leaves at least one was changed, removed or inserted.
  case rewritten(leaves: Range<Int64>)
  /// A head's or a checkpoint's signature is wrong.
  case forged(line: Int)
  /// The head that was kept elsewhere is not part of this history.
  case forked(size: Int64)
}

public struct AuditVerification: Sendable {
  /// How long an event may wait for the sealer, in seconds, before it counts as inserted.
  static let patience = 300

  private let expectedKey: VerificationKey?
  private var known: SignedAuditHead?
  private var key: VerificationKey?
  private var line = 0
  private var isOver = false
  private var isFiltered = false
  private var frontier = MerkleFrontier()
  private var provenSize: Int64 = 0
  private var prunedBelow: Int64 = 0
  private var result = VerifiedAudit(workspace: nil, head: nil, events: 0, pruned: 0, unsealed: 0)

  /// - Parameters:
  ///   - key: the control plane's, as the runtimes know it; nil: the export's own word is taken.
  ///   - known: a head that was downloaded earlier, which this history must contain.
  public init(key: VerificationKey? = nil, known: SignedAuditHead? = nil) {
    expectedKey = key
    self.known = known
  }

  /// Verifies a whole export.
  public static func verify(
    _ bytes: [UInt8], key: VerificationKey? = nil, known: SignedAuditHead? = nil
  ) -> Result<VerifiedAudit, AuditBreach> {
    var verification = AuditVerification(key: key, known: known)
    do throws(AuditBreach) {
      for line in bytes.split(separator: 10) { try verification.read(Array(line)) }
      return .success(try verification.end())
    } catch { return .failure(error) }
  }

  /// Takes the next line, without its line feed: memory does not grow with the export.
  public mutating func read(_ bytes: [UInt8]) throws(AuditBreach) {
    line += 1
    guard !isOver, let parsed = AuditExportLine(bytes) else { throw .malformed(line: line) }
    guard let key else { return try start(parsed) }
    switch parsed {
    case .start: throw .malformed(line: line)
    case .checkpoint(let signed): try take(signed, key)
    case .leaf(let number, let id, let hash, let record): try take(number, id, hash, record)
    case .head(let signed): try take(signed, key)
    case .unsealed(let record): try take(unsealed: record)
    case .end(let leaves):
      guard leaves == frontier.size else { throw .removed(leaf: frontier.size) }
      isOver = true
    }
  }

  /// After the last line.
  public func end() throws(AuditBreach) -> VerifiedAudit {
    guard isOver else { throw .truncated }
    if let known, known.head.size > 0 { throw .forked(size: known.head.size) }
    guard provenSize == frontier.size else { throw .rewritten(leaves: provenSize..<frontier.size) }
    return result
  }

  private mutating func start(_ first: AuditExportLine) throws(AuditBreach) {
    guard case .start(let workspace, let key, _, let isFiltered) = first else { throw .malformed(line: line) }
    if let expectedKey, expectedKey != key { throw .otherKey }
    if let known, known.head.workspace != workspace || known.verified(by: key) == nil { throw .forged(line: line) }
    self.key = key
    self.isFiltered = isFiltered
    result.workspace = workspace
  }

  private mutating func take(_ signed: SignedAuditCheckpoint, _ key: VerificationKey) throws(AuditBreach) {
    guard let checkpoint = signed.verified(by: key), checkpoint.workspace == result.workspace, frontier.size == 0
    else { throw .forged(line: line) }
    prunedBelow = max(prunedBelow, checkpoint.prunedBelow)
  }

  private mutating func take(
    _ number: Int64, _ id: AuditEventID, _ hash: Digest, _ record: AuditRecord?
  ) throws(AuditBreach) {
    if number < frontier.size { throw .inserted(id) }
    if number > frontier.size { throw .removed(leaf: frontier.size) }
    if let record {
      guard record.id == id, record.workspace == result.workspace, record.leafHash == hash
      else { throw .changed(leaf: number, id) }
      result.events += 1
    } else if number < prunedBelow {
      result.pruned += 1
    } else {
      guard isFiltered else { throw .removed(leaf: number) }
      result.omitted += 1
    }
    frontier.append(hash)
  }

  private mutating func take(_ signed: SignedAuditHead, _ key: VerificationKey) throws(AuditBreach) {
    guard let head = signed.verified(by: key), head.workspace == result.workspace else { throw .forged(line: line) }
    guard head.size == frontier.size else { throw .removed(leaf: min(head.size, frontier.size)) }
    guard head.root == frontier.root else { throw .rewritten(leaves: provenSize..<head.size) }
    if let known, known.head.size == head.size {
      guard known.head.root == head.root else { throw .forked(size: head.size) }
      self.known = nil
    }
    provenSize = head.size
    result.head = head
  }

  private mutating func take(unsealed record: AuditRecord) throws(AuditBreach) {
    guard record.workspace == result.workspace else { throw .malformed(line: line) }
    if let head = result.head, record.recordedAt.adding(seconds: AuditVerification.patience) < head.at {
      throw .inserted(record.id)
    }
    result.unsealed += 1
  }
}

extension AuditBreach: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed(let line): "line \(line) is not a line of an audit export"
    case .truncated: "the export ends before its last line"
    case .otherKey: "the export names another signing key than the expected one"
    case .changed(let leaf, let id): "event \(id) (leaf \(leaf)) was changed after it was sealed"
    case .removed(let leaf): "the event of leaf \(leaf) was removed"
    case .inserted(let id): "event \(id) was inserted: it was never sealed where it stands"
    case .rewritten(let leaves):
      "history was rewritten: of the leaves \(leaves.lowerBound) to \(leaves.upperBound - 1), at least one was "
        + "changed, removed or inserted"
    case .forged(let line): "the signature in line \(line) is wrong"
    case .forked(let size): "the head of \(size) leaves that was kept is not part of this history"
    }
  }
}
