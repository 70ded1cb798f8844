/// A published version of an app as the control plane signs it and a runtime runs it.

public import Values

public struct Release: Sendable, Equatable {
  public var id: ReleaseID
  public var workspace: WorkspaceID
  public var app: AppID
  /// The app's name in its spec: its path on the workspace's host.
  public var name: String
  /// 1, 2, 3 … within the app.
  public var number: Int64
  public var publishedAt: Instant
  /// The spec's text, as it was published.
  public var spec: [UInt8]

  public init(
    id: ReleaseID, workspace: WorkspaceID, app: AppID, name: String, number: Int64, publishedAt: Instant, spec: [UInt8]
  ) {
    self.id = id
    self.workspace = workspace
    self.app = app
    self.name = name
    self.number = number
    self.publishedAt = publishedAt
    self.spec = spec
  }

  /// SHA-256 of the spec's text.
  public var digest: Digest { Digest(of: spec) }

  /// What is signed: all of it, the spec by its digest.
  var message: [UInt8] {
    JSON.object([
      .init("id", .string(id.description)), .init("workspace", .string(workspace.description)),
      .init("app", .string(app.description)), .init("name", .string(name)), .init("number", .integer(number)),
      .init("published_at", .string(publishedAt.iso)), .init("digest", .string(digest.description)),
    ]).bytes
  }
}

/// A release with the control plane's signature, not verified yet; its JSON is what travels and what is cached.
public struct SignedRelease: Sendable, Equatable {
  private let release: Release
  private let signature: [UInt8]

  public init(signing release: Release, with key: SigningKey) throws {
    self.release = release
    signature = try key.sign(.release, release.message)
  }

  /// The release, once `key` vouches for it and it is the one that was asked for; nil otherwise.
  public func verified(by key: VerificationKey, workspace: WorkspaceID) -> Release? {
    guard release.workspace == workspace, key.verifies(signature, .release, release.message) else { return nil }
    return release
  }

  public var json: JSON {
    .object([
      .init("id", .string(release.id.description)), .init("workspace", .string(release.workspace.description)),
      .init("app", .string(release.app.description)), .init("name", .string(release.name)),
      .init("number", .integer(release.number)), .init("published_at", .string(release.publishedAt.iso)),
      .init("spec", .string(Base64URL.encode(release.spec))), .init("signature", .string(Base64URL.encode(signature))),
    ])
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    let id: ReleaseID = try reader.id("id")
    let workspace: WorkspaceID = try reader.id("workspace")
    let app: AppID = try reader.id("app")
    let name = try reader.string("name")
    let number = try reader.integer("number")
    guard let publishedAt = Instant(iso: try reader.string("published_at")) else {
      throw JSONReader.Problem(member: "published_at")
    }
    release = Release(
      id: id, workspace: workspace, app: app, name: name, number: number, publishedAt: publishedAt,
      spec: try reader.base64("spec"))
    signature = try reader.base64("signature")
    try reader.end()
  }
}
