/// Releases and workspaces on disk, so that a runtime starts and serves while the control plane is away. A release is
/// kept as it was signed and verified again at each start.

import AppSpec
import Contract
import Values

struct ReleaseCache: Sendable {
  let folder: String

  struct Kept: Sendable {
    var signed: SignedRelease
    var workspace: WorkspaceID
    var catalog: Catalog
  }

  struct KnownWorkspace: Sendable, Equatable {
    var id: WorkspaceID
    var slug: String
    var title: String
    var settings = WorkspaceSettings()
  }

  init(folder: String) throws(StateFailure) {
    self.folder = folder
    try StateFile.makeFolder(folder)
    try StateFile.makeFolder(folder + "/releases")
  }

  func keep(_ signed: SignedRelease, app: AppID, workspace: WorkspaceID, catalog: Catalog) throws(StateFailure) {
    let value = JSON.object([
      .init("workspace", .string(workspace.description)), .init("release", signed.json),
      .init("columns", catalog.json),
    ])
    try StateFile.replace(path(app), with: value.bytes)
  }

  func remove(_ app: AppID) throws(StateFailure) { try StateFile.remove(path(app)) }

  /// What can be read; the others are named in `damaged`.
  func all() throws(StateFailure) -> (kept: [Kept], damaged: [String]) {
    var kept: [Kept] = []
    var damaged: [String] = []
    for name in StateFile.names(in: folder + "/releases").sorted() where name.hasSuffix(".json") {
      guard let bytes = try StateFile.read(folder + "/releases/" + name) else { continue }
      do { kept.append(try Self.parse(bytes)) } catch { damaged.append(name) }
    }
    return (kept, damaged)
  }

  private static func parse(_ bytes: [UInt8]) throws -> Kept {
    var reader = try JSONReader(try JSON.parse(bytes))
    let kept = Kept(
      signed: try SignedRelease(try reader.value("release")), workspace: try reader.id("workspace"),
      catalog: try Catalog(try reader.value("columns")))
    try reader.end()
    return kept
  }

  private func path(_ app: AppID) -> String { "\(folder)/releases/\(app).json" }

  // MARK: Workspaces

  private var workspacesPath: String { folder + "/workspaces.json" }

  func keep(_ workspaces: [KnownWorkspace]) throws(StateFailure) {
    let items = workspaces.sorted { $0.id < $1.id }.map { workspace in
      JSON.object([
        .init("id", .string(workspace.id.description)), .init("slug", .string(workspace.slug)),
        .init("title", .string(workspace.title)), .init("theme", .string(workspace.settings.theme)),
        .init("logo", .string(Base64URL.encode(workspace.settings.logo))),
        .init("domain", .string(workspace.settings.domain)),
        .init("models", .array(workspace.settings.models.map(\.json))),
      ])
    }
    try StateFile.replace(workspacesPath, with: JSON.array(items).bytes)
  }

  func workspaces() throws(StateFailure) -> [KnownWorkspace] {
    guard let bytes = try StateFile.read(workspacesPath) else { return [] }
    do {
      return try (JSON.parse(bytes).array ?? []).map { item in
        var reader = try JSONReader(item)
        let settings = WorkspaceSettings(
          theme: reader.optional("theme")?.string ?? "",
          logo: Base64URL.decode(reader.optional("logo")?.string ?? "") ?? [],
          domain: reader.optional("domain")?.string ?? "",
          models: try (reader.optional("models")?.array ?? []).map { try ModelConnection($0) })
        return KnownWorkspace(
          id: try reader.id("id"), slug: try reader.string("slug"), title: try reader.string("title"),
          settings: settings)
      }
    } catch { throw StateFailure(path: workspacesPath, reason: .malformed) }
  }
}

extension Catalog {
  fileprivate var json: JSON {
    .object(
      columns.sorted { $0.key < $1.key }.map { name, columns in
        JSON.Member(
          name.text,
          .array(columns.map { ["name": .string($0.name), "kind": .string($0.kind.word)] }))
      })
  }

  fileprivate init(_ json: JSON) throws {
    var all: [Name: [ResultColumn]] = [:]
    for member in json.members ?? [] {
      guard let name = Name(member.name) else { throw JSONReader.Problem(member: member.name) }
      all[name] = try (member.value.array ?? []).map { item in
        var reader = try JSONReader(item)
        return ResultColumn(name: try reader.string("name"), kind: ResultKind(word: try reader.string("kind")))
      }
    }
    self.init(columns: all)
  }
}

extension ResultKind {
  fileprivate static let words: [(kind: ResultKind, word: String)] = [
    (.text, "text"), (.integer, "integer"), (.decimal, "decimal"), (.boolean, "boolean"), (.day, "day"),
    (.timestamp, "timestamp"), (.uuid, "uuid"), (.other, "other"), (.unordered, "unordered"),
  ]

  fileprivate var word: String { Self.words.first { $0.kind == self }?.word ?? "other" }
  fileprivate init(word: String) { self = Self.words.first { $0.word == word }?.kind ?? .other }
}
