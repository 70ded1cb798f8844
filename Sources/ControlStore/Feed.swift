// What runtimes hear: first how things stand, then each event by its position.

public import Contract
public import Values

/// How things stand for one runtime, at one position of the feed.
public struct FeedStart: Sendable {
  /// Go on after this one.
  public var position: Int64
  /// Workspaces with their current releases and newest audit heads, ready to be sent in this order.
  public var events: [FeedEvent]
}

extension ControlStore {
  /// Nil when the runtime has been removed.
  public func feedStart(of runtime: EnrolledRuntime) async throws(StoreError) -> FeedStart? { throw .schemaOutdated }

  /// Events for this runtime after `position`, in order, at most `limit`; nil when it has been removed.
  public func feed(
    of runtime: EnrolledRuntime, after position: Int64, limit: Int = 500
  ) async throws(StoreError) -> [FeedEvent]? { throw .schemaOutdated }

  /// An element whenever there may be something new (`NOTIFY freehold_feed`), also after each reconnection.
  /// One listening connection for all that ask; ends with `close()`.
  public func feedSignals() -> AsyncStream<Void> { AsyncStream { $0.finish() } }

  /// The signed release, as JSON text; nil when it is none of a workspace that this runtime serves.
  public func signedRelease(
    _ id: ReleaseID, for runtime: EnrolledRuntime
  ) async throws(StoreError) -> SignedRelease? { throw .schemaOutdated }
}
