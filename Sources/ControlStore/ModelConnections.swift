// Which language models a workspace's AI steps may call.

public import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

/// What an administrator says of a connection.
public struct ModelChoice: Sendable, Equatable {
  public var name: Name
  public var provider: ModelProviderKind
  public var model: String
  public var region: String
  public var secret: String
  public var dailyTokens: Int64?

  public init(
    name: Name, provider: ModelProviderKind, model: String, region: String, secret: String, dailyTokens: Int64?
  ) {
    (self.name, self.provider, self.model) = (name, provider, model)
    (self.region, self.secret, self.dailyTokens) = (region, secret, dailyTokens)
  }

  func connection(id: ModelConnectionID, isDefault: Bool) -> ModelConnection? {
    ModelConnection(
      id: id, name: name, provider: provider, model: model, region: region, secret: secret, dailyTokens: dailyTokens,
      isDefault: isDefault)
  }
}

extension ControlStore {
  /// By their names.
  public func models(of member: Member) async throws(StoreError) -> [ModelConnection] {
    try await read(.member(member)) { transaction in
      try await transaction.query(Self.livingModels, [member.workspace.id]).map { try ModelConnection($0) }
    }
  }

  /// Adds a connection, or puts it in the place of the one of that name. The first of a workspace is its default.
  /// `invalid` names the field that is not as `ModelConnection` wants it, `taken` that there are as many as there may be.
  public func connectModel(
    _ choice: ModelChoice, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.manageModels) else { return .failure(.notAllowed(.manageModels)) }
    let workspace = member.workspace.id
    return try await audited(.member(member), request: member.request) { transaction in
      let living = try await transaction.livingModels(workspace)
      let old = living.first { $0.name == choice.name }
      guard old != nil || living.count < ModelConnection.most else { return .failure(.taken) }
      guard let new = choice.connection(id: newID(), isDefault: old?.isDefault ?? living.isEmpty) else {
        return .failure(.invalid(field: "model"))
      }
      if let old, choice.connection(id: old.id, isDefault: old.isDefault) == old { return .failure(.unchanged) }
      var entries = [Entry(.modelConnected, "model_connections", new.id, in: workspace)]
      var changes = [insert(new, workspace), tell(workspace)]
      if let old {
        entries.append(Entry(.modelDisconnected, "model_connections", old.id, in: workspace))
        changes.insert(end(old.id, workspace), at: 0)
      }
      try await transaction.change(entries, changes)
      return .success(())
    }
  }

  /// The default may go too; steps that name no model refuse then, until another is chosen.
  public func disconnectModel(
    _ id: ModelConnectionID, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.manageModels) else { return .failure(.notAllowed(.manageModels)) }
    let workspace = member.workspace.id
    return try await audited(.member(member), request: member.request) { transaction in
      let rows = try await transaction.change(
        [Entry(.modelDisconnected, "model_connections", id, in: workspace)],
        [end(id, workspace), tell(workspace)])
      return rows[0].affected == 1 ? .success(()) : .failure(.notFound)
    }
  }

  public func chooseDefaultModel(
    _ id: ModelConnectionID, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> {
    guard member.role.may(.manageModels) else { return .failure(.notAllowed(.manageModels)) }
    let workspace = member.workspace.id
    return try await audited(.member(member), request: member.request) { transaction in
      let living = try await transaction.livingModels(workspace)
      guard let chosen = living.first(where: { $0.id == id }) else { return .failure(.notFound) }
      if chosen.isDefault { return .failure(.unchanged) }
      let before = living.filter(\.isDefault).map(\.id)
      try await transaction.change(
        (before + [id]).map { Entry(.defaultModelChanged, "model_connections", $0, in: workspace) },
        before.map { setDefault($0, false, workspace) } + [
          setDefault(id, true, workspace), tell(workspace),
        ])
      return .success(())
    }
  }
}

extension ControlStore {
  fileprivate static let livingModels = """
    select id, name, provider, model, region, secret, daily_tokens, is_default from model_connections
    where workspace_id = $1 and ended_at is null order by name
    """
}

extension AuditedTransaction {
  fileprivate func livingModels(_ workspace: WorkspaceID) async throws(PostgresError) -> [ModelConnection] {
    try await query(ControlStore.livingModels + " for update", [workspace]).map { row throws(PostgresError) in
      try ModelConnection(row)
    }
  }
}

private func tell(_ workspace: WorkspaceID) -> Change {
  insertFeed(.settings, subject: workspace.description, in: workspace)
}

private func end(_ id: ModelConnectionID, _ workspace: WorkspaceID) -> Change {
  (
    """
    update model_connections set ended_at = transaction_timestamp()
    where workspace_id = $1 and id = $2 and ended_at is null
    """, [workspace, id]
  )
}

private func setDefault(_ id: ModelConnectionID, _ isDefault: Bool, _ workspace: WorkspaceID) -> Change {
  ("update model_connections set is_default = $3 where workspace_id = $1 and id = $2", [workspace, id, isDefault])
}

private func insert(_ model: ModelConnection, _ workspace: WorkspaceID) -> Change {
  (
    """
    insert into model_connections (workspace_id, id, name, provider, model, region, secret, daily_tokens, is_default)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    """,
    [
      workspace, model.id, model.name.text, model.provider.rawValue, model.model, model.region, model.secret,
      model.dailyTokens, model.isDefault,
    ]
  )
}

extension ModelConnection {
  fileprivate init(_ row: Row) throws(PostgresError) {
    let read = ModelConnection(
      id: try row.get("id"), name: try row.get("name", Name.init),
      provider: try row.get("provider", ModelProviderKind.init), model: try row.get("model"),
      region: try row.get("region"), secret: try row.get("secret"), dailyTokens: try row.get("daily_tokens"),
      isDefault: try row.get("is_default"))
    guard let read else { throw .decoding(column: "model", expected: "ModelConnection") }
    self = read
  }
}
