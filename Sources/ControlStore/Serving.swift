// Where the apps of a workspace are opened: what a pass is sent to.

import Postgres
public import Workspaces

extension ControlStore {
  /// The address of the runtime that serves the workspace: its own before one that serves all, the one enrolled last
  /// when there are several; nil without any. Every member may know it (`openApps`), unlike the list of runtimes.
  public func servingAddress(of member: Member) async throws(StoreError) -> String? {
    try await read(.runtimeSeeker(member.workspace.id)) { transaction in
      let rows = try await transaction.query(
        """
        select address from runtimes
        where (workspace_id = $1 or workspace_id is null) and removed_at is null
        order by workspace_id is null, enrolled_at desc limit 1
        """, [member.workspace.id])
      return try rows.first?.get("address")
    }
  }
}
