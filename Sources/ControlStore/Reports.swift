// What runtimes report becomes audit events: each once, however often it is delivered.

public import Contract
import Workspaces

extension ControlStore {
  /// The spec of a release, so that the names in a report can be checked; nil when it is none of a workspace that this
  /// runtime serves.
  public func spec(
    of release: ReleaseID, for runtime: EnrolledRuntime
  ) async throws(StoreError) -> [UInt8]? { throw .schemaOutdated }

  /// Writes each report as an audit event of its workspace (and to the build log where it is about a release). The caller has
  /// checked the names. Returns the ids that need not be delivered again; what is of a workspace that this runtime does not
  /// serve, or names a release or account that the workspace has not got, is not among them.
  public func receive(
    _ reports: [Report], from runtime: EnrolledRuntime, request: RequestID
  ) async throws(StoreError) -> [ReportID] { throw .schemaOutdated }
}
