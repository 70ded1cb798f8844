import Testing
import Trust

@Suite("The checks of who gets in") struct AccessCheckTests {
  private let routes = [
    AccessRoute(method: "GET", path: "/", access: "everyone"),
    AccessRoute(method: "GET", path: "/account", access: "signed_in"),
    AccessRoute(method: "GET", path: "/trust", access: "operators"),
    AccessRoute(method: "GET", path: "/w/:workspace", access: "member", roles: ["admin", "member", "owner"]),
    AccessRoute(method: "POST", path: "/w/:workspace/invitations", access: "member", roles: ["admin", "owner"]),
    AccessRoute(method: "GET", path: "/api/v1/workspaces", access: "tool"),
    AccessRoute(method: "GET", path: "/api/v1/workspaces/:workspace/apps", access: "tool_member", roles: ["owner"]),
  ]

  private func stranger(_ change: [String: AccessAnswer] = [:]) -> [String: AccessAnswer] {
    Dictionary(uniqueKeysWithValues: routes.map { ($0.name, AccessAnswer.unknown) }).merging(change) { $1 }
  }

  /// What a server answers that does as its table says.
  private func answers(_ role: String?, _ change: [String: AccessAnswer] = [:]) -> [String: AccessAnswer] {
    var result: [String: AccessAnswer] = [:]
    for route in routes {
      result[route.name] =
        switch route.access {
        case "member": role.map { route.roles.contains($0) } == true ? .entered : .absent
        case "operators": role == "owner" ? .entered : .absent
        case "tool", "tool_member": .unknown
        default: .entered
        }
    }
    return result.merging(change) { $1 }
  }

  private func membership(
    stranger: [String: AccessAnswer]? = nil, outsider: [String: AccessAnswer] = [:],
    owner: [String: AccessAnswer] = [:],
    more: [AccessRoute] = [], outsiderTool: AccessAnswer = .absent, ownerTool: AccessAnswer = .entered
  ) -> ControlOutcome {
    let api = "GET /api/v1/workspaces/:workspace/apps"
    return AccessCheck.membership(
      routes + more, stranger: stranger ?? self.stranger(), outsider: answers(nil, outsider),
      owner: answers("owner", owner), tools: .init(outsider: [api: outsiderTool], owner: [api: ownerTool])
    ).outcome
  }

  @Test("a server that keeps everybody out who is no member passes, and each way in fails it")
  func members() {
    #expect(membership() == .passed)
    #expect(membership(stranger: stranger(["GET /account": .entered])) == .failed)
    #expect(membership(stranger: [:]) == .failed, "nobody asked")
    #expect(membership(outsider: ["GET /w/:workspace": .entered]) == .failed)
    #expect(membership(outsider: ["POST /w/:workspace/invitations": .unknown]) == .failed)
    #expect(membership(owner: ["GET /w/:workspace": .absent]) == .failed, "a check that sees nothing is none")
    #expect(membership(owner: ["GET /api/v1/workspaces": .entered]) == .failed)
    #expect(membership(outsiderTool: .entered) == .failed)
    #expect(membership(outsiderTool: .unknown) == .failed, "a token that is none asks for nothing")
    #expect(membership(ownerTool: .absent) == .failed)
    #expect(membership(more: [AccessRoute(method: "GET", path: "/secrets", access: "everyone")]) == .failed)
  }

  @Test("each role enters where the table lets it; one more door or one less fails it")
  func roles() {
    let people = ["member": answers("member"), "admin": answers("admin"), "owner": answers("owner")]
    #expect(AccessCheck.roles(routes, people, pages: pages, opened: opened).outcome == .passed)
    for (role, name, answer) in [
      ("member", "POST /w/:workspace/invitations", AccessAnswer.entered), ("admin", "GET /trust", .entered),
      ("admin", "GET /w/:workspace", .absent), ("owner", "GET /trust", .absent),
    ] {
      var changed = people
      changed[role]?[name] = answer
      #expect(AccessCheck.roles(routes, changed, pages: pages, opened: opened).outcome == .failed, "\(role) \(name)")
    }
    #expect(AccessCheck.roles(routes, [:], pages: pages, opened: opened).outcome == .failed)
  }

  private let pages = [AccessCheck.AppPage(path: "/", roles: ["member", "owner"])]
  private let opened: [String: Set<String>] = ["member": ["/"], "owner": ["/"], "viewer": [], "outsider": []]

  @Test("an app's page opens to the roles that it names, and to nobody else")
  func apps() {
    let people = ["member": answers("member"), "admin": answers("admin"), "owner": answers("owner")]
    for (person, paths) in [("viewer", ["/"]), ("outsider", ["/"]), ("member", [])] as [(String, Set<String>)] {
      let verdict = AccessCheck.roles(
        routes, people, pages: pages, opened: opened.merging([person: paths]) { $1 })
      #expect(verdict.outcome == .failed, "\(person)")
    }
    #expect(AccessCheck.roles(routes, people, pages: [], opened: opened).outcome == .failed)
  }

  @Test("what a server answered is read from where it led, too")
  func answered() {
    #expect(AccessAnswer(status: 200, path: "/sign-in", code: "") == .unknown)
    #expect(AccessAnswer(status: 401, path: "/x", code: "not_signed_in") == .unknown)
    #expect(AccessAnswer(status: 404, path: "/x", code: "not_found") == .absent)
    #expect(AccessAnswer(status: 403, path: "/x", code: "form_expired") == .entered)
    #expect(AccessAnswer(status: 200, path: "/x", code: "") == .entered)
  }
}
