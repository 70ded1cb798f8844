// Runtimes: enrolled once with a token, known by their key from then on, cut off by removal.

public import Contract
public import Values
public import Workspaces

public struct RuntimeRecord: Sendable, Equatable {
  public var id: RuntimeID
  public var title: String
  /// Where browsers reach it: `http://apps.localhost:8081`.
  public var address: String
  /// Serves every workspace of the installation: only the operator removes it.
  public var servesAll: Bool
  public var enrolledAt: Instant
  public var lastSeenAt: Instant?
}

/// A runtime whose signature is to be verified; made by the store, so that reports and feeds go through one.
public struct EnrolledRuntime: Sendable {
  public var id: RuntimeID
  public var key: VerificationKey
}

public enum Serving: Sendable, Equatable {
  case all
  case workspaces([WorkspaceID])
}

extension ControlStore {
  /// For the member's own workspace.
  public func createEnrolment(
    secret: Digest, title: String, lifetimeSeconds: Int, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  /// The operator's command line: for every workspace of the installation.
  public func createEnrolmentForAll(
    secret: Digest, title: String, lifetimeSeconds: Int, request: RequestID
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  /// Uses the token once. `address` is an `http` or `https` origin without path.
  public func enrol(
    secret: Digest, publicKey: VerificationKey, address: String, request: RequestID
  ) async throws(StoreError) -> Result<RuntimeID, Refusal> { throw .schemaOutdated }

  /// Those that serve the workspace.
  public func runtimes(of member: Member) async throws(StoreError) -> Result<[RuntimeRecord], Refusal> {
    throw .schemaOutdated
  }

  public func removeRuntime(
    _ id: RuntimeID, by member: Member
  ) async throws(StoreError) -> Result<Void, Refusal> { throw .schemaOutdated }

  /// Nil when it is unknown or was removed.
  public func runtime(_ id: RuntimeID) async throws(StoreError) -> EnrolledRuntime? { throw .schemaOutdated }

  /// Notes that it was heard of; call it at most every half minute.
  public func touchRuntime(_ runtime: EnrolledRuntime) async throws(StoreError) { throw .schemaOutdated }
}
