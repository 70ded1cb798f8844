// The installation itself: one row, its first owner, whether strangers may sign up.

import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

public enum InstallationKind {}
public typealias InstallationID = ID<InstallationKind>

public struct Installation: Sendable, Equatable {
  public var id: InstallationID
  /// Whether somebody who was not invited may sign up.
  public var isOpen: Bool
}

extension ControlStore {
  /// Makes the installation, its first account (an operator) and his personal workspace; what exists already stays.
  @discardableResult
  public func prepareInstallation(
    owner: EmailAddress, slug: Slug, title: String, isOpen: Bool, request: RequestID
  ) async throws(StoreError) -> Installation {
    if let installation = try await installation() { return installation }
    let id: InstallationID = newID()
    let account = Account(id: newID(), email: owner, name: "", isOperator: true)
    do {
      let made = try await audited(.system, request: request, as: .operatorCommand) { transaction in
        try await transaction.change(
          Entry(.installationCreated, "installation", id),
          ("insert into installation (id, is_open, first_owner) values ($1, $2, $3)", [id, isOpen, account.id]))
        try await transaction.found(account, slug: slug, title: title)
        return .success(Installation(id: id, isOpen: isOpen))
      }
      return try made.get()
    } catch {
      // Two processes at once: the other one was faster.
      if let installation = try await installation() { return installation }
      throw StoreError(error)
    }
  }

  /// Nil before `prepareInstallation`.
  public func installation() async throws(StoreError) -> Installation? {
    try await read(nil) { transaction in
      guard let row = try await transaction.query("select id, is_open from installation").first else { return nil }
      return Installation(id: try row.get("id"), isOpen: try row.get("is_open"))
    }
  }

  /// The operator's command line opens or closes the installation for people who were not invited.
  public func setSignUp(open: Bool, request: RequestID) async throws(StoreError) {
    guard let id = try await installation()?.id else { return }
    _ = try await audited(.system, request: request, as: .operatorCommand) { transaction in
      try await transaction.change(
        Entry(.signUpChanged, "installation", id), ("update installation set is_open = $1", [open]))
      return .success(())
    }
  }

  /// The operator's command line in the workspace `slug` (nil: the first owner's): what `seed` and `enrol` act through.
  public func operatorMember(of slug: Slug?, request: RequestID) async throws(StoreError) -> Member? {
    try await read(.system) { transaction in
      let rows = try await transaction.query(
        "select *, id as workspace_id from gate.look_up_workspace($1)", [slug?.text])
      return try rows.first.map { row in
        Member(
          actor: .operatorCommand, workspace: try Workspace(row), account: try row.get("account_id"), role: .owner,
          request: request)
      }
    }
  }
}

extension AuditedTransaction {
  /// An account with its personal workspace; recorded as its own deed.
  func found(_ account: Account, slug: Slug, title: String) async throws {
    let workspace: WorkspaceID = store.newID()
    let founding = try await become(.founder(account.id, workspace))
    try await founding.change(
      [
        Entry(.accountCreated, "accounts", account.id),
        Entry(.workspaceCreated, "workspaces", workspace, in: workspace),
        Entry(.memberAdded, "members", account.id, in: workspace, details: .role(to: .owner)),
      ],
      [
        (
          "insert into accounts (id, email, name, is_operator) values ($1, $2, $3, $4)",
          [account.id, account.email.text, account.name, account.isOperator]
        ), insertWorkspace(workspace, slug, title, .personal),
        ("insert into members (workspace_id, account_id, role) values ($1, $2, 'owner')", [workspace, account.id]),
        insertFeed(.workspace, subject: workspace.description, in: workspace),
      ])
  }
}

/// Where a new workspace's metadata stays.
let homeRegion = "eu-central-1"

func insertWorkspace(_ id: WorkspaceID, _ slug: Slug, _ title: String, _ kind: Workspace.Kind) -> Change {
  (
    "insert into workspaces (id, slug, title, kind, region) values ($1, $2, $3, $4, $5)",
    [id, slug.text, title, kind.rawValue, homeRegion]
  )
}

extension AuditRecord.Details {
  static func role(from: Role? = nil, to: Role?) -> Self {
    var details = Self()
    (details.roleFrom, details.roleTo) = (from, to)
    return details
  }
}
