/// What a runtime asks of the control plane. A protocol because tests stand in for the far side; the one adapter is
/// `ControlClient`.

import Contract

protocol ControlPlaneLink: Sendable {
  func release(_ id: ReleaseID) async throws -> SignedRelease
  /// - Returns: the ids that need not be delivered again.
  func deliver(_ reports: [Report]) async throws -> Set<ReportID>
  /// That the audit tree of `second` leaves begins with the one of `first`; nil when the control plane has no proof.
  func consistency(of workspace: WorkspaceID, from first: Int64, to second: Int64) async throws -> ConsistencyProof?
  /// Calls `take` for each event, in order, until the connection ends.
  func feed(after position: Int64, _ take: @Sendable (FeedEvent) async throws -> Void) async throws
}

/// The control plane answered, but not as agreed.
struct ControlRefusal: Error, CustomStringConvertible {
  var status: Int
  /// The problem's code, where it named one.
  var problem: String?
  var description: String { "the control plane answered \(status) \(problem ?? "")" }
}
