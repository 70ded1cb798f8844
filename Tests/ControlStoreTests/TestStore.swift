// A store over a real database of its own, cloned from one that was migrated once.

import AppSpec
import Contract
import Logging
import Postgres
import PostgresTesting
import Synchronization
import Values
import Workspaces

import struct Foundation.Date

@testable import ControlStore

func wallClock() -> Instant { Instant(microsecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

/// A secret as its hash, different each time.
func freshSecret() -> Digest {
  var generator = SystemRandomNumberGenerator()
  return Digest(of: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
}

func freshRequest() -> RequestID { .random(milliseconds: wallClock().microsecondsSinceEpoch / 1000) }

struct TestStore: Sendable {
  static let credentials = StoreCredentials(
    appPassword: "app-password", sealerPassword: "sealer-password", contextKey: Array(1...32))
  private static let template = Task { () -> String in
    let server = try await TestDatabase.make()
    _ = try await Migrator.run(server, credentials: credentials, logger: TestDatabase.silentLogger)
    return server.database
  }

  let superuser: Server
  let store: ControlStore
  var key = SigningKey()
  let owner: SignedIn

  var app: Server { login("freehold_app", TestStore.credentials.appPassword) }
  var sealer: Server { login("freehold_sealer", TestStore.credentials.sealerPassword) }

  private func login(_ user: String, _ password: String) -> Server {
    TestStore.login(superuser, user, password)
  }

  static func login(_ superuser: Server, _ user: String, _ password: String) -> Server {
    var server = superuser
    (server.user, server.password) = (user, password)
    return server
  }

  /// An empty migrated database.
  static func database() async throws -> Server {
    let name = try await template.value
    let server = try await TestDatabase.make(template: name)
    _ = try await Migrator.run(server, credentials: credentials, logger: TestDatabase.silentLogger)
    return server
  }

  static func open(_ superuser: Server, now: @escaping @Sendable () -> Instant = wallClock) -> ControlStore {
    var configuration = ControlStore.Configuration(
      server: login(superuser, "freehold_app", credentials.appPassword), poolSize: 4,
      contextKey: credentials.contextKey, now: now)
    // All tests at once on two cores.
    configuration.acquireTimeout = .seconds(60)
    return ControlStore(configuration, logger: TestDatabase.silentLogger)
  }

  /// With an installation whose owner is signed in.
  static func make() async throws -> TestStore {
    let superuser = try await database()
    let store = open(superuser)
    try await store.prepareInstallation(
      owner: EmailAddress("owner@example.org")!, slug: Slug("home")!, title: "Home", isOpen: true,
      request: freshRequest())
    let link = freshSecret()
    try await store.createOwnerLink(secret: link, lifetimeSeconds: 3600, request: freshRequest()).get()
    let owner = try await store.useSignInLink(secret: link, session: browser(), request: freshRequest()).get()
    return TestStore(superuser: superuser, store: store, owner: owner)
  }

  static func browser(_ secret: Digest = freshSecret()) -> NewSession {
    NewSession(secret: secret, kind: .browser, label: "Firefox", lifetimeSeconds: 3600)
  }

  /// Somebody new, signed up by mail, and the secret of his session.
  func person(_ email: String) async throws -> (SignedIn, secret: Digest) {
    let (link, secret) = (freshSecret(), freshSecret())
    try await store.createSignInLink(
      email: EmailAddress(email)!, secret: link, lifetimeSeconds: 600, request: freshRequest()
    ).get()
    let person = try await store.useSignInLink(
      secret: link, session: TestStore.browser(secret), request: freshRequest()
    ).get()
    return (person, secret)
  }

  func home() async throws -> Member { try await member(of: Slug("home")!, owner) }

  func member(of slug: Slug, _ person: SignedIn) async throws -> Member {
    let own = try await store.workspaces(of: person).first { $0.workspace.slug == slug }
    guard let own else { throw Missing() }
    return Member(
      actor: .account(person.account.id), workspace: own.workspace, account: person.account.id, role: own.role,
      request: person.request)
  }

  /// Somebody new with `role` in the owner's workspace.
  func member(as role: Role, email: String) async throws -> Member {
    let secret = freshSecret()
    let invited = try await store.invite(
      email: nil, as: role, secret: secret, lifetimeSeconds: 600, by: try await home())
    _ = try invited.get()
    let (person, _) = try await person(email)
    return try await store.acceptInvitation(secret: secret, by: person).get()
  }

  /// A runtime of every workspace (nil) or of one member's.
  func runtime(of member: Member? = nil) async throws -> EnrolledRuntime {
    let token = freshSecret()
    if let member {
      try await store.createEnrolment(secret: token, title: "Own", lifetimeSeconds: 600, by: member).get()
    } else {
      try await store.createEnrolmentForAll(
        secret: token, title: "All", lifetimeSeconds: 600, request: freshRequest()
      ).get()
    }
    let id = try await store.enrol(
      secret: token, publicKey: SigningKey().verifier, address: "http://apps.localhost:8081", request: freshRequest()
    ).get()
    guard let runtime = try await store.runtime(id) else { throw Missing() }
    return runtime
  }

  /// An app with one release.
  func release(_ name: String = "shop", by member: Member) async throws -> (AppSummary, ReleaseSummary) {
    let app = try await store.createApp(Name(name)!, title: "Shop", by: member).get()
    let version = try await store.saveVersion(
      of: app.id, spec: Array("app: \(name)".utf8), title: "Shop", note: "", by: member
    ).get()
    let release = try await store.publish(
      app.id, version: version.number, note: "first", by: member, signedWith: key
    ).get()
    return (app, release)
  }

  func sealNow() async throws {
    let sealer = Sealer(sealer, key: key, now: wallClock, logger: TestDatabase.silentLogger)
    try await sealer.sealOnce()
  }

  /// A straight session, as an attacker with the server's own login would have.
  func session(as server: Server? = nil) async throws -> Connection { try await Connection.open(server ?? app) }

  var silent: Logger { TestDatabase.silentLogger }

  struct Missing: Error {}
}
