import AppSpec
import Contract
import Testing
import Trust
import Values

@Suite struct AuditVerificationTests {
  private let key = SigningKey()
  private let workspace = WorkspaceID.random(milliseconds: 1)

  private func record(_ number: Int, in workspace: WorkspaceID? = nil) -> AuditRecord {
    let at = Instant(secondsSinceEpoch: 1_700_000_000 + number)
    var details = AuditRecord.Details()
    details.roleTo = .builder
    details.element = Name("remind")
    details.rows = Int64(number)
    return AuditRecord(
      id: .random(milliseconds: Int64(number)), workspace: workspace ?? self.workspace, at: at, recordedAt: at,
      actor: .account(.random(milliseconds: 3)), event: .actionEnded,
      subject: .init(table: "apps", id: .random(milliseconds: 4)), outcome: .done, request: .random(milliseconds: 5),
      details: details)
  }

  /// Ten events, sealed after the 4th, the 7th and the 10th, and one that is not sealed yet.
  private func lines(prunedBelow: Int = 0) throws -> [AuditExportLine] {
    var lines: [AuditExportLine] = [.start(workspace: workspace, key: key.verifier, at: instant(100))]
    if prunedBelow > 0 {
      let checkpoint = AuditCheckpoint(workspace: workspace, prunedBelow: Int64(prunedBelow), at: instant(50))
      lines.append(.checkpoint(try SignedAuditCheckpoint(signing: checkpoint, with: key)))
    }
    var frontier = MerkleFrontier()
    for number in 0..<10 {
      let record = record(number)
      frontier.append(record.leafHash)
      lines.append(.leaf(Int64(number), id: record.id, hash: record.leafHash, number < prunedBelow ? nil : record))
      if [4, 7, 10].contains(number + 1) { lines.append(.head(try head(frontier, at: instant(number)))) }
    }
    return lines + [.unsealed(record(11)), .end(leaves: 10)]
  }

  private func instant(_ number: Int) -> Instant { Instant(secondsSinceEpoch: 1_700_000_000 + number) }

  private func head(_ frontier: MerkleFrontier, at: Instant) throws -> SignedAuditHead {
    try SignedAuditHead(
      signing: AuditHead(workspace: workspace, epoch: 1, size: frontier.size, root: frontier.root, at: at), with: key)
  }

  private func verify(_ lines: [AuditExportLine], known: SignedAuditHead? = nil) -> Result<VerifiedAudit, AuditBreach> {
    AuditVerification.verify(lines.flatMap(\.bytes), key: key.verifier, known: known)
  }

  @Test("An untouched export verifies, and its text reads back as it was")
  func untouched() throws {
    let lines = try lines()
    let verified = try verify(lines).get()
    #expect(verified.events == 10)
    #expect(verified.unsealed == 1)
    #expect(verified.head?.size == 10)
    for line in lines { #expect(AuditExportLine(Array(line.bytes.dropLast())) == line) }
  }

  @Test("What a filter left out is counted; without a filter it counts as removed")
  func filtered() throws {
    var lines = try lines()
    guard case .leaf(let leaf, let id, let hash, _) = lines[6] else { throw Missing() }
    lines[6] = .leaf(leaf, id: id, hash: hash, nil)
    #expect(verify(lines) == .failure(.removed(leaf: leaf)))
    lines[0] = .start(workspace: workspace, key: key.verifier, at: instant(100), isFiltered: true)
    #expect(AuditExportLine(Array(lines[0].bytes.dropLast())) == lines[0])
    let verified = try verify(lines).get()
    #expect(verified.omitted == 1 && verified.events == 9)
  }

  @Test("A changed event is named")
  func changed() throws {
    var lines = try lines()
    guard case .leaf(let leaf, let id, let hash, var record?) = lines[6] else { throw Missing() }
    record.outcome = .refused
    lines[6] = .leaf(leaf, id: id, hash: hash, record)
    #expect(verify(lines) == .failure(.changed(leaf: leaf, id)))
  }

  @Test("A removed event is named, whether its leaf was left or not")
  func removed() throws {
    var lines = try lines()
    guard case .leaf(let leaf, let id, let hash, _) = lines[6] else { throw Missing() }
    lines[6] = .leaf(leaf, id: id, hash: hash, nil)
    #expect(verify(lines) == .failure(.removed(leaf: leaf)))
    lines.remove(at: 6)
    #expect(verify(lines) == .failure(.removed(leaf: leaf)))
  }

  @Test("An inserted event is named: as a leaf of its own or as one that waits for the sealer for too long")
  func inserted() throws {
    let extra = record(-1000)
    var lines = try lines()
    lines.insert(.leaf(3, id: extra.id, hash: extra.leafHash, extra), at: 6)
    #expect(verify(lines) == .failure(.inserted(extra.id)))
    lines.remove(at: 6)
    lines.insert(.unsealed(extra), at: lines.count - 1)
    #expect(verify(lines) == .failure(.inserted(extra.id)))
  }

  @Test("Changing event and leaf together is found by the next head")
  func rewritten() throws {
    var lines = try lines()
    guard case .leaf(let leaf, let id, _, var record?) = lines[7] else { throw Missing() }
    record.details.rows = 999
    lines[7] = .leaf(leaf, id: id, hash: record.leafHash, record)
    #expect(verify(lines) == .failure(.rewritten(leaves: 4..<7)))
  }

  @Test("Without its last head, what follows the head before it is not vouched for")
  func headRemoved() throws {
    var lines = try lines()
    lines.remove(at: lines.count - 3)
    #expect(verify(lines) == .failure(.rewritten(leaves: 7..<10)))
  }

  @Test("An end that was cut off is found")
  func truncated() throws {
    let lines = try lines()
    #expect(verify(Array(lines.dropLast())) == .failure(.truncated))
    #expect(verify(Array(lines[..<6]) + [.end(leaves: 4)]).isSuccess)
    #expect(verify(Array(lines[..<6]) + [.end(leaves: 10)]) == .failure(.removed(leaf: 4)))
  }

  @Test("A head that was kept elsewhere uncovers a history that was cut short or rewritten and signed anew")
  func known() throws {
    let lines = try lines()
    guard case .head(let newest) = lines[lines.count - 3] else { throw Missing() }
    #expect(verify(lines, known: newest).isSuccess)
    #expect(verify(Array(lines[..<6]) + [.end(leaves: 4)], known: newest) == .failure(.forked(size: 10)))
    #expect(verify(try self.lines(), known: newest) == .failure(.forked(size: 10)))
  }

  @Test("Pruning is told apart from removal by its signed checkpoint")
  func pruned() throws {
    let verified = try verify(try lines(prunedBelow: 5)).get()
    #expect(verified.pruned == 5)
    #expect(verified.events == 5)
    var lines = try lines(prunedBelow: 5)
    lines.remove(at: 1)
    #expect(verify(lines) == .failure(.removed(leaf: 0)))
  }

  @Test("Signatures of another key, and of another tree, count for nothing")
  func forged() throws {
    var lines = try lines()
    #expect(
      AuditVerification.verify(lines.flatMap(\.bytes), key: SigningKey().verifier) == .failure(.otherKey))
    guard case .head(let head) = lines[5] else { throw Missing() }
    lines[5] = .head(try SignedAuditHead(signing: head.head, with: SigningKey()))
    #expect(verify(lines) == .failure(.forged(line: 6)))
    var foreign = head.head
    foreign.workspace = .random(milliseconds: 9)
    lines[5] = .head(try SignedAuditHead(signing: foreign, with: key))
    #expect(verify(lines) == .failure(.forged(line: 6)))
  }

  @Test("Whatever the bytes are, the verifier answers")
  func garbage() throws {
    let good = try lines().flatMap(\.bytes)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      var bytes = good
      for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: .min ... .max) }
      _ = AuditVerification.verify(Array(bytes.prefix(Int.random(in: 0...bytes.count))), key: key.verifier)
      if bytes != good {
        #expect(!AuditVerification.verify(bytes, key: key.verifier).isSuccess || isHarmless(bytes, good))
      }
    }
    #expect(AuditVerification.verify([]) == .failure(.truncated))
  }

  /// The unsealed event and the export's time are vouched for by nobody.
  private func isHarmless(_ bytes: [UInt8], _ good: [UInt8]) -> Bool {
    let (lines, originals) = (bytes.split(separator: 10), good.split(separator: 10))
    return lines.count == originals.count
      && zip(lines, originals).enumerated().allSatisfy { index, pair in
        pair.0 == pair.1 || index == 0 || index == originals.count - 2
      }
  }

  private struct Missing: Error {}
}

extension Result {
  fileprivate var isSuccess: Bool {
    if case .success = self { return true }
    return false
  }
}
