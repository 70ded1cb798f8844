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

  /// RFC 6962 section 2.1.2, for a runtime that keeps the head of `first` leaves; nil when the tree is shorter.
  public func consistencyProof(
    of workspace: WorkspaceID, from first: Int64, to second: Int64, for runtime: EnrolledRuntime
  ) async throws(StoreError) -> [Digest]? {
    let leaves = try await leafHashes(.runtime(runtime), workspace, size: second, asFeed: true)
    return MerkleTree(leaves: leaves).consistencyProof(Int(first), Int(second))
  }

  private func leafHashes(
    _ standing: Standing, _ workspace: WorkspaceID, size: Int64, asFeed: Bool = false
  ) async throws(StoreError) -> [Digest] {
    try await read(standing) { transaction in
      if asFeed { try await transaction.stepIntoFeed() }
      let rows = try await transaction.query(
        "select hash from audit_leaves where workspace_id = $1 and leaf < $2 order by leaf", [workspace, size])
      return try rows.map { try $0.get("hash") }
    }
  }
}
