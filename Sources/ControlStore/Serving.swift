// Where the apps of a workspace are opened: what a pass is sent to.

public import Workspaces

extension ControlStore {
  /// The address of the runtime that serves the workspace, the one heard of last when there are several; nil without
  /// any. Every member may know it (`openApps`), unlike the list of runtimes.
  public func servingAddress(of member: Member) async throws(StoreError) -> String? { throw .schemaOutdated }
}
