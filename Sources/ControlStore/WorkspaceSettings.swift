// How a workspace's apps look, and the domain where they are reached.

public import AppSpec
public import Contract
import Postgres
import Trust
import Values
public import Workspaces

extension ControlStore {
  public func settings(of member: Member) async throws(StoreError) -> WorkspaceSettings {
    try await read(.member(member)) { transaction in
      let rows = try await transaction.query(
        "select theme, logo, domain from workspaces where id = $1", [member.workspace.id])
      return try rows.first.map { try WorkspaceSettings($0) } ?? WorkspaceSettings()
    }
  }

  public func changeTheme(
    of member: Member, to theme: Theme
  ) async throws(StoreError) -> Result<Void, Refusal> {
    try await changeSettings(of: member, .themeChanged, "theme = $2", theme.text)
  }

  /// Nil for none.
  public func changeLogo(of member: Member, to logo: Logo?) async throws(StoreError) -> Result<Void, Refusal> {
    try await changeSettings(of: member, .logoChanged, "logo = $2", logo?.bytes)
  }

  /// Nil for none. `taken` when another workspace has it. Whether its DNS leads here is the caller's to know.
  public func changeDomain(of member: Member, to domain: String?) async throws(StoreError) -> Result<Void, Refusal> {
    try await orTaken { () async throws(StoreError) in
      try await changeSettings(of: member, .domainChanged, "domain = $2, domain_lost_at = null", domain)
    }
  }

  private func changeSettings(
    of member: Member, _ event: AuditEvent, _ assignment: String, _ value: any Bindable
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.changeSettings) else { return .failure(.notAllowed(.changeSettings)) }
    let id = member.workspace.id
    return try await audited(.member(member), request: member.request) { transaction in
      try await transaction.change(
        [Entry(event, "workspaces", id, in: id)],
        [
          ("update workspaces set \(assignment) where id = $1", [id, value]),
          insertFeed(.settings, subject: id.description, in: id),
        ])
      return .success(())
    }
  }
}

extension WorkspaceSettings {
  init(_ row: Row) throws(PostgresError) {
    self.init(
      theme: try row.get("theme"), logo: try row.get("logo", as: [UInt8]?.self) ?? [],
      domain: try row.get("domain", as: String?.self) ?? "")
  }
}
