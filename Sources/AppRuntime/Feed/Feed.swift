/// The standing connection to the control plane: what it says is done here, in order.

import AppSpec
import Contract
import Logging
import ServerKit
import ServiceLifecycle
import Synchronization
import Values

final class Feed: Service {
  private let control: any ControlPlaneLink
  private let book: ReleaseBook
  private let cache: ReleaseCache
  private let taker: ReleaseTaker
  private let revocations: Revocations
  private let drafts: DraftBook
  private let heads: AuditHeads
  private let positionPath: String
  private let clock: WallClock
  private let logger: Logger
  private let state: Mutex<State>

  private struct State {
    var position: Int64
    var lastHeard: Instant?
    /// Workspaces named since this connection began; nil once all of them are known.
    var greeting: Set<WorkspaceID>?
    /// Those whose settings were told; the others have none.
    var furnished: Set<WorkspaceID> = []
  }

  init(
    control: any ControlPlaneLink, book: ReleaseBook, cache: ReleaseCache, taker: ReleaseTaker,
    revocations: Revocations, drafts: DraftBook, heads: AuditHeads, positionPath: String, clock: WallClock,
    logger: Logger
  ) throws(StateFailure) {
    self.control = control
    self.book = book
    self.cache = cache
    self.taker = taker
    self.revocations = revocations
    self.drafts = drafts
    self.heads = heads
    self.positionPath = positionPath
    self.clock = clock
    self.logger = logger
    let text = String(decoding: try StateFile.read(positionPath) ?? [], as: UTF8.self)
    state = Mutex(State(position: Int64(text) ?? 0))
  }

  /// Whether the control plane was heard lately; it says something every ten seconds.
  var isAlive: Bool {
    let now = clock.now()
    return state.withLock { $0.lastHeard.map { now < $0.adding(seconds: 25) } ?? false }
  }

  func run() async throws {
    let judging = Task { await heads.run() }
    defer { judging.cancel() }
    var backOff = BackOff()
    while !Task.isShuttingDownGracefully && !Task.isCancelled {
      let position = state.withLock { state in
        (state.greeting, state.furnished) = ([], [])
        return state.position
      }
      let started = ContinuousClock.now
      do {
        try await cancelWhenGracefulShutdown { try await self.listen(after: position) }
        logger.notice("the feed ended")
      } catch is CancellationError {
        return
      } catch let refusal as ControlRefusal {
        logger.error("\(refusal)")
        if refusal.problem == ProblemCode.runtimeUnknown.rawValue { try await leave() }
      } catch {
        logger.notice("no feed", metadata: ["error": .string(String(describing: type(of: error)))])
      }
      if ContinuousClock.now - started > .seconds(30) { backOff.reset() }
      try await backOff.wait()
    }
  }

  /// This runtime was removed: it serves nobody any more. Should it be known again, the feed names everything anew.
  private func leave() async throws {
    guard !book.all().isEmpty else { return }
    logger.critical("the control plane does not know this runtime; its workspaces are no longer served")
    for workspace in book.all() { await taker.drop(workspace.id) }
    try keepWorkspaces()
  }

  /// Until the connection ends, or has been silent for longer than a living one is.
  private func listen(after position: Int64) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.control.feed(after: position) { try await self.take($0) } }
      group.addTask {
        let begun = self.clock.now()
        while true {
          try await Task.sleep(for: .seconds(5))
          let last = self.state.withLock { $0.lastHeard } ?? begun
          if max(last, begun).adding(seconds: 30) < self.clock.now() { return }
        }
      }
      try await group.next()
      group.cancelAll()
    }
  }

  func take(_ event: FeedEvent) async throws {
    let now = clock.now()
    state.withLock { $0.lastHeard = now }
    switch event.kind {
    case .workspace, .settings: break
    default: try await endGreeting()
    }
    switch event.kind {
    case .ping: book.knowAll()
    case .workspace(let id, let slug, let title): try serve(id, slug: slug, title: title)
    case .settings(let id, let settings): try furnish(id, settings)
    case .workspaceRemoved(let id):
      await taker.drop(id)
      try keepWorkspaces()
    case .release(let workspace, let app, let release):
      book.expect(app, in: workspace)
      // Not awaited: preparing may take a source's ten seconds, and the next event may be a revocation.
      Task { await taker.take(release, of: app, in: workspace) }
    case .appRemoved(let workspace, let app): await taker.drop(app, in: workspace)
    case .sessionEnded(let session):
      // Not awaited: a model that writes may take its time to hear of it.
      Task { await drafts.drop(of: session) }
      try await revocations.end(session)
    case .memberChanged(let workspace, let account):
      Task { await drafts.drop(of: account, in: workspace) }
      try await revocations.change(account, in: workspace)
    case .auditHead(let workspace, let head): heads.offer(head, of: workspace)
    }
    try await advance(to: event.position)
  }

  private func serve(_ id: WorkspaceID, slug: String, title: String) throws(StateFailure) {
    guard Slug(slug) != nil else { return logger.error("a workspace's slug is malformed") }
    state.withLock { _ = $0.greeting?.insert(id) }
    let known = book.workspace(id)
    book.serve(id, slug: slug, title: title)
    if known?.slug != slug || known?.title != title { try keepWorkspaces() }
  }

  /// Read here again: the control plane is not trusted with what stands in a page.
  private func furnish(_ id: WorkspaceID, _ settings: WorkspaceSettings) throws(StateFailure) {
    state.withLock { _ = $0.furnished.insert(id) }
    guard let furniture = Furniture(settings) else { return logger.error("a workspace's settings are malformed") }
    if let known = book.workspace(id), known.settings == settings { return }
    book.furnish(id, furniture)
    try keepWorkspaces()
  }

  /// All workspaces come first: one that was not named is no longer ours.
  private func endGreeting() async throws {
    let (greeting, furnished) = state.withLock { state in
      defer { (state.greeting, state.furnished) = (nil, []) }
      return (state.greeting, state.furnished)
    }
    guard let named = greeting else { return }
    for id in named.subtracting(furnished) { try furnish(id, WorkspaceSettings()) }
    let gone = book.all().map(\.id).filter { !named.contains($0) }
    for workspace in gone { await taker.drop(workspace) }
    if !gone.isEmpty { try keepWorkspaces() }
  }

  private func keepWorkspaces() throws(StateFailure) {
    try cache.keep(book.all().map { .init(id: $0.id, slug: $0.slug, title: $0.title, settings: $0.settings) })
  }

  private func advance(to position: Int64) async throws {
    let advanced = state.withLock { state in
      guard position > state.position else { return false }
      state.position = position
      return true
    }
    guard advanced else { return }
    try await BlockingWork.run { [positionPath] in
      try StateFile.replace(positionPath, with: Array(String(position).utf8))
    }
  }
}
