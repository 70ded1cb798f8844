/// What an operator does from the command line, beside a server that runs: through the same store, as the same role of
/// the database, and in the audit trail like everything else.

public import AppSpec
import Contract
import ControlStore
import Glibc
import Identity
public import Logging
import Postgres
import ServerKit
import Values
import Workspaces

public struct OperatorCommands: Sendable {
  private let settings: Settings
  private let keys: InstallationKeys
  private let store: ControlStore
  private let clock = WallClock.system

  public enum Failure: Error, CustomStringConvertible {
    case notRunning
    case noWorkspace(String)
    case badSlug(String)
    case badSpec([Finding])
    case noAccount(String)
    case refused(String)

    public var description: String {
      switch self {
      case .notRunning: "The control plane does not run on this data folder. Start it first: freehold-control serve"
      case .noWorkspace(let slug): "There is no workspace “\(slug)”."
      case .badSlug(let text): "“\(text)” cannot be the address of a workspace."
      case .noAccount(let address): "There is no account with the address “\(address)”."
      case .badSpec(let findings):
        findings.map { "\($0.line):\($0.column): \($0.severity.rawValue): \($0.message) \($0.advice)" }
          .joined(separator: "\n")
      case .refused(let why): why
      }
    }
  }

  public init(_ settings: Settings, logger: Logger) throws {
    self.settings = settings
    let folder = try InstallationFolder(settings.data)
    keys = try folder.keys()
    store = Wiring.store(try Database.reach(settings, folder, keys).app, keys, logger: logger)
  }

  /// As the server on this folder has told; nil when none ever ran.
  public static func servedAddress(data: String) throws -> String? {
    let file = try InstallationFolder(data).addressFile
    guard let handle = fopen(file, "r") else { return nil }
    defer { fclose(handle) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = fread(&bytes, 1, bytes.count, handle)
    return try Settings.origin(String(decoding: bytes[..<count].filter { $0 > 0x20 }, as: UTF8.self))
  }

  public func close() async { await store.close() }

  /// A one-time link for the installation's first account, good for an hour.
  public func ownerLink() async throws -> String {
    let token = SecretToken.random()
    _ = try await reaching {
      try await store.createOwnerLink(secret: token.hash, lifetimeSeconds: 3600, request: request()).granted()
    }
    return "\(settings.address)/owner/\(token.text)"
  }

  /// A one-time enrolment token, good for an hour: for one workspace, or (nil) for every one.
  public func enrol(workspace: String?, title: String) async throws -> String {
    let token = SecretToken.random()
    try await reaching {
      guard let workspace else {
        return try await store.createEnrolmentForAll(
          secret: token.hash, title: title, lifetimeSeconds: 3600, request: request()
        ).granted()
      }
      let member = try await member(of: workspace)
      try await store.createEnrolment(secret: token.hash, title: title, lifetimeSeconds: 3600, by: member).granted()
    }
    return token.text
  }

  /// Gives credits to whoever has this address. Returns how many he has then.
  public func grantCredits(_ credits: Int, to address: String) async throws -> Int64 {
    guard let email = EmailAddress(address) else { throw Failure.noAccount(address) }
    return try await reaching {
      switch try await store.grantCredits(Int64(credits), to: email, request: request()) {
      case .success(let balance): return balance.available
      case .failure: throw Failure.noAccount(address)
      }
    }
  }

  public struct Seeded: Sendable {
    public let app: String
    public let address: String
    /// False when just this was published already.
    public let isNew: Bool
    /// Each runtime that took it.
    public let takenBy: [String]
    /// Each runtime that did not, with the reason.
    public let refusedBy: [String]
  }

  /// Publishes a spec in a workspace (nil: the first owner's) and waits until each runtime has said what it made of it,
  /// at most `seconds`. Saying it again changes nothing.
  public func seed(_ spec: [UInt8], workspace: String?, wait seconds: Int) async throws -> Seeded {
    let checked = SpecCheck.check(spec)
    guard let app = checked.app else { throw Failure.badSpec(checked.findings) }
    return try await reaching {
      let member = try await member(of: workspace)
      let published = try await store.publish(app, note: "", by: member, signedWith: keys.signing)
      let address = "\(settings.address)/open/\(member.workspace.slug.text)/\(app.app.name.text)"
      let entries = try await rollout(app.app.name, published.number, member, seconds: seconds)
      return Seeded(
        app: app.app.name.text, address: address, isNew: published.isNew,
        takenBy: entries.filter { $0.outcome == .prepared }.map(\.runtimeTitle),
        refusedBy: entries.filter { $0.outcome == .failed }
          .map { "\($0.runtimeTitle) goes on without it: \(BuildAdvice.sentence($0))" })
    }
  }

  private func rollout(
    _ name: Name, _ release: Int64, _ member: Member, seconds: Int
  ) async throws -> [RolloutEntry] {
    guard let app = try await store.app(name, of: member) else { return [] }
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
      let entries = try await store.rollout(of: app.id, release: release, member: member).granted()
      if entries.allSatisfy({ $0.outcome != nil }) || ContinuousClock.now >= end { return entries }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private func member(of workspace: String?) async throws -> Member {
    var slug: Slug?
    if let workspace {
      slug = Slug(workspace)
      if slug == nil { throw Failure.badSlug(workspace) }
    }
    guard let member = try await store.operatorMember(of: slug, request: request()) else {
      throw Failure.noWorkspace(workspace ?? "home")
    }
    return member
  }

  private func request() -> RequestID { RequestID.random(milliseconds: clock.milliseconds()) }

  /// Failures in words for a terminal.
  private func reaching<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch StoreError.database(.connection) {
      throw Failure.notRunning
    } catch let problem as Problem {
      throw Failure.refused("\(problem.happened) \(problem.advice)")
    }
  }
}
