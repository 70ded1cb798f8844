// Workspaces of a person.

public import AppSpec
public import Contract
import Postgres
import Trust
import Values
public import Workspaces

public struct WorkspaceOfPerson: Sendable, Equatable {
  public var workspace: Workspace
  public var role: Role
}

extension ControlStore {
  /// By title.
  public func workspaces(of person: SignedIn) async throws(StoreError) -> [WorkspaceOfPerson] {
    try await read(.person(person)) { transaction in
      let rows = try await transaction.query(
        """
        select w.id as workspace_id, w.slug, w.title, w.kind as workspace_kind, w.region, m.role
        from members m join workspaces w on w.id = m.workspace_id
        where m.account_id = $1 order by lower(w.title), w.slug
        """, [person.account.id])
      return try rows.map { row in
        WorkspaceOfPerson(workspace: try Workspace(row), role: try row.get("role", Role.init))
      }
    }
  }

  /// A team workspace that he owns. `taken` when the slug is in use.
  public func createWorkspace(
    slug: Slug, title: String, by person: SignedIn
  ) async throws(StoreError) -> Result<Workspace, Refusal> {
    guard Workspace.mayBeNamed(slug) else { return .failure(.reservedName) }
    let checked = line(title, field: "title")
    let id: WorkspaceID = newID()
    let account = person.account.id
    return try await orTaken {
      () async throws(StoreError) in
      try await audited(.founder(account, id), request: person.request) { transaction in
        let title = try checked.get()
        try await transaction.change(
          [
            Entry(.workspaceCreated, "workspaces", id, in: id),
            Entry(.memberAdded, "members", account, in: id, details: .role(to: .owner)),
          ],
          [
            insertWorkspace(id, slug, title, .team),
            ("insert into members (workspace_id, account_id, role) values ($1, $2, 'owner')", [id, account]),
            insertFeed(.workspace, subject: id.description, in: id),
          ])
        return .success(Workspace(id: id, slug: slug, title: title, kind: .team, region: homeRegion))
      }
    }
  }

  public func renameWorkspace(
    _ member: Member, title: String
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.changeSettings) else { return .failure(.notAllowed(.changeSettings)) }
    let checked = line(title, field: "title")
    let id = member.workspace.id
    return try await audited(.member(member), request: member.request) { transaction in
      try await transaction.change(
        [Entry(.workspaceRenamed, "workspaces", id, in: id)],
        [
          ("update workspaces set title = $2 where id = $1", [id, try checked.get()]),
          insertFeed(.workspace, subject: id.description, in: id),
        ])
      return .success(())
    }
  }
}
