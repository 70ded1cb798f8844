// What runtimes report becomes audit events: each once, however often it is delivered, because the report's id is the
// event's.

import AppSpec
public import Contract
import Postgres
import Trust
public import Values
import Workspaces

extension ControlStore {
  /// The spec of a release, so that the names in a report can be checked; nil when it is none of a workspace that this
  /// runtime serves.
  public func spec(
    of release: ReleaseID, for runtime: EnrolledRuntime
  ) async throws(StoreError) -> [UInt8]? {
    guard let signed = try await signedRelease(release, for: runtime) else { return nil }
    let json = signed.json.members?.first { $0.name == "spec" }?.value.string
    return json.flatMap(Base64URL.decode)
  }

  /// Writes each report as an audit event of its workspace (and to the build log where it is about preparing a
  /// release). The caller has checked the names. Returns the ids that need not be delivered again; what is of a
  /// workspace that this runtime does not serve, or names a release that the workspace has not got, is not among them.
  public func receive(
    _ reports: [Report], from runtime: EnrolledRuntime, request: RequestID
  ) async throws(StoreError) -> [ReportID] {
    var accepted: [ReportID] = []
    for workspace in Set(reports.map(\.workspace)).sorted()
    where runtime.workspace == nil || runtime.workspace == workspace {
      let own = reports.filter { $0.workspace == workspace }
      let taken = try await audited(.runtimeReporting(runtime, workspace), request: request) { transaction in
        .success(try await transaction.receive(own, of: workspace, from: runtime.id))
      }
      if case .success(let ids) = taken { accepted += ids }
    }
    return accepted
  }
}

extension AuditedTransaction {
  fileprivate func receive(
    _ reports: [Report], of workspace: WorkspaceID, from runtime: RuntimeID
  ) async throws(PostgresError) -> [ReportID] {
    let named = Set(reports.compactMap(\.kind.release)).map(\.description)
    let called = Set(reports.compactMap(\.kind.app)).map(\.description)
    let found = try await transaction.pipeline([
      ("select 1 from workspaces where id = $1", [workspace]),
      ("select id, app_id from releases where workspace_id = $1 and id = any ($2)", [workspace, named]),
      ("select id from apps where workspace_id = $1 and id = any ($2)", [workspace, called]),
    ])
    guard !found[0].isEmpty else { return [] }
    var apps: [ReleaseID: AppID] = [:]
    for row in found[1] { apps[try row.get("id")] = try row.get("app_id", as: AppID.self) }
    let own = Set(try found[2].map { row throws(PostgresError) in try row.get("id", as: AppID.self) })
    let known = reports.filter { report in
      let (release, app) = (report.kind.release, report.kind.app)
      return release.map { apps[$0] != nil && (app == nil || app == apps[$0]) } ?? app.map(own.contains) ?? true
    }
    var changes: [Change] = []
    for report in known {
      let event = ReportedEvent(report, app: report.kind.app ?? report.kind.release.flatMap { apps[$0] })
      changes.append(event.audit(by: runtime, request: request))
      if let entry = event.buildLog(by: runtime) { changes.append(entry) }
    }
    if !changes.isEmpty { _ = try await transaction.pipeline(changes) }
    return known.map(\.id)
  }
}
