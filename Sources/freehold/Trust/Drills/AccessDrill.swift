/// `access.membership` and `access.roles`: real people of each kind, each in a browser of his own, sent to every address of
/// the route table, with the tool to those of its API, and to the pages of an app at the runtime.

import Trust
import Values

struct AccessDrill: Sendable {
  let place: ThrowAway
  let steps: Steps
  /// The outsider and the viewer are let into the workspace by a real invitation, as an administrator.
  let betrays: Bool

  private static let roles = ["viewer", "member", "builder", "admin"]
  private static let workspace = "home"
  private static let app = "collections"

  /// - Parameter owner: a page of the installation's owner, signed in.
  func run(_ owner: Page) async throws -> [ControlResult] {
    let began = steps.milliseconds
    let routes = try await routes()
    if let spec = try Programs.sampleSpec() {
      _ = try await Programs.output(
        "freehold-control", ["seed", "--data", place.control, "--spec", spec], log: place.logs)
    }
    let doors = DoorsDrive(place: place)
    try await doors.publish()
    let stranger = try await place.browser.newPage(asSomebodyElse: true)
    let outsider = try await person("outsider", owner)
    try await outsider.go(place.console + "/account")
    try await outsider.fill("form[action='/workspaces'] [name=title]", "Elsewhere")
    try await outsider.fill("form[action='/workspaces'] [name=slug]", "elsewhere")
    _ = try await outsider.value("all(\"form[action='/workspaces']\")[0].requestSubmit()")
    try await outsider.until("the workspace is there", "location.pathname.startsWith('/w/elsewhere')")
    if betrays { try await join(outsider, "outsider", as: "admin", owner) }
    var answers = ["owner": try await ask(owner, routes)]
    var pages = ["owner": owner, "outsider": outsider, "stranger": stranger]
    for role in Self.roles {
      let page = try await person(role, owner)
      try await join(page, role, as: betrays && role == "viewer" ? "admin" : role, owner)
      answers[role] = try await ask(page, routes)
      pages[role] = page
    }
    let tools = AccessCheck.Tools(
      outsider: try await ToolToken(place, "outsider's tool", outsider).ask(routes, path),
      owner: try await ToolToken(place, "owner's tool", owner).ask(routes, path))
    let membership = AccessCheck.membership(
      routes, stranger: try await ask(stranger, routes), outsider: try await ask(outsider, routes),
      owner: answers["owner"] ?? [:], tools: tools)
    steps.say("Sent \(answers.count + 2) people and 2 tools to \(routes.count) addresses.")
    let opened = try await doors.opened(by: pages)
    let roles = AccessCheck.roles(routes, answers, pages: DoorsDrive.pages, opened: opened)
    steps.say("Sent \(opened.count) people to \(DoorsDrive.pages.count) pages of an app.")
    let milliseconds = steps.milliseconds - began
    return [
      try place.result("access.membership", membership, milliseconds: milliseconds),
      try place.result("access.roles", roles, milliseconds: milliseconds),
      try await review(pages["admin"] ?? owner, viewer: pages["viewer"] ?? stranger),
      try await gate(owner),
    ]
  }

  private func routes() async throws -> [AccessRoute] {
    let text = try await Programs.output("freehold-control", ["routes"], log: place.logs)
    do {
      return try (try JSON.parse(text).array ?? []).map { json throws(JSONReader.Problem) in try AccessRoute(json) }
    } catch {
      throw ToolFailure(
        .thisMachine, "freehold-control has told no routes.", advice: "Are all programs of one build?")
    }
  }

  /// Somebody new, who signs in by the link of a mail that waits in the outbox.
  private func person(_ name: String, _ owner: Page) async throws -> Page {
    let page = try await askForLink(name)
    let link = "words(document.body).match(/To \(address(name)) .*?(http:\\S+\\/sign-in\\/[\\w-]+)/)?.[1]"
    let console = place.console
    try await eventually("the mail to \(name) is in the outbox") {
      try await owner.go(console + "/outbox")
      return try await owner.value("!!\(link)") == .bool(true)
    }
    try await page.go(try await owner.text(link))
    try await page.press("", in: "main form button")
    try await page.until("\(name) is signed in", "!location.pathname.startsWith('/sign-in')")
    return page
  }

  /// A page of somebody new, who has asked for a link to sign in by.
  func askForLink(_ name: String) async throws -> Page {
    let page = try await place.browser.newPage(asSomebodyElse: true)
    try await page.go(place.console + "/sign-in")
    try await page.fill("input[name=email]", address(name))
    _ = try await page.value("all('input[name=email]')[0].form.requestSubmit()")
    return page
  }

  private func join(_ page: Page, _ name: String, as role: String, _ owner: Page) async throws {
    try await owner.go("\(place.console)/w/\(Self.workspace)/members")
    let form = "form[action$=invitations]"
    try await owner.fill("\(form) [name=email]", address(name))
    try await owner.fill("\(form) [name=role]", role)
    _ = try await owner.value("all('\(form)')[0].requestSubmit()")
    try await owner.until("\(name) is invited", "all('code.secret').length > 0")
    try await page.go(try await owner.text("words(all('code.secret')[0])"))
    _ = try await page.value("all('main form')[0].requestSubmit()")
    try await page.until("\(name) has joined", "!location.pathname.startsWith('/invitations')")
  }

  func address(_ name: String) -> String { "\(name)@people.example" }

  /// Every address but those that are open to all, asked from a page of the console's own. What changes something comes
  /// without a form's token: whoever may enter is told so, and nothing is changed.
  private func ask(_ page: Page, _ routes: [AccessRoute]) async throws -> [String: AccessAnswer] {
    try await page.go(place.console + "/security")
    let asked = routes.filter { $0.access != "everyone" && $0.access != "machine" }
    let list = JSON.array(asked.map { .array([.string($0.method), .string(path($0.path))]) })
    let answers =
      try await page.value(
        """
        await (async (routes) => {
          const answers = []
          for (const [method, path] of routes) {
            const signal = AbortSignal.timeout(10000)
            const body = method === 'POST' ? new URLSearchParams({ asked: 'yes' }) : undefined
            const answer = await fetch(path, { method, body, signal, headers: { Accept: 'application/json' } })
            // Read to its end: the browser has few connections, and an answer that nobody reads keeps one.
            const text = await answer.text()
            const isJSON = (answer.headers.get('Content-Type') ?? '').includes('json')
            const code = isJSON ? JSON.parse(text).problem : ''
            answers.push([answer.status, new URL(answer.url).pathname, code ?? ''])
          }
          return answers
        })(\(list.text))
        """
      ).array ?? []
    guard answers.count == asked.count else { throw Page.Failure(description: "not every address was asked") }
    var result: [String: AccessAnswer] = [:]
    for (route, answer) in zip(asked, answers) {
      guard let parts = answer.array, parts.count == 3, let status = parts[0].integer, let path = parts[1].string else {
        throw Page.Failure(description: "\(route.name) has no answer")
      }
      result[route.name] = AccessAnswer(status: Int(status), path: path, code: parts[2].string ?? "")
    }
    return result
  }

  /// With what is there, so that only the right to enter decides.
  private func path(_ pattern: String) -> String {
    pattern.split(separator: "/", omittingEmptySubsequences: false).map { part in
      switch part {
      case ":workspace": Self.workspace
      case ":app": Self.app
      case ":number": "1"
      case ":control": "data.tenant"
      case _ where part.hasPrefix(":"): "01900000-0000-7000-8000-000000000001"
      default: String(part)
      }
    }.joined(separator: "/")
  }
}
