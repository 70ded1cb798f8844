/// From a request to a workspace and, where there is one, a session: every handler begins here.

import AppSpec
import Contract
import HTTPTypes
import Hummingbird
import ServerKit
import Values

/// The workspace that a request's host means.
struct Place: Sendable {
  var workspace: ServedWorkspace
  /// As passes name it.
  var host: String
}

/// A person in an app.
struct Visit: Sendable {
  var place: Place
  var session: RuntimeSession
  var live: LiveApp
  var context: RuntimeContext
  var now: Instant

  var workspace: WorkspaceID { place.workspace.id }
}

extension Runtime {
  /// `unknown_host` for a host that is no workspace of ours.
  func place(_ request: Request) throws(Problem) -> Place {
    guard let host = request.host, let workspace = book.workspace(at: host, below: publicHost) else {
      if book.isNew { throw .notReady("This server has just started and does not know its workspaces yet.") }
      throw Problem(
        .unknownHost, "No workspace has this address.",
        advice: "Check the address, or open the app from your list of apps.")
    }
    return Place(workspace: workspace, host: publicHost.withPort(host.name))
  }

  func session(_ request: Request, at place: Place) -> RuntimeSession? {
    desk.session(request, host: place.host, workspace: place.workspace.id)
  }

  /// The visit to the path's app; `not_found` for an app that is not there or not for this role, `app_not_ready` for a
  /// name that may be the one of an app whose first release is not in service yet.
  func visit(
    _ request: Request, _ context: RuntimeContext, at place: Place, _ session: RuntimeSession
  ) throws(Problem) -> Visit {
    let name = try context.parameter("app")
    guard let live = place.workspace.apps[name], live.roles.contains(session.role) else {
      if place.workspace.apps[name] == nil, let problem = place.workspace.notReady(name) { throw problem }
      throw .notFound
    }
    return Visit(place: place, session: session, live: live, context: context, now: clock.now())
  }

  /// Whether a page should fetch a new pass first, unseen: late in the session's life, while the control plane is
  /// there.
  func shouldRenew(_ session: RuntimeSession, _ request: Request) -> Bool {
    session.wantsRenewal(clock.now()) && isFeedAlive() && request.method == .get && request.prefersHTML
      && (request.headers[.secFetchMode] ?? "navigate") == "navigate"
  }

  /// To the control plane for a pass; a machine is told that it has no session.
  func signInFirst(_ request: Request, at place: Place, app: String?) throws(Problem) -> Response {
    guard request.prefersHTML else { throw .notSignedIn }
    return askForPass(request, at: place, app: app)
  }

  /// To the control plane for a pass; where the person was stays in a cookie of this host.
  func askForPass(_ request: Request, at place: Place, app: String?) -> Response {
    let name = app.flatMap { Name($0) }?.text ?? place.workspace.apps.keys.sorted().first
    let target = name.map { "\(controlAddress)/open/\(place.workspace.slug)/\($0)" } ?? controlAddress
    let response = Response.seeOther(target)
    guard let cookie = desk.remember(request.uri.path + (request.uri.query.map { "?" + $0 } ?? "")) else {
      return response
    }
    return response.setting(cookie)
  }

  func chrome(_ visit: Visit, notice: Chrome.Notice? = nil) -> Chrome {
    let session = visit.session
    let isPreview = visit.live.isPreview
    return Chrome(
      appPath: visit.live.path, workspaceTitle: visit.place.workspace.title,
      apps: isPreview
        ? [] : visit.place.workspace.apps(for: session.role).map { .init(title: $0.app.title, path: $0.path) },
      viewer: session.viewer, csrfToken: desk(for: visit).formToken(session, host: visit.place.host),
      scriptNonce: visit.context.nonce, notice: notice,
      controlURL: isPreview ? nil : controlAddress, idempotencyKey: RandomKey.make,
      assets: chromeAssets(visit.place.workspace),
      requestID: visit.context.requestID.description,
      banner: isPreview ? "Preview with the data of development. What you do here is rolled back." : nil)
  }

  /// A place within the workspace's share of this server, or `too_many_requests`.
  func enter(_ workspace: WorkspaceID, _ gate: Gate) throws(Problem) -> Gate.Ticket {
    guard let ticket = gate.enter(workspace) else { throw .tooManyRequests(retryAfter: 2) }
    return ticket
  }
}

extension ServedWorkspace {
  /// Nil once an app that is not here cannot be one that is still to come.
  fileprivate func notReady(_ name: String) -> Problem? {
    if let app = waiting.values.first(where: { $0.name == name }) {
      return .notReady("This app is not ready yet: \(ProblemCode.words(app.problem))", app.problem)
    }
    if let app = waiting.values.first(where: { $0.name == nil }) {
      return .notReady("This app is not ready yet, if it is here: \(ProblemCode.words(app.problem))", app.problem)
    }
    return isKnown ? nil : .notReady("This app is not ready yet, if it is here: \(ProblemCode.words(nil))")
  }
}

extension ProblemCode {
  /// Why a first release is not in service: what anybody may read who could open the app.
  fileprivate static func words(_ problem: ProblemCode?) -> String {
    switch problem {
    case nil: "its first release is on its way."
    case .secretMissing: "the secret for its database has not been set."
    case .sourceCredentials: "its database refuses the login."
    case .sourceUnreachable, .sourceTimedOut: "its database cannot be reached."
    case .sourceSettings, .sourceAddressRefused: "what was set for its database cannot be used."
    case .sourceChanged, .sourceRefused: "its database has not got what the app asks for."
    case .releaseForged, .specInvalid: "its release was refused."
    default: "its first release could not be fetched yet."
    }
  }
}

extension Problem {
  fileprivate static func notReady(_ happened: String, _ waiting: ProblemCode? = nil) -> Problem {
    Problem(
      .appNotReady, happened,
      advice: "This page looks again by itself. Whoever published the app finds the reason in its build log.",
      detail: waiting.map { ["waiting": $0.rawValue] } ?? [:], retryAfter: 5)
  }
}

extension HTTPField.Name {
  static let secFetchMode = Self("Sec-Fetch-Mode")!
}

/// 128 random bits as 32 hexadecimal digits.
enum RandomKey {
  @Sendable static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    var words = (generator.next(), generator.next())
    return String(unsafeUninitializedCapacity: 32) { buffer in
      for index in 0..<32 {
        let digit = UInt8(words.0 & 15)
        buffer[index] = digit < 10 ? 48 + digit : 87 + digit
        words.0 >>= 4
        if index == 15 { swap(&words.0, &words.1) }
      }
      return 32
    }
  }
}
