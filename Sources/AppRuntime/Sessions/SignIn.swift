/// How a person comes in from the control plane, goes back to where he was, and leaves.

import AppSpec
import Contract
import HTTPTypes
import Hummingbird
import ServerKit

extension Runtime {
  /// `POST /_freehold/pass`. Sent by a page of the control plane, so no cookie of this host comes with it: the next
  /// step, a GET of our own, finds the one that knows where the person was.
  func exchangePass(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    try refuseForeignOrigin(request)
    let form = try await request.form(upTo: 16_384)
    let token = try form.required("pass")
    let exchanged = try await desk.exchange(
      token, by: controlKey, host: place.host, workspace: place.workspace.id)
    switch exchanged {
    case .success(let session):
      tell(.sessionOpened(by: session.account), in: place.workspace.id)
      let app = form["app"].flatMap { Name($0) }
      return try Response.seeOther("/_freehold/return" + (app.map { "?app=\($0)" } ?? ""))
        .setting(desk.cookie(for: session, host: place.host))
    case .failure(let refusal):
      tell(.passRefused(refusal.code), in: place.workspace.id)
      throw refusal.problem
    }
  }

  /// A page of somebody else must not sign a person in under another's name. `null` is what a page that hides its
  /// address sends, as the control plane's may.
  func refuseForeignOrigin(_ request: Request) throws(Problem) {
    guard let origin = request.headers[.origin], origin != "null", origin != controlAddress else { return }
    throw Problem(
      .passForged, "This pass did not come from the control plane.",
      advice: "Open the app again from your workspace's list of apps.", detail: ["origin": "foreign"])
  }

  /// `GET /_freehold/return`: to where the person was on this host, in the app that he opened.
  func goBack(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    guard session(request, at: place) != nil else {
      throw Problem(
        .notSignedIn, "Your browser did not keep the cookie of this address.",
        advice: "Allow cookies for this address and open the app again from your list of apps.")
    }
    let app = try request.query()["app"].flatMap { Name($0) }?.text
    let back = desk.remembered(request)
    let target = back.flatMap { Self.lies($0, in: app) ? $0 : nil } ?? app.map { "/\($0)" } ?? "/"
    return Response.seeOther(target).setting(desk.returnCookie.clearing())
  }

  /// Whether a path lies in the app that was opened now; an older memory of another app is not followed.
  private static func lies(_ target: String, in app: String?) -> Bool {
    guard let app, target != "/" else { return true }
    let path = target.split(separator: "?", maxSplits: 1)[0]
    return path == "/\(app)" || path.hasPrefix("/\(app)/")
  }

  /// `GET /_freehold/sign-in?app=NAME`: for the link beside a form that waits.
  func signIn(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    askForPass(request, at: try place(request), app: try request.query()["app"])
  }

  /// `POST /_freehold/sign-out`
  func signOut(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    let place = try place(request)
    let form = try await request.form()
    if let session = session(request, at: place) {
      try desk.forms.require(
        form, from: request, session: session.formIdentity(host: place.host), secure: desk.isSecure)
      await draftBook.drop(of: session.account, in: session.workspace)
    }
    return Response.seeOther(controlAddress).setting(desk.sessionCookie.clearing())
  }
}
