// `access.membership` and `access.roles`: the route table against what a server answered to people who were sent to each of
// its addresses. Pure, so that a test can be the server that lets somebody in.

public import Values

public struct AccessRoute: Sendable, Equatable {
  public var method: String
  public var path: String
  /// `everyone`, `signed_in`, `operators`, `member`, `tool`, `tool_member`, `runtime` or `machine`.
  public var access: String
  /// Who may enter, of a workspace's own.
  public var roles: [String]

  public init(method: String, path: String, access: String, roles: [String] = []) {
    (self.method, self.path, self.access, self.roles) = (method, path, access, roles)
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    (method, path) = (try reader.string("method"), try reader.string("path"))
    access = try reader.string("access")
    roles = try reader.array("roles").compactMap(\.string)
    try reader.end()
  }

  public var name: String { "\(method) \(path)" }
}

/// What a server did with a request.
public enum AccessAnswer: String, Sendable {
  /// It asked to sign in, or for a token or a signature.
  case unknown
  /// As if the address were not there.
  case absent
  case entered

  /// - Parameters:
  ///   - status: of the last answer.
  ///   - path: where redirects have led.
  ///   - code: of the problem, where the answer is one.
  public init(status: Int, path: String, code: String) {
    if status == 401 || path == "/sign-in" {
      self = .unknown
    } else if status == 404 || code == "not_found" {
      self = .absent
    } else {
      self = .entered
    }
  }
}

public enum AccessCheck {
  /// What was answered to tokens of the tool, by the routes' names: to one of an owner of another workspace, and to one of
  /// the workspace's owner.
  public struct Tools: Sendable {
    public var outsider: [String: AccessAnswer]
    public var owner: [String: AccessAnswer]

    public init(outsider: [String: AccessAnswer], owner: [String: AccessAnswer]) {
      (self.outsider, self.owner) = (outsider, owner)
    }
  }

  /// A page of an app and who may open it.
  public struct AppPage: Sendable {
    public var path: String
    public var roles: [String]

    public init(path: String, roles: [String]) { (self.path, self.roles) = (path, roles) }
  }

  /// Open to the whole world, and meant to be. Whoever opens another address says so here, too.
  public static let open: Set<String> = [
    "GET /", "GET /sign-in", "POST /sign-in", "GET /sign-in/:token", "POST /sign-in/:token", "GET /owner/:token",
    "POST /owner/:token", "GET /invitations/:token", "POST /invitations/:token", "GET /security",
    "GET /security/reporting", "GET /.well-known/security.txt", "GET /permits",
    "POST /api/v1/tool-logins", "POST /api/v1/tool-tokens",
    "POST /runtime/v1/enrolments",
  ]

  /// Nobody who is no member may enter.
  ///
  /// - Parameters:
  ///   - stranger: what somebody without a session was answered, by the routes' names.
  ///   - outsider: what an owner of another workspace was answered.
  ///   - owner: what a member was answered who may do everything: a check that sees him refused has seen nothing.
  public static func membership(
    _ routes: [AccessRoute], stranger: [String: AccessAnswer], outsider: [String: AccessAnswer],
    owner: [String: AccessAnswer], tools: Tools
  ) -> ControlVerdict {
    var findings: [String] = []
    var (closed, workspaces, byTool) = (0, 0, 0)
    for route in routes {
      let name = route.name
      if route.access == "everyone" || route.access == "machine" {
        if !open.contains(name) { findings.append("\(name) is open to everyone, and is on no list of such addresses") }
        continue
      }
      closed += 1
      if stranger[name] != .unknown { findings.append("\(name) does not ask a stranger who he is") }
      if ["tool", "tool_member", "runtime"].contains(route.access) {
        if owner[name] != .unknown { findings.append("\(name) takes a browser's session for a token or a signature") }
        guard route.access == "tool_member" else { continue }
        if tools.outsider[name] != .absent { findings.append("\(name) is there for a tool of another workspace") }
        // What asks for one thing more than the workspace has nothing to show to its owner either.
        if tools.owner[name] == .entered { byTool += 1 }
        continue
      }
      guard route.access == "member" else { continue }
      workspaces += 1
      if outsider[name] != .absent { findings.append("\(name) is there for a member of another workspace") }
      if owner[name] != .entered { findings.append("\(name) was not seen open to the workspace's owner") }
    }
    var evidence = Evidence()
    evidence.count("addresses", routes.count)
    evidence.count("closed to strangers", closed)
    evidence.count("of a workspace's own", workspaces)
    evidence.count("seen open to the owner's tool", byTool)
    evidence.names(
      "asked as",
      ["stranger", "owner of another workspace", "owner", "a tool of another workspace", "the owner's tool"])
    if workspaces == 0 { findings.append("no address of a workspace was asked") }
    if byTool == 0 { findings.append("no address was seen open to the owner's tool") }
    return ControlVerdict(findings: findings, evidence)
  }

  /// Each role enters where the table lets it, and nowhere else.
  ///
  /// - Parameters:
  ///   - answers: of each role, by the routes' names.
  ///   - pages: of an app, as its spec says.
  ///   - opened: the paths of those that each person has opened at the runtime.
  public static func roles(
    _ routes: [AccessRoute], _ answers: [String: [String: AccessAnswer]], pages: [AppPage],
    opened: [String: Set<String>]
  ) -> ControlVerdict {
    var findings: [String] = []
    var (entered, refused) = (0, 0)
    for route in routes where route.access == "member" || route.access == "operators" {
      for (role, answers) in answers.sorted(by: { $0.key < $1.key }) {
        // The installation's first owner is its operator; nobody else here is one.
        let may = route.access == "operators" ? role == "owner" : route.roles.contains(role)
        let answer = answers[route.name]
        if may { entered += 1 } else { refused += 1 }
        if may && answer != .entered { findings.append("\(route.name) is not open to \(role)") }
        if !may && answer != .absent { findings.append("\(route.name) is open to \(role)") }
      }
    }
    findings += self.pages(pages, opened)
    var evidence = Evidence()
    evidence.names("roles", answers.keys.sorted())
    evidence.count("pages of an app", pages.count)
    evidence.count("entered as the table says", entered)
    evidence.count("refused as the table says", refused)
    if refused == 0 || entered == 0 { findings.append("nobody was both let in and refused") }
    return ControlVerdict(findings: findings, evidence)
  }

  /// At the runtime: roles are no hierarchy, and who is no member opens nothing.
  private static func pages(_ pages: [AppPage], _ opened: [String: Set<String>]) -> [String] {
    var findings: [String] = []
    var (entered, refused) = (0, 0)
    for page in pages {
      for (person, paths) in opened.sorted(by: { $0.key < $1.key }) {
        let (may, did) = (page.roles.contains(person), paths.contains(page.path))
        if may { entered += 1 } else { refused += 1 }
        if may && !did { findings.append("the app's page \(page.path) is not open to \(person)") }
        if !may && did { findings.append("the app's page \(page.path) is open to \(person)") }
      }
    }
    if entered == 0 || refused == 0 { findings.append("no page of an app was both opened and refused") }
    return findings
  }
}
