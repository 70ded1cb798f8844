// The installation itself: one row, its first owner, whether strangers may sign up.

public import Contract
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
  ) async throws(StoreError) -> Installation { throw .schemaOutdated }

  /// Nil before `prepareInstallation`.
  public func installation() async throws(StoreError) -> Installation? { throw .schemaOutdated }

  public func setSignUp(open: Bool, request: RequestID) async throws(StoreError) { throw .schemaOutdated }

  /// The operator's command line in the workspace `slug` (nil: the first owner's): what `seed` and `enrol` act through.
  public func operatorMember(of slug: Slug?, request: RequestID) async throws(StoreError) -> Member? {
    throw .schemaOutdated
  }
}
