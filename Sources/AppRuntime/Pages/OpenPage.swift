/// `GET /APP/…`: session → plan → rows → HTML, one round trip to each source and none to the control plane.

import AppSpec
import Connectors
import Contract
import HTTPTypes
import Hummingbird
import Logging
import ServerKit
import Values

extension Problem {
  /// The same for a row that there is not and for one that the viewer may not see.
  static let noRow = Problem(
    .rowNotFound, "There is nothing at this address, or it is not for you to see.",
    advice: "Check the address, or go back to the list that led here.")
}

extension Runtime {
  func openPage(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    let app = try context.parameter("app")
    guard let session = session(request, at: place), !shouldRenew(session, request) else {
      return try signInFirst(request, at: place, app: app)
    }
    return try await open(request, try visit(request, context, at: place, session))
  }

  /// A page of the visit's app, or what a block of it gives.
  func open(_ request: Request, _ visit: Visit) async throws -> Response {
    let asked = try pageRequest(request, visit)
    if let block = try Self.block("export", asked) { return try await export(asked, block: block, visit) }
    if let block = try Self.block("document", asked) { return try await openDocument(asked, block: block, visit) }
    let ticket = try enter(visit.workspace, requests)
    defer { withExtendedLifetime(ticket) {} }
    return try await page(asked, visit, request)
  }

  func pageRequest(_ request: Request, _ visit: Visit) throws(Problem) -> PageRequest {
    PageRequest(
      path: Array(try PathSegments.decode(request.uri.path).dropFirst(visit.live.isPreview ? 2 : 1)),
      query: try request.query().all,
      viewer: visit.session.viewer, now: visit.now)
  }

  /// The block that `?export=` or `?document=` names.
  private static func block(_ name: String, _ asked: PageRequest) throws(Problem) -> Int? {
    guard let text = asked.query.first(where: { $0.name == name })?.value else { return nil }
    guard let block = Int(text), block >= 0 else { throw .notFound }
    return block
  }

  private func page(_ asked: PageRequest, _ visit: Visit, _ request: Request) async throws -> Response {
    let plan: PagePlan
    switch visit.live.checked.page(asked, catalog: visit.live.catalog) {
    case .success(let planned): plan = planned
    case .failure(let refusal): throw refusal.problem
    }
    let outcomes = await read(plan.statements, visit)
    if plan.lacksItsRow(outcomes) { throw Problem.noRow }
    if !request.prefersHTML, let failure = Self.failure(outcomes) { throw failure.problem }
    let desk = desk(for: visit)
    let notice = desk.notice(request, host: visit.place.host)
    let html = plan.render(outcomes, chrome: chrome(visit, notice: notice.map { .init(tone: .good, text: $0) }))
    let status = Self.failure(outcomes).map { HTTPResponse.Status(code: $0.code.status) } ?? .ok
    let response = Response.html(html, status: status)
    return notice == nil ? response : response.setting(desk.noticeCookie.clearing())
  }

  /// The outcomes of independent statements; ends with the browser.
  func read(_ statements: [Statement], _ visit: Visit) async -> [Outcome] {
    if statements.isEmpty { return [] }
    let app = visit.live.app
    let scope = scope(visit)
    let outcomes = await slowRequests.whileClientStays(visit.context.channel) {
      await sources.read(statements, of: app, in: scope)
    }
    for (statement, outcome) in zip(statements, outcomes) {
      if case .failed(let failure) = outcome { log(failure, statement, visit) }
    }
    return outcomes
  }

  /// Names of the spec and SQLSTATEs only.
  private func log(_ failure: SourceFailure, _ statement: Statement, _ visit: Visit) {
    visit.context.logger.warning(
      "a block has no rows",
      metadata: [
        "app": .string(visit.live.app.name.text), "query": .string(statement.query?.text ?? "-"),
        "problem": .string(failure.code.rawValue), "sqlstate": .string(failure.sqlState ?? "-"),
      ])
  }

  /// A page of which something can be shown is 200, with a message in the place of what cannot. Where every statement
  /// failed it has the status of the first failure, so that machines notice.
  private static func failure(_ outcomes: [Outcome]) -> SourceFailure? {
    var first: SourceFailure?
    for outcome in outcomes {
      guard case .failed(let failure) = outcome else { return nil }
      first = first ?? failure
    }
    return first
  }
}
