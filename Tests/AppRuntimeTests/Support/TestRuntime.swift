import Addresses
import AppSpec
import AsyncHTTPClient
import Connectors
import Contract
import Logging
import NIOCore
import NIOHTTP1
import PostgresTesting
import Secrets
import ServerKit
import ServiceLifecycle
import Synchronization
import Values

@testable import AppRuntime

/// A runtime as the program makes it, on a port of this machine, with a clock that the test moves.
final class TestRuntime: Sendable {
  static let host = "acme.apps.test"
  static let control = "http://control.test"

  let far: FarSide
  let folder: String
  let clock = TestClock()
  let log = LogLines()
  let workspace = WorkspaceID.random(milliseconds: 0)
  let account = AccountID.random(milliseconds: 0)
  let session = SessionID.random(milliseconds: 0)
  let settings: RuntimeSettings
  private let running = Mutex<Running?>(nil)

  private struct Running {
    var server: RuntimeServer
    var port: Int
    var task: Task<Void, any Error>
    var group: ServiceGroup
  }

  init(
    far: FarSide = FarSide(), allowing ranges: [String] = ["127.0.0.1"], statementTime: Duration = .seconds(2),
    studio: String? = nil, unreadPrompts: Duration? = nil, authorities: String? = nil
  ) throws {
    self.far = far
    folder = try TemporaryFolder.make()
    var settings = RuntimeSettings(
      data: folder + "/runtime", port: 0, domain: "apps.test", address: "http://apps.test", control: Self.control,
      allowedAddresses: ranges.compactMap { AddressRange($0) })
    settings.limits.statementTime = statementTime
    settings.studio = studio
    settings.outgoingAuthorities = authorities
    if let unreadPrompts { settings.unreadPrompts = unreadPrompts }
    self.settings = settings
    far.greet([FeedEvent(position: 0, kind: .workspace(workspace, slug: "acme", title: "Acme & Sons"))])
  }

  var server: RuntimeServer { running.withLock { $0!.server } }
  var port: Int { running.withLock { $0!.port } }

  func start(spoolLimit: Int? = nil) async throws {
    var settings = settings
    if let spoolLimit { settings.spoolBytes = spoolLimit }
    let (ports, announce) = AsyncStream<Int>.makeStream()
    let logger = Logger.json("test", level: .debug, sink: log.sink, clock: .system)
    let server = try await RuntimeServer.make(
      settings,
      enrolled: Enrolled(
        runtime: .random(milliseconds: 0), controlKey: far.key.verifier, controlAddress: Self.control),
      control: far, closing: nil, clock: clock.clock, logger: logger, ready: { announce.yield($0) })
    var configuration = ServiceGroupConfiguration(services: server.services, logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(2)
    let group = ServiceGroup(configuration: configuration)
    let task = Task { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    guard let port = await iterator.next() else { throw NotStarted() }
    running.withLock { $0 = Running(server: server, port: port, task: task, group: group) }
  }

  struct NotStarted: Error {}

  func stop() async throws {
    guard let running = running.withLock({ $0 }) else { return }
    await running.group.triggerGracefulShutdown()
    try await running.task.value
  }

  func setSecret(_ value: String, name: String = "shop-database", environment: Environment = .production) throws {
    try SealedFile(
      path: settings.data + "/secrets", key: .load(variable: nil, path: settings.data + "/secrets.key")
    ).set(
      SecretReference(workspace: workspace.description, environment: environment.rawValue, name: name),
      to: SecretValue(Array(value.utf8)), at: clock.clock.now())
  }

  /// Signs a release of `spec` and says so in the feed.
  @discardableResult
  func publish(
    _ spec: String, app: AppID, name: String = "collections", number: Int64 = 1, key: SigningKey? = nil,
    in workspace: WorkspaceID? = nil
  ) throws -> ReleaseID {
    let release = Release(
      id: .random(milliseconds: clock.clock.milliseconds()), workspace: workspace ?? self.workspace, app: app,
      name: name, number: number, publishedAt: clock.clock.now(), spec: Array(spec.utf8))
    far.publish(try SignedRelease(signing: release, with: key ?? far.key), as: release.id)
    far.say(.release(self.workspace, app: app, release: release.id))
    return release.id
  }

  func pass(
    role: Role = .member, email: String = "ana@example.com", host: String = TestRuntime.host,
    workspace: WorkspaceID? = nil, expiresIn seconds: Int = 300, nonce: String = RandomKey.make(),
    purpose: Pass.Purpose = .open, key: SigningKey? = nil, session: SessionID? = nil
  ) throws -> String {
    try Pass(
      purpose: purpose, nonce: nonce, workspace: workspace ?? self.workspace, account: account,
      session: session ?? self.session, email: email, role: role, host: host,
      expires: clock.clock.now().adding(seconds: seconds)
    ).token(signedWith: key ?? far.key)
  }

  /// A browser that has exchanged a pass.
  func signedIn(role: Role = .member, email: String = "ana@example.com") async throws -> Browser {
    let browser = Browser(self)
    let answer = try await browser.exchange(try pass(role: role, email: email))
    guard answer.status == 303 else { throw NotStarted() }
    return browser
  }
}

/// Moves only when told to.
final class TestClock: Sendable {
  private let state = Mutex<Instant>(Instant(secondsSinceEpoch: 1_790_000_000))
  var clock: WallClock { WallClock { self.state.withLock { $0 } } }
  func advance(seconds: Int) { state.withLock { $0 = $0.adding(seconds: seconds) } }
}

final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])
  var sink: LogSink { LogSink { line in self.lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } } }
  var all: [String] { lines.withLock { $0 } }
  var text: String { all.joined() }
}

/// Until `condition` holds; the test fails by its own expectations when it never does.
func eventually(
  within limit: Duration = .seconds(40), _ condition: @Sendable () async throws -> Bool
) async throws -> Bool {
  let end = ContinuousClock.now + limit
  while ContinuousClock.now < end {
    if try await condition() { return true }
    try await Task.sleep(for: .milliseconds(25))
  }
  return false
}
