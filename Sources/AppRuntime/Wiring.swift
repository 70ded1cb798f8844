/// The only place where a runtime's parts are made; the program and the tests build the same thing through it.

import Addresses
import AppSpec
import AsyncHTTPClient
import Connectors
import Contract
import Hummingbird
import LanguageModels
public import Logging
import NIOCore
import Secrets
public import ServerKit
public import ServiceLifecycle
import Values

/// A runtime that is ready to run.
public struct RuntimeServer: Sendable {
  public let services: [any Service]
  let listener: Listener
  let runtime: Runtime
  let taker: ReleaseTaker
  let feed: Feed
  let client: HTTPClient?
  let logger: Logger
  var lock: DataLock?

  /// Until SIGTERM or SIGINT.
  public func run() async throws {
    let result: Result<Void, any Error>
    do {
      result = .success(try await EventLoopExecution.run { try await listener.run(services, logger: logger) })
    } catch {
      result = .failure(error)
    }
    // Also when the port was taken: the client insists on an orderly end.
    try await client?.shutdown()
    try result.get()
  }
}

extension RuntimeServer {
  /// Reads keys, identity and cached releases; enrols at the first start.
  public static func make(
    _ settings: RuntimeSettings, clock: WallClock = .system, logger: Logger
  ) async throws -> RuntimeServer {
    try StateFile.makeFolder(settings.data)
    let lock = try DataLock(settings.data)
    if settings.keepsLog {
      LogSink.keepStandardError(in: LogFolder(settings.path("logs"), program: "freehold-runtime"))
    }
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton,
      configuration: try ControlTrust.configuration(authority: settings.controlAuthority))
    do {
      let identity = try await RuntimeIdentity.load(settings, client: client, logger: logger)
      let control = ControlClient(
        client: client, address: settings.control, runtime: identity.enrolled.runtime, keys: identity.keys,
        clock: clock)
      var server = try await make(
        settings, enrolled: identity.enrolled, control: control, closing: client,
        along: [KeyWatch(control: control, logger: logger)], clock: clock, logger: logger)
      server.lock = lock
      if settings.metricsPort != nil { server.runtime.watch(.process) }
      return server
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  /// - Parameters:
  ///   - control: the control plane, or in tests what stands in for it.
  ///   - along: what runs beside the rest.
  ///   - ready: gets the port.
  static func make(
    _ settings: RuntimeSettings, enrolled: Enrolled, control: any ControlPlaneLink, closing client: HTTPClient?,
    along: [any Service] = [], clock: WallClock, logger: Logger,
    ready: @escaping @Sendable (Int) async -> Void = { _ in }
  ) async throws -> RuntimeServer {
    guard let publicHost = PublicHost(address: settings.publicAddress, domain: settings.domain) else {
      throw RuntimeIdentity.Failure(description: "\(settings.publicAddress) is no address of \(settings.domain).")
    }
    try StateFile.makeFolder(settings.data)
    let book = ReleaseBook()
    let cache = try ReleaseCache(folder: settings.data)
    let spool = try Spool(settings.path("spool"), limit: settings.spoolBytes)
    let revocations = Revocations(try Ledger(settings.path("revocations"), clock: clock), clock: clock)
    let vault = try secrets(settings)
    let uses = try SecretUses(of: vault, path: settings.path("secret-uses.json"), clock: clock)
    let sources = Sources(
      secrets: uses, policy: AddressPolicy(allowing: settings.allowedAddresses),
      limits: settings.limits, logger: logger)
    let outgoing = OutgoingHTTP(
      policy: AddressPolicy(allowing: settings.allowedAddresses),
      authorities: try ControlTrust.certificates(settings.outgoingAuthorities, option: "--outgoing-authorities"))
    let heads = try AuditHeads(
      path: settings.path("audit-heads.json"), controlKey: enrolled.controlKey, control: control, spool: spool,
      clock: clock, logger: logger)
    let taker = ReleaseTaker(
      book: book, cache: cache, control: control, controlKey: enrolled.controlKey, sources: sources, spool: spool,
      environment: settings.environment, clock: clock, logger: logger)
    let draftBook = DraftBook(clock: clock)
    let feed = try Feed(
      control: control, book: book, cache: cache, taker: taker, revocations: revocations,
      drafts: draftBook, heads: heads,
      positionPath: settings.path("feed-position"), clock: clock, logger: logger)
    let sessionKey = try SecretFile.readOrCreate(settings.path("session.key"))
    let nonces = try Ledger(settings.path("nonces"), clock: clock)
    func desk(_ purpose: Pass.Purpose, isSecure: Bool) -> SessionDesk {
      SessionDesk(
        purpose, key: sessionKey, revocations: revocations, nonces: nonces, clock: clock, isSecure: isSecure)
    }
    let caller = ModelCaller(http: outgoing, now: { clock.now() })
    let calls = CallsUnderWay(
      try Ledger(settings.path("model-calls"), clock: clock), spool: spool, clock: clock, logger: logger)
    do throws(StateFailure) { try await calls.tellLeft() } catch {
      logger.critical("calls of models that broke off are not told yet: \(error)")
    }
    let modelDesk = ModelDesk(
      caller: caller, secrets: uses,
      budget: TokenBudget(try Ledger(settings.path("model-tokens"), clock: clock), clock: clock), calls: calls,
      clock: clock, logger: logger)
    let runtime = Runtime(
      settings: settings, controlAddress: enrolled.controlAddress, controlKey: enrolled.controlKey,
      publicHost: publicHost, book: book, desk: desk(.open, isSecure: settings.isSecure),
      // Browsers take a developer's own machine for safe without TLS.
      previewDesk: desk(.preview, isSecure: settings.isSecure || publicHost.isLocal),
      secretDesk: desk(.writeSecret, isSecure: settings.isSecure), vault: vault, secretUses: uses,
      secretsChanged: { await taker.hasten($0) }, sources: sources,
      models: caller, spool: spool,
      actionKeys: try await RunKeys(try Ledger(settings.path("action-keys"), clock: clock), clock: clock),
      modelDesk: modelDesk, draftBook: draftBook,
      requests: Gate(limit: settings.requestsPerWorkspace), exports: Gate(limit: settings.exportsPerWorkspace),
      modelCalls: Gate(limit: settings.promptsPerWorkspace),
      slowRequests: SlowRequests(), isFeedAlive: { feed.isAlive }, isAuditFit: { !heads.isRejecting }, assets: assets,
      documents: try StudioFiles.installed(folder: settings.studio).flatMap { DocumentFiles($0) }, clock: clock,
      logger: logger)
    try load(cache, into: book, by: enrolled.controlKey, logger)
    let listener = try listener(settings, publicHost, book)
    let application = listener.application(router(runtime).buildResponder(), logger: logger, ready: ready)
    // They stop in the reverse order: requests first, what they left to report next, connections last.
    let upkeep = Upkeep(
      taker: taker, sources: sources, outgoing: outgoing, events: SecretEvents(folder: settings.path("secret-events")),
      uses: uses,
      spool: spool, logger: logger)
    let delivery = Delivery(spool: spool, control: control, logger: logger)
    let services: [any Service] = [upkeep] + along + [delivery, draftBook, feed, runtime.slowRequests, application]
    return RuntimeServer(
      services: services, listener: listener, runtime: runtime, taker: taker, feed: feed, client: client,
      logger: logger)
  }

  static func router(_ runtime: Runtime) -> Router<RuntimeContext> {
    let stylesheet = runtime.assets.stylesheet.path
    let router = Router<RuntimeContext>.kit(
      security: SecurityHeaders(
        address: runtime.settings.publicAddress,
        framing: .init(paths: [PreviewPath.apps + "/", PreviewPath.entrance], origin: runtime.controlAddress)),
      errorPage: { problem, _, context in ProblemPage.render(problem, context, stylesheet: stylesheet) })
    router.add(middleware: WorkspaceMark(publicHost: runtime.publicHost, book: runtime.book))
    router.addRoutes(runtime)
    return router
  }

  private static func secrets(_ settings: RuntimeSettings) throws -> SealedFile {
    let path = settings.secretsKeyFile ?? settings.path("secrets.key")
    return SealedFile(
      path: settings.path("secrets"), key: try SecretsKey.load(variable: settings.secretsKey, path: path))
  }

  /// What was in service when the runtime stopped is in service again before the control plane is asked.
  private static func load(
    _ cache: ReleaseCache, into book: ReleaseBook, by key: VerificationKey, _ logger: Logger
  ) throws {
    for workspace in try cache.workspaces() {
      book.serve(workspace.id, slug: workspace.slug, title: workspace.title)
      guard let furniture = Furniture(workspace.settings) else { continue }
      book.furnish(workspace.id, furniture)
    }
    let (kept, damaged) = try cache.all()
    for name in damaged { logger.error("a cached release is damaged", metadata: ["file": .string(name)]) }
    for item in kept {
      do {
        let (release, checked) = try ReleaseTaker.verify(item.signed, by: key, workspace: item.workspace)
        book.swap(LiveApp(release, checked, catalog: item.catalog), in: item.workspace)
      } catch {
        logger.error("a cached release is refused", metadata: ["problem": .string(error.code.rawValue)])
      }
    }
  }

  private static let assets = RuntimeAssets(
    stylesheet: Asset(
      prefix: "/_freehold/assets", name: "app.css", type: "text/css; charset=utf-8",
      bytes: Array(AppAssets.stylesheet.utf8)),
    script: Asset(
      prefix: "/_freehold/assets", name: "app.js", type: "text/javascript; charset=utf-8",
      bytes: Array(AppAssets.script.utf8)))

  private static func listener(
    _ settings: RuntimeSettings, _ publicHost: PublicHost, _ book: ReleaseBook
  ) throws -> Listener {
    var listener = Listener(host: settings.host, port: settings.port, announces: settings.announces)
    listener.certificate = try settings.tls.map { try ServerCertificate($0) }
    if let port = settings.redirectPort {
      listener.redirect = Redirect(port: port) { host in
        let name = host.label(in: publicHost.domain).map { "\($0).\(publicHost.domain)" }
        return (name ?? book.workspace(domain: host.name)?.domain).map { "https://" + publicHost.withPort($0) }
      }
    }
    listener.metrics = settings.metricsPort.map { MetricsAddress(port: $0) }
    guard settings.tls == nil && settings.redirectPort == nil || settings.isSecure else {
      throw RuntimeIdentity.Failure(description: "With TLS or a redirect, --address must be an https:// one.")
    }
    return listener
  }
}

/// What has to be looked at now and then; and the last to go.
struct Upkeep: Service {
  let taker: ReleaseTaker
  let sources: Sources
  let outgoing: OutgoingHTTP
  let events: SecretEvents
  let uses: SecretUses
  let spool: Spool
  let logger: Logger

  func run() async throws {
    var seconds = 0
    while !Task.isShuttingDownGracefully && !Task.isCancelled {
      guard try await Pause.wait(for: .seconds(1)) else { break }
      seconds += 1
      await taker.retry()
      do { try await events.move(into: spool) } catch { logger.error("an event of a secret waits: \(type(of: error))") }
      if seconds % 60 == 0 {
        await sources.closeIdle()
        keepUses()
      }
    }
    keepUses()
    await sources.close()
    await outgoing.shutdown()
  }

  private func keepUses() {
    do { try uses.keep() } catch { logger.error("when secrets were used is not kept: \(error)") }
  }
}
