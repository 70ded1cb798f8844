// Publishing: the app through the member, a version that was checked, the next number. Pure.

import AppSpec
public import Contract

/// What publishing does: one release, the app's pointer, one audit event, one feed event, in one commit.
public struct Publication: Sendable, Equatable {
  public var app: AppID
  public var version: Int64
  /// The release's number: one more than the app's last.
  public var number: Int64
  public var digest: Digest
}

/// An app as far as publishing has to know it.
public struct PublishableApp: Sendable, Equatable {
  public var id: AppID
  public var workspace: WorkspaceID
  /// The spec of the release that runs now; nil before the first.
  public var currentDigest: Digest?
  public var lastNumber: Int64
  /// Whether the version's AI steps send text as it is: its policy of redaction is `off`.
  public var sendsUnredacted: Bool

  public init(
    id: AppID, workspace: WorkspaceID, currentDigest: Digest?, lastNumber: Int64, sendsUnredacted: Bool = false
  ) {
    self.id = id
    self.workspace = workspace
    self.currentDigest = currentDigest
    self.lastNumber = lastNumber
    self.sendsUnredacted = sendsUnredacted
  }
}

extension Membership {
  /// `digest` is the version's; a spec that runs already is not published again. One that sends text to a model as it is
  /// needs somebody who may say so, and says so (`approving`).
  public func publish(
    _ app: PublishableApp, version: Int64, digest: Digest, approving: Bool = false
  ) -> Result<Publication, Refusal> {
    guard app.workspace == workspace else { return .failure(.notFound) }
    guard role.may(.publish) else { return .failure(.notAllowed(.publish)) }
    if app.currentDigest == digest { return .failure(.unchanged) }
    if app.sendsUnredacted, !approving || !role.may(.approveUnredacted) { return .failure(.needsApproval) }
    return .success(Publication(app: app.id, version: version, number: app.lastNumber + 1, digest: digest))
  }
}
