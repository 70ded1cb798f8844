// Where the apps of a workspace are opened: what a pass is sent to.

import Contract
import Postgres
public import Workspaces

extension ControlStore {
  /// The address of the runtime that serves the workspace: its own before one that serves all, the one enrolled last
  /// when there are several; nil without any. Every member may know it (`openApps`), unlike the list of runtimes.
  public func servingAddress(of member: Member) async throws(StoreError) -> ServingAddress? {
    // Who may read the list of runtimes asks as himself, in the transaction of his page.
    let standing = member.role.may(.readDesign) ? Standing.member(member) : .runtimeSeeker(member.workspace.id)
    return try await ask(standing, [ServingAddress.question(member.workspace.id)]) { (found) throws(PostgresError) in
      try ServingAddress(found[0])
    }
  }
}

/// Where browsers reach a workspace's apps.
public struct ServingAddress: Sendable, Equatable {
  /// The runtime's origin.
  public var runtime: String
  /// The workspace's own host.
  public var domain: String?
}

extension ServingAddress {
  static func question(_ workspace: WorkspaceID) -> Change {
    (
      """
      select address, (select domain from workspaces where id = $1) as domain from runtimes
      where (workspace_id = $1 or workspace_id is null) and removed_at is null
      order by workspace_id is null, enrolled_at desc limit 1
      """, [workspace]
    )
  }

  /// From the answer to `question`; nil without a runtime.
  init?(_ rows: Rows) throws(PostgresError) {
    guard let row = rows.first else { return nil }
    self.init(runtime: try row.get("address"), domain: try row.get("domain"))
  }
}
