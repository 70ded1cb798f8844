// Apps and the versions of their specs: the builders' own words, which the control plane may keep.

public import AppSpec
public import Contract
public import Values
public import Workspaces

public struct AppSummary: Sendable, Equatable {
  public var id: AppID
  public var name: Name
  public var title: String
  /// The release that runs; nil before the first.
  public var currentRelease: ReleaseID?
  public var currentNumber: Int64?
  public var createdAt: Instant
}

public struct SpecVersion: Sendable, Equatable {
  /// 1, 2, 3 … within the app.
  public var number: Int64
  public var digest: Digest
  /// Nil when the operator's command line saved it.
  public var author: AccountID?
  public var note: String
  public var savedAt: Instant
  /// Bytes of the spec.
  public var size: Int64
}

extension ControlStore {
  /// By title; every member sees them.
  public func apps(of member: Member) async throws(StoreError) -> [AppSummary] { throw .schemaOutdated }

  public func app(_ name: Name, of member: Member) async throws(StoreError) -> AppSummary? { throw .schemaOutdated }

  public func createApp(
    _ name: Name, title: String, by member: Member
  ) async throws(StoreError) -> Result<AppSummary, Refusal> { throw .schemaOutdated }

  /// A spec that was checked without errors; at most 1 MiB. The version that is last already comes back as `unchanged`.
  public func saveVersion(
    of app: AppID, spec: [UInt8], title: String, note: String, by member: Member
  ) async throws(StoreError) -> Result<SpecVersion, Refusal> { throw .schemaOutdated }

  /// The newest first.
  public func versions(
    of app: AppID, member: Member, limit: Int = 50
  ) async throws(StoreError) -> Result<[SpecVersion], Refusal> { throw .schemaOutdated }

  /// A version's text.
  public func spec(
    of app: AppID, version: Int64, member: Member
  ) async throws(StoreError) -> Result<[UInt8], Refusal> { throw .schemaOutdated }
}
