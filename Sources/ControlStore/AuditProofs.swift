// Proofs about sealed trees: that an event is in it, that a head continues an older one.

public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

extension ControlStore {
  /// RFC 6962 section 2.1.1, for the tree of `size` leaves; nil when there is no such leaf. Reads `size` hashes.
  public func inclusionProof(
    leaf: Int64, size: Int64, of member: Member
  ) async throws(StoreError) -> Result<[Digest]?, Refusal> {
    guard member.role.may(.readAudit) else { return .failure(.notAllowed(.readAudit)) }
    let leaves = try await leafHashes(.member(member), member.workspace.id, size: size)
    return .success(MerkleTree(leaves: leaves).inclusionProof(Int(leaf), size: Int(size)))
  }

  /// RFC 6962 section 2.1.2, for a runtime that keeps the head of `first` leaves; nil unless `second` leaves are a sealed
  /// tree of a workspace that it serves.
  public func consistencyProof(
    of workspace: WorkspaceID, from first: Int64, to second: Int64, for runtime: EnrolledRuntime
  ) async throws(StoreError) -> ConsistencyProof? {
    guard first >= 0, first <= second else { return nil }
    return try await read(.runtime(runtime)) { transaction in
      try await transaction.stepIntoFeed()
      let heads = try await transaction.query(
        "select from audit_heads where workspace_id = $1 and size = $2 limit 1", [workspace, second])
      guard heads.count == 1 else { return nil }
      var blocks = await proofBlocks[workspace]
      let whole = Int(second) / MerkleBlocks.size
      while blocks.roots.count < whole {
        let start = blocks.roots.count
        let end = min(whole, start + 64)
        blocks.append(try await transaction.leaves(of: workspace, blocks: start..<end, below: second))
        // Fewer leaves than a sealed tree has: no proof will hold.
        guard blocks.roots.count == end else { return nil }
      }
      await proofBlocks.keep(blocks, of: workspace)
      var parts: [Int: [Digest]] = [:]
      for block in MerkleBlocks.open(Int(first), Int(second)) {
        parts[block] = try await transaction.leaves(of: workspace, blocks: block..<block + 1, below: second)
      }
      return blocks.consistencyProof(Int(first), Int(second), parts: parts).map { ConsistencyProof(path: $0) }
    }
  }

  private func leafHashes(
    _ standing: Standing, _ workspace: WorkspaceID, size: Int64
  ) async throws(StoreError) -> [Digest] {
    try await read(standing) { transaction in
      let rows = try await transaction.query(
        "select hash from audit_leaves where workspace_id = $1 and leaf < $2 order by leaf", [workspace, size])
      return try rows.map { try $0.get("hash") }
    }
  }
}

extension Transaction {
  fileprivate func leaves(
    of workspace: WorkspaceID, blocks: Range<Int>, below size: Int64
  ) async throws(PostgresError) -> [Digest] {
    let end = min(Int64(blocks.upperBound * MerkleBlocks.size), size)
    let rows = try await query(
      "select hash from audit_leaves where workspace_id = $1 and leaf >= $2 and leaf < $3 order by leaf",
      [workspace, Int64(blocks.lowerBound * MerkleBlocks.size), end])
    var hashes: [Digest] = []
    for row in rows { hashes.append(try row.get("hash")) }
    return hashes
  }
}

/// What proofs have read already: sealed leaves never change.
actor ProofBlocks {
  private var blocks: [WorkspaceID: MerkleBlocks] = [:]

  subscript(workspace: WorkspaceID) -> MerkleBlocks { blocks[workspace] ?? MerkleBlocks() }

  func keep(_ grown: MerkleBlocks, of workspace: WorkspaceID) {
    if grown.roots.count > self[workspace].roots.count { blocks[workspace] = grown }
  }
}
