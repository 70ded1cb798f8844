/// The live controls with their checks, and a run of them whose results are signed and kept.

import Contract
import ControlStore
import Logging
import Postgres
import ServerKit
import Trust
import Values

struct LiveChecks: Sendable {
  let checks: StoreChecks
  /// How the control database is reached.
  let database: Server
  let store: ControlStore
  let key: SigningKey
  let now: @Sendable () -> Instant
  /// What the server told of itself last; nil when it never has.
  let served: @Sendable () -> Served?

  init(
    _ database: Database, _ keys: InstallationKeys, store: ControlStore, served: @escaping @Sendable () -> Served?,
    now: @escaping @Sendable () -> Instant, logger: Logger
  ) {
    checks = StoreChecks(
      app: database.app, sealer: database.sealer, isPrivate: database.isPrivate, contextKey: keys.context.bytes,
      key: keys.signing.verifier, now: now,
      logger: logger)
    self.database = database.app
    self.store = store
    key = keys.signing
    self.now = now
    self.served = served
  }

  func close() async { await checks.close() }

  /// Every live control of the registry that this installation claims.
  var all: [ControlCheck] {
    let unclaimed = served()?.unclaimed ?? [:]
    return Control.all.filter { $0.kind == .live && unclaimed[$0.id.text] == nil }.map { control in
      ControlCheck(control) {
        do {
          return try await verdict(of: control.id)
        } catch let error as PostgresError where error.isAbsence {
          throw CouldNotRun("the database could not be reached")
        } catch StoreError.database(let error) where error.isAbsence {
          throw CouldNotRun("the database could not be reached")
        }
      }
    }
  }

  private func verdict(of control: ControlID) async throws -> ControlVerdict {
    switch control.text {
    case "data.design-only": try await checks.designOnly()
    case "data.tenant": try await checks.tenancy()
    case "data.admin-rows": try await checks.trailIsForAdmins()
    case "studio.usage-only": try await checks.creditsHoldUsageOnly()
    case "audit.every-mutation": try await checks.mutationsAreAudited()
    case "audit.typed": try await checks.trailIsTyped()
    case "audit.tamper": try await checks.trailIsUntouched(since: try await last(control))
    case "logs.redacted": LogCheck.verdict(database: try await checks.databaseLog())
    case "logs.kept": try await logsAreKept(since: try await last(control))
    case "logs.no-silent": try await nothingIsSilent()
    case "monitor.health": try await listener().health()
    case "crypto.transit": try await listener().transit(to: try await checks.sharedRuntimes(), database)
    case "ops.fail-closed": try await listener().failsClosed()
    case "ops.disclosure": try await listener().disclosure()
    case "ops.pinned": PinnedCheck.verdict()
    case "ops.css": StyleCheck.verdict()
    default: throw CouldNotRun("this program has no check of it")
    }
  }

  private func listener() throws(CouldNotRun) -> ListenerChecks {
    guard let served = served() else { throw CouldNotRun("the server has not told where it listens") }
    return ListenerChecks(served: served, now: now)
  }

  private func last(_ control: ControlID) async throws -> ControlResult? {
    try await store.lastResult(of: control, key: key.verifier, at: now())
  }

  private func logsAreKept(since before: ControlResult?) async throws -> ControlVerdict {
    let listener = try listener()
    return try await logs(of: listener).verdict(since: before) {
      try await listener.get("/sign-in").headers["x-request-id"]
    }
  }

  private func nothingIsSilent() async throws -> ControlVerdict {
    let listener = try listener()
    return try await NothingSilent(listener: listener, logs: try logs(of: listener)).verdict()
  }

  private func logs(of listener: ListenerChecks) throws(CouldNotRun) -> LogsKept {
    guard let folder = listener.served.logs else { throw CouldNotRun("the server keeps no log") }
    return LogsKept(folder: folder, now: now)
  }

  /// Runs them (or one), signs and keeps what they say.
  func run(only: ControlID? = nil) async throws -> [SignedControlResult] {
    let chosen = all.filter { only == nil || $0.control.id == only }
    let results = await ControlRunner(programs: Self.programs, now: now).run(chosen)
    try Task.checkCancellation()
    return try await keep(results)
  }

  func keep(_ results: [ControlResult]) async throws -> [SignedControlResult] {
    let signed = try results.map { try SignedControlResult(signing: $0, with: key) }
    try await store.keep(signed, key: key.verifier)
    return signed
  }

  /// This very program.
  static let programs: [ControlResult.Program] =
    Digest.ofFile("/proc/self/exe")
    .map { [ControlResult.Program(name: "freehold-control", digest: $0)] } ?? []
}

extension PostgresError {
  /// Nobody was there to be asked; what the database refuses is something else.
  fileprivate var isAbsence: Bool {
    switch self {
    case .connection, .poolExhausted: true
    default: false
    }
  }
}
