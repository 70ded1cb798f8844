// A control plane as `freehold-control` wires it, over a real database of its own, answering on a port of its own.

import AsyncHTTPClient
import Contract
import ControlStore
import Foundation
import Hummingbird
import Logging
import Postgres
import PostgresTesting
import ServerKit
import ServiceLifecycle
import Synchronization
import Values
import Workspaces

@testable import ControlPlane

struct TestPlane: Sendable {
  let plane: ControlPlane
  let superuser: Server
  let clock: TestClock
  let log: TestLog
  /// `http://127.0.0.1:12345`
  let address: String

  var store: ControlStore { plane.store }
  /// As the server tells it.
  var served: Served {
    Served(plane.settings, port: Int(address.split(separator: ":").last ?? "") ?? 0, logs: log.folder)
  }

  private static let credentials = StoreCredentials(
    appPassword: "app-password", sealerPassword: "sealer-password", contextKey: Array(1...32))
  private static let template = Task { () -> String in
    let server = try await TestDatabase.make()
    _ = try await Migrator.run(server, credentials: credentials, logger: TestDatabase.silentLogger)
    return server.database
  }
  static let client = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(60), read: .seconds(120))))

  /// Serves while `body` runs.
  static func serving(
    isOpen: Bool = true, change: (inout Settings) -> Void = { _ in },
    _ body: @Sendable @escaping (TestPlane) async throws -> Void
  ) async throws {
    var settings = Settings(data: "/nowhere", isOpen: isOpen)
    change(&settings)
    let superuser = try await database()
    let (clock, log, told) = (TestClock(), TestLog(), Told())
    let keys = keys()
    let plane = try Wiring.plane(
      settings, keys, database(superuser, keys), served: { told.served }, clock: clock.clock, logger: log.logger)
    try await plane.prepareInstallation()
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Listener(port: 0).application(plane.router().buildResponder(), logger: log.logger) { number in
      port.yield(number)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await ServiceGroup(services: [application], logger: log.logger).run() }
      for await number in ports {
        let address = "http://127.0.0.1:\(number)"
        let test = TestPlane(plane: plane, superuser: superuser, clock: clock, log: log, address: address)
        told.served = test.served
        try await body(test)
        break
      }
      group.cancelAll()
    }
    await plane.live.close()
    await plane.store.close()
  }

  /// As the sealer does, once.
  func seal() async throws {
    let server = Self.login(superuser, "freehold_sealer", Self.credentials.sealerPassword)
    let clock = clock.clock
    try await sealOnce(server, key: plane.signingKey, now: { clock.now() })
  }

  /// The live checks over this plane's database.
  func live(in database: String? = nil, served: Served? = nil) -> LiveChecks {
    var server = superuser
    if let database { server.database = database }
    let keys = InstallationKeys(
      signing: plane.signingKey, context: SecretKey(bytes: Self.credentials.contextKey)!, session: .random(),
      forms: .random(), appPassword: Self.credentials.appPassword, sealerPassword: Self.credentials.sealerPassword)
    let clock = clock.clock
    return LiveChecks(
      Self.database(server, keys), keys, store: plane.store, served: { [served = served ?? self.served] in served },
      now: { clock.now() }, logger: log.logger)
  }

  /// Past all policies and triggers: for what only time does.
  func asSuperuser(_ statement: String) async throws {
    let connection = try await Connection.open(superuser)
    try await connection.script("set session_replication_role = replica; \(statement)")
    await connection.close()
  }

  private static func database(_ superuser: Server, _ keys: InstallationKeys) -> Database {
    Database(
      app: login(superuser, "freehold_app", keys.appPassword),
      sealer: login(superuser, "freehold_sealer", keys.sealerPassword), cluster: nil)
  }

  private static func database() async throws -> Server {
    let server = try await TestDatabase.make(template: try await template.value)
    _ = try await Migrator.run(server, credentials: credentials, logger: TestDatabase.silentLogger)
    return server
  }

  private static func keys() -> InstallationKeys {
    InstallationKeys(
      signing: SigningKey(), context: SecretKey(bytes: credentials.contextKey)!, session: .random(), forms: .random(),
      appPassword: credentials.appPassword, sealerPassword: credentials.sealerPassword)
  }

  private static func login(_ superuser: Server, _ user: String, _ password: String) -> Server {
    var server = superuser
    (server.user, server.password) = (user, password)
    return server
  }
}

/// What the server says of itself once it has a port.
private final class Told: Sendable {
  private let state = Mutex<Served?>(nil)

  var served: Served? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}

/// The machine's clock, which a test can put forward.
final class TestClock: Sendable {
  private let ahead = Mutex(0)

  func advance(seconds: Int) { ahead.withLock { $0 += seconds } }

  var clock: WallClock {
    WallClock { WallClock.system.now().adding(seconds: self.ahead.withLock { $0 }) }
  }
}

/// Everything that was logged, as its JSON lines.
final class TestLog: Sendable {
  private let lines = Mutex<[String]>([])
  private let kept = Mutex<(path: String, files: LogFolder)?>(nil)

  var folder: String? { kept.withLock { $0?.path } }

  /// From now on in files, too, as the server's own.
  func keep(in path: String) {
    kept.withLock { $0 = (path, LogFolder(path, program: "freehold-control")) }
  }

  var logger: Logger {
    .json(
      "test", level: .debug,
      sink: LogSink { line in
        self.lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
        self.kept.withLock { $0?.files.write(line) }
      })
  }

  var text: String { lines.withLock { $0.joined() } }
}
