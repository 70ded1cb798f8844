/// What this runtime serves at this moment. Requests read it; the feed changes it.

import AppSpec
import Contract
import ServerKit
import Synchronization
import Values

/// A release in service, or a draft in somebody's preview.
final class LiveApp: Sendable {
  let id: AppID
  /// Nil for a draft.
  let release: ReleaseID?
  /// Whether the control plane has an app of this id, for which something can be counted and recorded.
  let isSaved: Bool
  let checked: CheckedApp
  let catalog: Catalog
  /// The roles that may open at least one page.
  let roles: Set<Role>

  convenience init(_ release: Release, _ checked: CheckedApp, catalog: Catalog) {
    self.init(release.app, release: release.id, isSaved: true, checked, catalog: catalog)
  }

  /// - Parameter id: nil for an app that is not saved yet.
  convenience init(draft id: AppID?, _ checked: CheckedApp, catalog: Catalog) {
    self.init(id ?? AppID(high: 0, low: 0), release: nil, isSaved: id != nil, checked, catalog: catalog)
  }

  private init(_ id: AppID, release: ReleaseID?, isSaved: Bool, _ checked: CheckedApp, catalog: Catalog) {
    self.id = id
    self.release = release
    self.isSaved = isSaved
    self.checked = checked
    self.catalog = catalog
    roles = Set(checked.app.pages.flatMap(\.roles))
  }

  var app: App { checked.app }
  var isPreview: Bool { release == nil }
  var path: String { isPreview ? "\(PreviewPath.apps)/\(app.name)" : "/\(app.name)" }
}

struct ServedWorkspace: Sendable {
  var id: WorkspaceID
  var slug: String
  var title: String
  var look = WorkspaceLook() {
    didSet {
      let (stylesheet, picture) = (look.stylesheet, look.picture)
      themeFiles = [stylesheet, picture].compactMap { $0 }
      themePath = stylesheet?.path
      logo = look.logo.flatMap { logo in
        picture.map { .init(path: $0.path, width: logo.shown.width, height: logo.shown.height) }
      }
    }
  }
  private(set) var themeFiles: [ThemeFile] = []
  private(set) var themePath: String?
  private(set) var logo: Chrome.Assets.Picture?
  /// A host of the workspace's own; nil for none.
  var domain: String?
  /// What AI steps may call.
  var models: [ModelConnection] = []
  /// By the app's name, its path.
  var apps: [String: LiveApp] = [:]
  /// Whether its apps have been named: before that, no name can be called unknown.
  var isKnown = false
  /// Apps that have no release in service yet.
  var waiting: [AppID: Waiting] = [:]

  struct Waiting: Sendable, Equatable {
    /// Nil until the release has been read.
    var name: String?
    /// What kept it from being taken; nil while it is on its way.
    var problem: ProblemCode?
  }

  /// In the order of their titles.
  func apps(for role: Role) -> [LiveApp] {
    apps.values.filter { $0.roles.contains(role) }.sorted { ($0.app.title, $0.path) < ($1.app.title, $1.path) }
  }
}

final class ReleaseBook: Sendable {
  private let state = Mutex<State>(State())

  private struct State {
    var workspaces: [WorkspaceID: ServedWorkspace] = [:]
    var slugs: [String: WorkspaceID] = [:]
    var domains: [String: WorkspaceID] = [:]
    var hasServed = false
  }

  func workspace(slug: String) -> ServedWorkspace? {
    state.withLock { state in state.slugs[slug].flatMap { state.workspaces[$0] } }
  }

  /// By its name below our domain, or by a domain of its own.
  func workspace(at host: HostName, below publicHost: PublicHost) -> ServedWorkspace? {
    if let slug = publicHost.slug(host) { return workspace(slug: slug) }
    return publicHost.isAtOurPort(host) ? workspace(domain: host.name) : nil
  }

  func workspace(_ id: WorkspaceID) -> ServedWorkspace? { state.withLock { $0.workspaces[id] } }

  /// Whether nothing has been heard yet, neither from the disk nor from the feed.
  var isNew: Bool { state.withLock { !$0.hasServed } }

  func all() -> [ServedWorkspace] { state.withLock { Array($0.workspaces.values) } }

  /// Adds a workspace, or changes its slug and title.
  func serve(_ id: WorkspaceID, slug: String, title: String) {
    state.withLock { state in
      if let old = state.workspaces[id] { state.slugs[old.slug] = nil }
      var workspace = state.workspaces[id] ?? ServedWorkspace(id: id, slug: slug, title: title)
      workspace.slug = slug
      workspace.title = title
      state.workspaces[id] = workspace
      state.slugs[slug] = id
      state.hasServed = true
    }
  }

  func furnish(_ id: WorkspaceID, _ furniture: Furniture) {
    state.withLock { state in
      state.workspaces[id]?.look = furniture.look
      state.workspaces[id]?.domain = furniture.domain
      state.workspaces[id]?.models = furniture.models
      state.domains = Dictionary(
        state.workspaces.values.compactMap { workspace in workspace.domain.map { ($0, workspace.id) } },
        uniquingKeysWith: { first, _ in first })
    }
  }

  func workspace(domain: String) -> ServedWorkspace? {
    state.withLock { state in state.domains[domain].flatMap { state.workspaces[$0] } }
  }

  func remove(_ id: WorkspaceID) {
    state.withLock { state in
      if let old = state.workspaces.removeValue(forKey: id), state.slugs[old.slug] == id { state.slugs[old.slug] = nil }
    }
  }

  /// The release in service.
  func live(_ app: AppID, in workspace: WorkspaceID) -> LiveApp? {
    state.withLock { $0.workspaces[workspace]?.apps.values.first { $0.id == app } }
  }

  /// Swaps in one step; requests under way end with what they began with.
  func swap(_ live: LiveApp, in workspace: WorkspaceID) {
    state.withLock { state in
      guard var served = state.workspaces[workspace] else { return }
      served.apps = served.apps.filter { $0.value.id != live.id }
      served.apps[live.app.name.text] = live
      served.waiting[live.id] = nil
      served.isKnown = true
      state.workspaces[workspace] = served
    }
  }

  func remove(_ app: AppID, in workspace: WorkspaceID) {
    state.withLock { state in
      guard var served = state.workspaces[workspace] else { return }
      served.apps = served.apps.filter { $0.value.id != app }
      served.waiting[app] = nil
      state.workspaces[workspace] = served
    }
  }

  /// A release of the app has been announced.
  func expect(_ app: AppID, in workspace: WorkspaceID) {
    state.withLock { state in
      guard var served = state.workspaces[workspace], !served.apps.values.contains(where: { $0.id == app }) else {
        return
      }
      served.waiting[app] = served.waiting[app] ?? .init()
      state.workspaces[workspace] = served
    }
  }

  /// The app's first release could not be taken.
  func wait(_ app: AppID, named name: String?, because problem: ProblemCode, in workspace: WorkspaceID) {
    state.withLock { $0.workspaces[workspace]?.waiting[app] = .init(name: name, problem: problem) }
  }

  /// The feed has named all apps that there are.
  func knowAll() {
    state.withLock { state in
      for (id, workspace) in state.workspaces where !workspace.isKnown { state.workspaces[id]?.isKnown = true }
    }
  }
}
