/// From a release's id to an app in service: fetched once, verified, checked, prepared at its sources, kept on disk,
/// swapped in. If any of that fails the old release stays, and the control plane hears which name failed and why.

import AppSpec
import Connectors
import Contract
import Logging
import ServerKit
import Values

actor ReleaseTaker {
  private let book: ReleaseBook
  private let cache: ReleaseCache
  private let control: any ControlPlaneLink
  private let controlKey: VerificationKey
  private let sources: Sources
  private let spool: Spool
  private let environment: Environment
  private let clock: WallClock
  private let logger: Logger
  private var pending: [AppID: Pending] = [:]

  private struct Pending {
    var workspace: WorkspaceID
    var release: ReleaseID
    var signed: SignedRelease?
    /// The app's, once the release has been verified.
    var name: String?
    var attempts = 0
    var next: Instant
    var reported: ReleaseProblem?
  }

  init(
    book: ReleaseBook, cache: ReleaseCache, control: any ControlPlaneLink, controlKey: VerificationKey,
    sources: Sources, spool: Spool, environment: Environment, clock: WallClock, logger: Logger
  ) {
    self.book = book
    self.cache = cache
    self.control = control
    self.controlKey = controlKey
    self.sources = sources
    self.spool = spool
    self.environment = environment
    self.clock = clock
    self.logger = logger
  }

  /// `release` shall run; tries at once, and again by `retry` while it cannot.
  func take(_ release: ReleaseID, of app: AppID, in workspace: WorkspaceID) async {
    if book.live(app, in: workspace)?.release == release {
      pending[app] = nil
      return
    }
    if pending[app]?.release != release {
      pending[app] = Pending(workspace: workspace, release: release, next: clock.now())
    }
    await attempt(app)
  }

  func drop(_ app: AppID, in workspace: WorkspaceID) {
    pending[app] = nil
    book.remove(app, in: workspace)
    do { try cache.remove(app) } catch { logger.error("\(error)") }
  }

  func drop(_ workspace: WorkspaceID) {
    for app in book.workspace(workspace)?.apps.values.map({ $0 }) ?? [] { drop(app.id, in: workspace) }
    pending = pending.filter { $0.value.workspace != workspace }
    book.remove(workspace)
  }

  /// Tries what is due; to be called about once a second.
  func retry() async {
    let now = clock.now()
    for (app, item) in pending where item.next <= now { await attempt(app) }
  }

  /// Tries what waits in a workspace at once: what it waited for may be there.
  func hasten(_ workspace: WorkspaceID) async {
    for (app, item) in pending where item.workspace == workspace { await attempt(app) }
  }

  private func attempt(_ app: AppID) async {
    guard var item = pending[app] else { return }
    item.attempts += 1
    // 1, 2, 4 … 60 seconds.
    item.next = clock.now().adding(seconds: min(60, 1 << min(item.attempts - 1, 6)))
    pending[app] = item
    let started = ContinuousClock.now
    do {
      let signed = try await signedRelease(&item)
      let live = try await prepare(signed, &item, app)
      // A newer release may have come while this one was being prepared.
      guard pending[app]?.release == item.release else { return }
      try await BlockingWork.run { [cache, item] in
        try cache.keep(signed, app: app, workspace: item.workspace, catalog: live.catalog)
      }
      pending[app] = nil
      book.swap(live, in: item.workspace)
      logger.info("release in service", metadata: ["release": "\(item.release)", "app": "\(live.app.name)"])
      report(.releasePrepared(item.release, milliseconds: started.millisecondsUntilNow), in: item.workspace)
    } catch let problem as ReleaseProblem {
      note(problem, item, app)
    } catch {
      logger.error("a release cannot be taken", metadata: ["error": "\(type(of: error))"])
      note(ReleaseProblem(code: .unavailable), item, app)
    }
  }

  private func signedRelease(_ item: inout Pending) async throws -> SignedRelease {
    if let signed = item.signed { return signed }
    let signed = try await control.release(item.release)
    item.signed = signed
    return signed
  }

  private func prepare(_ signed: SignedRelease, _ item: inout Pending, _ app: AppID) async throws -> LiveApp {
    let (release, checked) = try await BlockingWork.run { [controlKey, workspace = item.workspace] in
      try Self.verify(signed, by: controlKey, workspace: workspace)
    }
    guard release.id == item.release, release.app == app else { throw ReleaseProblem(code: .releaseForged) }
    item.name = release.name
    let catalog = try await describe(checked, in: item.workspace)
    return LiveApp(release, checked, catalog: catalog)
  }

  /// Signature, workspace and spec: for a fetched release and for a cached one alike.
  static func verify(
    _ signed: SignedRelease, by key: VerificationKey, workspace: WorkspaceID
  ) throws(ReleaseProblem) -> (Release, CheckedApp) {
    guard let release = signed.verified(by: key, workspace: workspace) else {
      throw ReleaseProblem(code: .releaseForged)
    }
    guard let checked = SpecCheck.check(release.spec).app, checked.app.name.text == release.name else {
      throw ReleaseProblem(code: .specInvalid)
    }
    return (release, checked)
  }

  /// Each query is parsed and planned by its source and fetches nothing; each step is parsed.
  private func describe(
    _ checked: CheckedApp, in workspace: WorkspaceID
  ) async throws(ReleaseProblem) -> Catalog {
    let scope = SourceScope(workspace: workspace.description, environment: environment.rawValue)
    var catalog = Catalog()
    for statement in checked.describeStatements() {
      switch await sources.describe(statement, of: checked.app, in: scope) {
      case .success(let columns): if let query = statement.query { catalog.columns[query] = columns }
      case .failure(let failure):
        throw ReleaseProblem(code: failure.code, element: statement.query, sqlState: failure.sqlState)
      }
    }
    for step in checked.stepProbes(catalog: catalog) {
      if let failure = await sources.probe(step, of: checked.app, in: scope) {
        throw ReleaseProblem(code: failure.code, element: step.action, sqlState: failure.sqlState)
      }
    }
    return catalog
  }

  private func note(_ problem: ReleaseProblem, _ item: Pending, _ app: AppID) {
    // A newer release may have come meanwhile.
    guard pending[app]?.release == item.release else { return }
    pending[app]?.signed = item.signed
    if book.live(app, in: item.workspace) == nil {
      book.wait(app, named: item.name, because: problem.code, in: item.workspace)
    }
    if !problem.mayPass { pending[app]?.next = clock.now().adding(seconds: 300) }
    guard item.reported != problem else { return }
    pending[app]?.reported = problem
    logger.warning(
      "a release is not taken, the old one stays",
      metadata: [
        "release": "\(item.release)", "problem": "\(problem.code.rawValue)",
        "element": "\(problem.element?.text ?? "-")", "sqlstate": "\(problem.sqlState ?? "-")",
      ])
    report(
      .releaseFailed(item.release, element: problem.element, problem: problem.code, sqlState: problem.sqlState),
      in: item.workspace)
  }

  private func report(_ kind: Report.Kind, in workspace: WorkspaceID) {
    let report = Report(
      id: .random(milliseconds: clock.milliseconds()), workspace: workspace, at: clock.now(), kind: kind)
    let (spool, logger) = (spool, logger)
    Task {
      do { try await spool.add([report]) } catch { logger.error("a report is lost: \(error)") }
    }
  }
}

/// Why a release is not taken, in the terms of a report.
struct ReleaseProblem: Error, Equatable {
  var code: ProblemCode
  var element: Name?
  var sqlState: String?

  /// Whether trying again soon can help without a new release.
  var mayPass: Bool { code != .releaseForged && code != .specInvalid }
}

extension ContinuousClock.Instant {
  var millisecondsUntilNow: Int64 {
    let (seconds, attoseconds) = (ContinuousClock.now - self).components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }
}
