// Publishing, releases, and what the runtimes made of them.

public import AppSpec
public import Contract
public import Values
public import Workspaces

public struct ReleaseSummary: Sendable, Equatable {
  public var id: ReleaseID
  public var number: Int64
  public var version: Int64
  /// Nil when the operator's command line published it.
  public var publishedBy: AccountID?
  public var publishedAt: Instant
  public var note: String
  public var isCurrent: Bool
}

public struct BuildLogEntry: Sendable, Equatable {
  public enum Outcome: String, Sendable, CaseIterable { case prepared, failed }
  public var release: ReleaseID
  public var number: Int64
  public var runtimeTitle: String
  public var outcome: Outcome
  public var element: Name?
  public var problem: ProblemCode?
  public var sqlState: String?
  public var milliseconds: Int64?
  public var at: Instant
}

extension ControlStore {
  /// Release, pointer, audit and feed event in one commit; the runtimes are notified by it.
  public func publish(
    _ app: AppID, version: Int64, note: String, by member: Member, signedWith key: SigningKey
  ) async throws(StoreError) -> Result<ReleaseSummary, Refusal> { throw .schemaOutdated }

  /// The newest first.
  public func releases(
    of app: AppID, member: Member, limit: Int = 50
  ) async throws(StoreError) -> Result<[ReleaseSummary], Refusal> { throw .schemaOutdated }

  /// The newest first.
  public func buildLog(
    of app: AppID, member: Member, limit: Int = 50
  ) async throws(StoreError) -> Result<[BuildLogEntry], Refusal> { throw .schemaOutdated }
}
