/// The only file that constructs stores, keys and clients. `freehold-control` and the tests build the same thing here.

import AppSpec
import Contract
import ControlStore
import Hummingbird
import Identity
public import Logging
import Postgres
import PostgresCluster
import ServerKit
import ServiceLifecycle
import Values
import Workspaces

public enum Wiring {
  /// Serves until SIGTERM or SIGINT, then stops what it has started.
  public static func serve(_ settings: Settings, logger: Logger) async throws {
    let folder = try InstallationFolder(settings.data)
    if settings.keepsLog { LogSink.keepStandardError(in: LogFolder(folder.logs, program: "freehold-control")) }
    let keys = try folder.keys()
    let database = try await Database.open(settings, folder, keys, logger: logger)
    let outcome = await result {
      try folder.tell(address: settings.address)
      try await serve(settings, folder, keys, database, logger: logger)
    }
    await database.cluster?.stop()
    try outcome.get()
  }

  private static func serve(
    _ settings: Settings, _ folder: InstallationFolder, _ keys: InstallationKeys, _ database: Database, logger: Logger
  ) async throws {
    let plane = try plane(settings, keys, database, served: { folder.served() }, logger: logger)
    try await plane.prepareInstallation()
    let clock = plane.clock
    let sealing = SealingService(database.sealer, key: keys.signing, now: { clock.now() }, logger: logger)
    let tidying = TidyingService(
      store: plane.store, sealing: sealing, domains: plane.domainWatch, key: keys.signing.verifier,
      auditDays: settings.auditDays, now: { clock.now() }, logger: logger)
    let trust = TrustService(live: plane.live, logger: logger)
    if settings.metricsPort != nil { plane.watch(.process) }
    let listener = try listener(settings)
    let told = Served(settings, port: settings.port, logs: settings.keepsLog ? folder.logs : nil)
    try folder.tell(told)
    let application = listener.application(plane.router().buildResponder(), logger: logger) { port in
      guard port != told.port else { return }
      var told = told
      told.port = port
      do { try folder.tell(told) } catch { logger.error("could not tell the port", metadata: ["error": "\(error)"]) }
    }
    let outcome = await result {
      // What works for seconds or waits for a name server keeps off the loops that answer requests.
      let aside: [any Service] = [sealing, tidying, trust, plane.post]
      try await EventLoopExecution.run {
        try await listener.run(aside.map { Aside(service: $0) } + [application], logger: logger)
      }
    }
    await plane.store.close()
    try outcome.get()
  }

  private static func listener(_ settings: Settings) throws -> Listener {
    var listener = Listener(host: settings.host, port: settings.port, announces: settings.announces)
    listener.certificate = try settings.tls.map { try ServerCertificate($0) }
    if let port = settings.redirectPort {
      let address = settings.address
      listener.redirect = Redirect(port: port) { _ in address }
    }
    listener.metrics = settings.metricsPort.map { MetricsAddress(port: $0) }
    return listener
  }

  /// - Parameter served: what the server has told of itself, for the checks that go to its own listener.
  static func plane(
    _ settings: Settings, _ keys: InstallationKeys, _ database: Database, served: @escaping @Sendable () -> Served?,
    clock: WallClock = .system, logger: Logger
  ) throws -> ControlPlane {
    let store = store(database.app, keys, clock: clock, logger: logger)
    let live = LiveChecks(
      database, keys, store: store, served: served, now: { clock.now() }, logger: logger)
    let stylesheet = Asset(
      prefix: "/assets", name: "console.css", type: "text/css; charset=utf-8",
      bytes: Array(Stylesheet.all.utf8))
    let (studio, workbench) = (try PageFiles.studio(), try PageFiles.workbench())
    return ControlPlane(
      store: store, settings: settings, signingKey: keys.signing,
      cookies: SessionCookies(key: keys.session, secure: settings.isSecure),
      nextPage: NextPage(secure: settings.isSecure), forms: FormTokens(keys.forms),
      post: MailCarrier(store: store, mailer: try mailer(settings), logger: logger), specNames: SpecNames(),
      styles: Styles(stylesheet, secure: settings.isSecure),
      workbench: workbench.flatMap { Workbench($0) },
      studio: studio.flatMap { Studio($0, address: settings.address, hasCredits: settings.freeCredits != nil) },
      pageFiles: PageFiles.digests(of: studio, workbench), live: live,
      clock: clock, logger: logger)
  }

  static func store(
    _ server: Server, _ keys: InstallationKeys, clock: WallClock = .system, logger: Logger
  ) -> ControlStore {
    ControlStore(
      ControlStore.Configuration(server: server, contextKey: keys.context.bytes, now: { clock.now() }), logger: logger)
  }

  private static func mailer(_ settings: Settings) throws -> Mailer? {
    guard let url = settings.smtpURL else { return nil }
    guard let from = settings.mailFrom.flatMap({ EmailAddress($0) }),
      let mail = MailSettings(url: url, from: from)
    else { throw SettingsProblem.mail }
    return Mailer(mail)
  }

  static func result<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}

/// A service on Swift's shared threads, whatever runs the others.
private struct Aside: Service {
  let service: any Service

  func run() async throws {
    try await withTaskExecutorPreference(globalConcurrentExecutor) { try await service.run() }
  }
}

public enum SettingsProblem: Error, CustomStringConvertible {
  case mail
  case address
  case owner
  case insecureAddress
  case contact

  public var description: String {
    switch self {
    case .mail:
      "--smtp-url must be smtp://[user:password@]host[:port] or smtps://…, and --mail-from the address that mails come "
        + "from."
    case .insecureAddress: "With TLS or a redirect, --address must be an https:// one."
    case .contact: "--security-contact must be mailto:…, https://… or tel:+…"
    case .owner: "--owner must be an e-mail address."
    case .address: "--address must be http://host[:port] or https://host[:port], without a path."
    }
  }
}

extension ControlPlane {
  var domainWatch: DomainWatch {
    DomainWatch(store: store, canonicalName: settings.canonicalName, now: { [clock] in clock.now() }, logger: logger)
  }

  /// Every route of the table, behind the middlewares that both servers have.
  func router() -> Router<ConsoleContext> {
    let router = Router<ConsoleContext>.kit(
      security: SecurityHeaders(address: settings.address, framing: ControlPlane.framing),
      errorPage: { problem, request, context in await problemPage(problem, request, context) })
    router.addHealth { Readiness(missing: await isReady() ? [] : ["database"]) }
    router.addAssets([styles.asset])
    workbench?.add(to: router)
    studio?.add(to: router)
    for route in Route.all {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        do {
          return try await route.answer(self, request, context)
        } catch let stale as StaleForm {
          return try keep(stale, request, context)
        } catch let error as StoreError {
          throw Problem(error)
        }
      }
    }
    router.refuseOtherMethods()
    return router
  }

  private func isReady() async -> Bool {
    do { return try await store.installation() != nil } catch { return false }
  }

  /// The first start makes the installation, with its owner's account and workspace.
  func prepareInstallation() async throws {
    if try await store.installation() != nil { return }
    guard let owner = EmailAddress(settings.owner), let home = Slug("home") else {
      throw SettingsProblem.owner
    }
    try await store.prepareInstallation(
      owner: owner, slug: home, title: "Home", isOpen: settings.isOpen,
      request: RequestID.random(milliseconds: clock.milliseconds()))
  }
}
