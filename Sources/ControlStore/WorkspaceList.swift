// Workspaces of a person.

public import AppSpec
public import Contract
public import Workspaces

public struct WorkspaceOfPerson: Sendable, Equatable {
  public var workspace: Workspace
  public var role: Role
}

extension ControlStore {
  /// By title.
  public func workspaces(of person: SignedIn) async throws(StoreError) -> [WorkspaceOfPerson] { throw .schemaOutdated }

  /// A team workspace that he owns.
  public func createWorkspace(
    slug: Slug, title: String, by person: SignedIn
  ) async throws(StoreError) -> Result<Workspace, Refusal> { throw .schemaOutdated }

  public func renameWorkspace(
    _ member: Member, title: String
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }
}
