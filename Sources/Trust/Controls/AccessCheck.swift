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
  /// Open to the whole world, and meant to be. Whoever opens another address says so here, too.
  public static let open: Set<String> = [
    "GET /", "GET /sign-in", "POST /sign-in", "GET /sign-in/:token", "POST /sign-in/:token", "GET /owner/:token",
    "POST /owner/:token", "GET /invitations/:token", "POST /invitations/:token", "GET /security", "GET /permits",
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
    owner: [String: AccessAnswer]
  ) -> ControlVerdict {
    var findings: [String] = []
    var (closed, workspaces) = (0, 0)
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
    evidence.names("asked as", ["stranger", "owner of another workspace", "owner"])
    if workspaces == 0 { findings.append("no address of a workspace was asked") }
    return ControlVerdict(findings: findings, evidence)
  }

  /// Each role enters where the table lets it, and nowhere else.
  ///
  /// - Parameter answers: of each role, by the routes' names.
  public static func roles(_ routes: [AccessRoute], _ answers: [String: [String: AccessAnswer]]) -> ControlVerdict {
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
    var evidence = Evidence()
    evidence.names("roles", answers.keys.sorted())
    evidence.count("entered as the table says", entered)
    evidence.count("refused as the table says", refused)
    if refused == 0 || entered == 0 { findings.append("nobody was both let in and refused") }
    return ControlVerdict(findings: findings, evidence)
  }
}
