// Deleting an app and taking that back. Pure: the store carries out what these return.

import AppSpec
public import Contract
public import Values

/// An app as far as deleting and restoring have to know it.
public struct StandingApp: Sendable, Equatable {
  public var workspace: WorkspaceID
  /// The release that runs, or ran; nil when there is none.
  public var release: ReleaseID?
  public var deletedAt: Instant?

  public init(workspace: WorkspaceID, release: ReleaseID?, deletedAt: Instant?) {
    self.workspace = workspace
    self.release = release
    self.deletedAt = deletedAt
  }
}

/// What the runtimes shall hear in the same commit.
public enum AppLifeChange: Sendable, Equatable {
  case withdrawn
  case back(ReleaseID)
  /// It never ran.
  case nothing
}

public enum AppLife {
  /// A deleted app can be restored for so many seconds; then it is erased for good.
  public static let keptSeconds = 30 * 86_400
}

extension Membership {
  /// Its runtimes stop serving it at once; its name stays its own.
  public func delete(_ app: StandingApp) -> Result<AppLifeChange, Refusal> {
    guard app.workspace == workspace, app.deletedAt == nil else { return .failure(.notFound) }
    guard role.may(.deleteApps) else { return .failure(.notAllowed(.deleteApps)) }
    return .success(app.release == nil ? .nothing : .withdrawn)
  }

  /// The release that ran runs again.
  public func restore(_ app: StandingApp, now: Instant) -> Result<AppLifeChange, Refusal> {
    guard app.workspace == workspace else { return .failure(.notFound) }
    guard role.may(.deleteApps) else { return .failure(.notAllowed(.deleteApps)) }
    guard let deletedAt = app.deletedAt else { return .failure(.unchanged) }
    guard now < deletedAt.adding(seconds: AppLife.keptSeconds) else { return .failure(.notFound) }
    return .success(app.release.map(AppLifeChange.back) ?? .nothing)
  }
}
