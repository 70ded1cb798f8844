/// What a runtime hears: `GET /runtime/v1/feed?after=POSITION` answers with one JSON object a line for as long as the
/// connection stands, a `ping` at least every ten seconds. Events are ids and enum cases; a runtime fetches the rest.

public import Values

public struct FeedEvent: Sendable, Equatable {
  /// Grows with each event of an installation; where to go on after a reconnection. 0 for `ping` and `workspace`.
  public var position: Int64
  public var kind: Kind

  public init(position: Int64, kind: Kind) {
    self.position = position
    self.kind = kind
  }

  public enum Kind: Sendable, Equatable {
    case ping
    /// A workspace that this runtime serves, with its host name part; all of them come first after each connection.
    case workspace(WorkspaceID, slug: String, title: String)
    /// What its administrators decided; a workspace without this event after a connection has nothing of it.
    case settings(WorkspaceID, WorkspaceSettings)
    case workspaceRemoved(WorkspaceID)
    /// The release that `app` shall run from now on; fetch it from `/runtime/v1/releases/ID`.
    case release(WorkspaceID, app: AppID, release: ReleaseID)
    case appRemoved(WorkspaceID, app: AppID)
    /// A session of the control plane ended: what its passes opened ends too.
    case sessionEnded(SessionID)
    /// A member was removed or changed role.
    case memberChanged(WorkspaceID, AccountID)
    /// The newest sealed head of the workspace's audit tree: an `AuditHead` in JSON; see `Trust`.
    case auditHead(WorkspaceID, head: JSON)
  }

  public var json: JSON {
    var members: [JSON.Member] = [.init("position", .integer(position))]
    func add(_ kind: String, _ rest: [(String, String)]) {
      members.append(.init("kind", .string(kind)))
      for (name, value) in rest { members.append(.init(name, .string(value))) }
    }
    switch kind {
    case .ping: add("ping", [])
    case .workspace(let id, let slug, let title):
      add("workspace", [("workspace", id.description), ("slug", slug), ("title", title)])
    case .settings(let id, let settings):
      add(
        "settings",
        [
          ("workspace", id.description), ("theme", settings.theme), ("logo", Base64URL.encode(settings.logo)),
          ("domain", settings.domain),
        ])
      members.append(.init("models", .array(settings.models.map(\.json))))
    case .workspaceRemoved(let id): add("workspace_removed", [("workspace", id.description)])
    case .release(let workspace, let app, let release):
      add(
        "release", [("workspace", workspace.description), ("app", app.description), ("release", release.description)])
    case .appRemoved(let workspace, let app):
      add("app_removed", [("workspace", workspace.description), ("app", app.description)])
    case .sessionEnded(let session): add("session_ended", [("session", session.description)])
    case .memberChanged(let workspace, let account):
      add("member_changed", [("workspace", workspace.description), ("account", account.description)])
    case .auditHead(let workspace, let head):
      add("audit_head", [("workspace", workspace.description)])
      members.append(.init("head", head))
    }
    return .object(members)
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    position = try reader.integer("position")
    switch try reader.string("kind") {
    case "ping": kind = .ping
    case "workspace":
      kind = .workspace(
        try reader.id("workspace"), slug: try reader.string("slug"), title: try reader.string("title"))
    case "settings":
      kind = .settings(
        try reader.id("workspace"),
        WorkspaceSettings(
          theme: try reader.string("theme"), logo: try reader.base64("logo"), domain: try reader.string("domain"),
          models: try reader.array("models").map { json throws(JSONReader.Problem) in try ModelConnection(json) }))
    case "workspace_removed": kind = .workspaceRemoved(try reader.id("workspace"))
    case "release":
      kind = .release(try reader.id("workspace"), app: try reader.id("app"), release: try reader.id("release"))
    case "app_removed": kind = .appRemoved(try reader.id("workspace"), app: try reader.id("app"))
    case "session_ended": kind = .sessionEnded(try reader.id("session"))
    case "member_changed": kind = .memberChanged(try reader.id("workspace"), try reader.id("account"))
    case "audit_head": kind = .auditHead(try reader.id("workspace"), head: try reader.value("head"))
    default: throw JSONReader.Problem(member: "kind")
    }
    try reader.end()
  }
}

/// How a workspace's apps look, where they are reached besides their own host, and what their AI steps may call.
public struct WorkspaceSettings: Sendable, Equatable {
  /// `AppSpec.Theme.text`; empty for none.
  public var theme: String
  /// The bytes of an `AppSpec.Logo`; empty for none.
  public var logo: [UInt8]
  /// A host of the customer's own, whose DNS leads to the workspace's; empty for none.
  public var domain: String
  /// By their names.
  public var models: [ModelConnection]

  public init(theme: String = "", logo: [UInt8] = [], domain: String = "", models: [ModelConnection] = []) {
    self.theme = theme
    self.logo = logo
    self.domain = domain
    self.models = models
  }
}
