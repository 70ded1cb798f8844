/// Secrets as the command line sees them: by a workspace's slug, of this runtime's own data folder.

import Connectors
public import Contract
import Secrets
import ServerKit
public import Values

public struct SecretCabinet: Sendable {
  private let file: SealedFile
  private let cache: ReleaseCache
  private let events: SecretEvents

  /// - Parameters:
  ///   - data: the runtime's data folder.
  ///   - key: the value of `FREEHOLD_SECRETS_KEY`.
  public init(data: String, keyFile: String?, key: String?) throws {
    guard StateFile.isFolder(data) else { throw NoRuntime(folder: data) }
    cache = try ReleaseCache(folder: data)
    file = SealedFile(
      path: "\(data)/secrets", key: try SecretsKey.load(variable: key, path: keyFile ?? "\(data)/secrets.key"))
    events = SecretEvents(folder: "\(data)/secret-events")
  }

  public struct NoRuntime: Error, CustomStringConvertible {
    let folder: String
    public var description: String { "There is no runtime's data in \(folder). Say with --data where it is." }
  }

  public struct UnknownWorkspace: Error, CustomStringConvertible {
    let name: String
    public var description: String {
      "This runtime does not serve a workspace \(name). Start it and enrol it for the workspace first, or give its id."
    }
  }

  /// A slug is looked up among the workspaces that the runtime serves; an id is taken as it is.
  public func workspace(_ name: String, waiting patience: Duration) async throws -> WorkspaceID {
    if let id = WorkspaceID(name) { return id }
    let end = ContinuousClock.now + patience
    while true {
      if let known = try cache.workspaces().first(where: { $0.slug == name }) { return known.id }
      guard ContinuousClock.now < end else { throw UnknownWorkspace(name: name) }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  /// What a secret is for. Sources are all that specs know so far.
  public enum Use: String, CaseIterable, Sendable {
    /// The address of a database and the login there; refused when no source could use it.
    case source
    /// Anything else, kept as it is.
    case text
  }

  /// A final line's end is not part of the value.
  /// - Returns: warnings for the one who sets it.
  public func set(
    _ name: String, of workspace: WorkspaceID, _ environment: Environment, to value: [UInt8], for use: Use
  ) async throws -> [String] {
    let secret = SecretValue(line: value)
    let warnings = use == .source ? try await check(secret, name) : []
    try file.set(reference(name, workspace, environment), to: secret, at: WallClock.system.now())
    try note(.secretSet(environment, by: nil), workspace)
    return warnings
  }

  private func check(_ secret: SecretValue, _ name: String) async throws(UselessSecret) -> [String] {
    do throws(SourceSecret.Problem) { return try await SourceSecret.check(secret) } catch {
      throw UselessSecret(name: name, reason: error.description)
    }
  }

  public struct UselessSecret: Error, CustomStringConvertible {
    let name: String
    let reason: String
    public var description: String {
      "No source can use this as \(name). \(reason) Nothing was changed. A secret that is none of a source's is set with --for text."
    }
  }

  /// - Returns: whether there was one.
  public func remove(_ name: String, of workspace: WorkspaceID, _ environment: Environment) throws -> Bool {
    guard try file.remove(reference(name, workspace, environment)) else { return false }
    try note(.secretRemoved(environment, by: nil), workspace)
    return true
  }

  /// Workspace, environment and name, one secret a line.
  public func list(json: Bool) throws -> [String] {
    let slugs = Dictionary(
      try cache.workspaces().map { ($0.id.description, $0.slug) }, uniquingKeysWith: { first, _ in first })
    let secrets = try file.list()
    if json {
      let items = secrets.map { secret in
        JSON.object([
          .init("workspace", .string(secret.workspace)), .init("environment", .string(secret.environment)),
          .init("name", .string(secret.name)),
        ])
      }
      return [JSON.array(items).text]
    }
    return secrets.map { "\(slugs[$0.workspace] ?? $0.workspace)\t\($0.environment)\t\($0.name)" }
  }

  private func reference(_ name: String, _ workspace: WorkspaceID, _ environment: Environment) -> SecretReference {
    SecretReference(workspace: workspace.description, environment: environment.rawValue, name: name)
  }

  /// Beside the spool, which belongs to the server: it carries this on to the control plane.
  private func note(_ kind: Report.Kind, _ workspace: WorkspaceID) throws {
    let clock = WallClock.system
    try events.add(
      Report(id: .random(milliseconds: clock.milliseconds()), workspace: workspace, at: clock.now(), kind: kind))
  }
}

extension SecretValue {
  /// Without the end of the last line, which is no part of it.
  init(line bytes: [UInt8]) {
    var bytes = bytes
    if bytes.last == 10 { bytes.removeLast() }
    if bytes.last == 13 { bytes.removeLast() }
    self.init(bytes)
  }
}
