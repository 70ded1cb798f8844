/// `GET /APP/-/drafts/ID`: what a model writes, while it comes and afterwards. A reload, and going back and forward, show it
/// again and ask nobody; the row is read again each time, as this person may see it then.

import AppSpec
import Contract
import HTTPTypes
import Hummingbird
import NIOCore
import ServerKit
import Values

enum DraftPath {
  static func of(_ draft: ModelDraft, _ visit: Visit) -> String { "\(visit.live.path)/-/drafts/\(draft.id)" }
}

extension Runtime {
  func openDraft(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    guard let session = session(request, at: place) else {
      return try signInFirst(request, at: place, app: try context.parameter("app"))
    }
    return try await showDraft(try visit(request, context, at: place, session))
  }

  /// `GET /_preview/APP/-/drafts/ID`
  func openPreviewDraft(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    try await showDraft(try previewVisit(request, context, at: try place(request)))
  }

  private func showDraft(_ visit: Visit) async throws -> Response {
    guard let draft = draftBook.draft(try visit.context.parameter("draft"), of: owner(visit)),
      let plan = plan(draft, visit)
    else { return try draftIsOver(visit) }
    let ticket = try enter(visit.workspace, requests)
    defer { withExtendedLifetime(ticket) {} }
    let row = try await row(of: plan, visit)
    var chrome = chrome(visit)
    chrome.idempotencyKey = { draft.idempotencyKey }
    if let ending = draft.ending { return .html(plan.render(ending, row, chrome)) }
    var headers = HTTPFields()
    headers[.contentType] = "text/html; charset=utf-8"
    let body = ResponseBody { [chrome] writer in
      try await write(draft, plan, row, chrome, visit, to: &writer)
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: headers, body: body)
  }

  /// As it would be asked now; nil where another release no longer asks so.
  private func plan(_ draft: ModelDraft, _ visit: Visit) -> ActionPlan? {
    var submission = draft.submission
    submission.fields = submission.fields.filter { $0.name != "draft" } + [("draft", draft.id)]
    (submission.viewer, submission.now) = (visit.session.viewer, visit.now)
    guard case .success(let plan) = visit.live.checked.action(submission), plan.problems.isEmpty, plan.needsDrafts
    else { return nil }
    guard case .success(let texts)? = draft.ending else { return plan }
    return texts.map(\.into) == plan.action.prompts.map(\.into) ? plan : nil
  }

  private func draftIsOver(_ visit: Visit) throws -> Response {
    let words = "That text is no longer here: it was used, or nobody looked at it for half an hour."
    return try Response.seeOther(visit.live.path).setting(desk(for: visit).notice(words, host: visit.place.host))
  }

  /// What stands there is never the last word until the end is written: a page that broke off says that a model writes, and
  /// shows the rest when it is loaded again.
  private func write(
    _ draft: ModelDraft, _ plan: ActionPlan, _ row: ResultSet?, _ chrome: Chrome, _ visit: Visit,
    to writer: inout any ResponseBodyWriter
  ) async throws {
    try await writer.write(ByteBuffer(bytes: plan.renderWaiting(chrome: chrome)))
    let (pieces, heard) = AsyncStream<String>.makeStream()
    async let ended = slowRequests.whileClientStays(visit.context.channel) {
      let ending = await draft.read { heard.yield($0) }
      heard.finish()
      return ending
    }
    for await piece in pieces { try await writer.write(ByteBuffer(bytes: ActionPlan.renderPiece(piece))) }
    guard let ending = await ended else { return }
    try await writer.write(ByteBuffer(bytes: plan.render(ending, row, chrome, isWhole: false)))
  }
}

extension ActionPlan {
  /// - Parameter isWhole: a page of its own, not the end of one that has begun.
  fileprivate func render(
    _ ending: ModelDraft.Ending, _ row: ResultSet?, _ chrome: Chrome, isWhole: Bool = true
  ) -> [UInt8] {
    switch ending {
    case .success(let texts): return renderDrafts(texts, row: row, chrome: chrome, isWhole: isWhole)
    case .failure(let problem):
      let (happened, advice) = problem.words
      return renderRefusal(happened: happened, advice: advice, chrome: chrome, isWhole: isWhole)
    }
  }
}
