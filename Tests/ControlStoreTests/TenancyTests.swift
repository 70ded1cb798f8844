import AppSpec
import Contract
import Testing
import Values
import Workspaces

@testable import ControlStore

@Suite struct TenancyTests {
  @Test("Session, membership and role are one round trip; a workspace of others looks as if it were not there")
  func authentication() async throws {
    let test = try await TestStore.make()
    let (_, secret) = try await test.person("ada@example.org")
    func member(_ slug: String) async throws -> Member? {
      try await test.store.authenticate(secret: secret, workspace: Slug(slug)!, request: freshRequest())?.member
    }
    #expect(try await member("home") == nil)
    #expect(try await member("nowhere") == nil)
    let invitation = freshSecret()
    _ = try await test.store.invite(
      email: nil, as: .builder, secret: invitation, lifetimeSeconds: 60, by: try await test.home()
    ).get()
    let person = try #require(try await test.store.authenticate(secret: secret, request: freshRequest())).signedIn
    #expect(try await test.store.invitation(secret: invitation)?.workspaceTitle == "Home")
    _ = try await test.store.acceptInvitation(secret: invitation, by: person).get()
    #expect(try await member("home")?.role == .builder)
    #expect(try await test.store.acceptInvitation(secret: invitation, by: person).refusal == .linkExpired)
  }

  @Test("A member's session finds an app of the path with it; a stranger's finds none, nobody's a deleted one")
  func appOfThePath() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, release) = try await test.release(by: home)
    let (member, secret) = try await test.person("ada@example.org")
    func found(_ name: Name, _ workspace: String = "home") async throws -> AppSummary? {
      let slug = Slug(workspace)!
      return try await test.store.authenticate(
        secret: secret, workspace: slug, app: name, request: freshRequest())?.app
    }
    #expect(try await found(app.name) == nil)
    let invitation = freshSecret()
    _ = try await test.store.invite(
      email: nil, as: .viewer, secret: invitation, lifetimeSeconds: 60, by: home
    ).get()
    _ = try await test.store.acceptInvitation(secret: invitation, by: member).get()
    let seen = try #require(try await found(app.name))
    #expect(seen == (try await test.store.app(app.name, of: home)))
    #expect(seen.currentRelease == release.id && seen.currentNumber == 1)
    #expect(try await found(Name("other")!) == nil)
    #expect(try await found(app.name, "nowhere") == nil)
    try await test.store.deleteApp(app.id, by: home).get()
    #expect(try await found(app.name) == nil)
  }

  @Test("Somebody of another workspace reaches nothing by its ids, whatever his role at home")
  func foreignIDs() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    let runtime = try await test.runtime(of: home)
    let invited = try await test.store.invite(
      email: nil, as: .member, secret: freshSecret(), lifetimeSeconds: 60, by: home
    ).get()
    let (person, _) = try await test.person("mallory@example.org")
    let other = try await test.store.createWorkspace(slug: Slug("mallory")!, title: "M", by: person).get()
    let mallory = try await test.member(of: other.slug, person)
    #expect(mallory.role == .owner)
    #expect(try await test.store.app(app.name, of: mallory) == nil)
    #expect(try await test.store.versions(of: app.id, member: mallory).get().isEmpty)
    #expect(try await test.store.releases(of: app.id, member: mallory).get().isEmpty)
    #expect(try await test.store.buildLog(of: app.id, member: mallory).get().isEmpty)
    #expect(try await test.store.spec(of: app.id, version: 1, member: mallory).refusal == .notFound)
    let saved = try await test.store.saveVersion(of: app.id, spec: [1], title: "M", note: "", by: mallory)
    #expect(saved.refusal == .notFound)
    let published = try await test.store.publish(app.id, version: 1, note: "", by: mallory, signedWith: test.key)
    #expect(published.refusal == .notFound)
    #expect(try await test.store.changeRole(of: home.account, to: .viewer, by: mallory).refusal == .notFound)
    #expect(try await test.store.removeMember(home.account, by: mallory).refusal == .notFound)
    #expect(try await test.store.revokeInvitation(invited.id, by: mallory).refusal == .notFound)
    #expect(try await test.store.removeRuntime(runtime.id, by: mallory).refusal == .notFound)
    #expect(try await test.store.runtimes(of: mallory).get().isEmpty)
    let page = try await test.store.audit(of: mallory, filter: .init(app: app.id)).get()
    #expect(page.entries.isEmpty)
  }

  @Test("A role's capabilities are enforced by the store for each of its verbs", arguments: Role.allCases)
  func capabilities(_ role: Role) async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, _) = try await test.release(by: home)
    let member = role == .owner ? home : try await test.member(as: role, email: "m@example.org")
    let store = test.store
    func refused<R>(_ result: Result<R, Workspaces.Refusal>, _ capability: Capability) -> Bool {
      let isRefused = result.refusal == .notAllowed(capability)
      return isRefused == !role.may(capability)
    }
    #expect(try await store.apps(of: member).map(\.id) == [app.id])
    #expect(refused(try await store.versions(of: app.id, member: member), .readDesign))
    #expect(refused(try await store.createApp(Name("n")!, title: "N", by: member), .editDesign))
    let saved = try await store.saveVersion(of: app.id, spec: [65], title: "T", note: "", by: member)
    #expect(refused(saved, .editDesign))
    let published = try await store.publish(app.id, version: 2, note: "", by: member, signedWith: test.key)
    #expect(refused(published, .publish))
    #expect(refused(try await store.members(of: member), .seeMembers))
    let invited = try await store.invite(email: nil, as: .viewer, secret: freshSecret(), lifetimeSeconds: 9, by: member)
    #expect(refused(invited, .invite))
    _ = try await store.invite(email: nil, as: .viewer, secret: freshSecret(), lifetimeSeconds: 9, by: home).get()
    if case .success(let people) = try await store.members(of: member) {
      #expect(people.invitations.isEmpty != role.may(.invite))
    }
    let enrolment = try await store.createEnrolment(secret: freshSecret(), title: "R", lifetimeSeconds: 9, by: member)
    #expect(refused(enrolment, .manageRuntimes))
    #expect(refused(try await store.audit(of: member), .readAudit))
    #expect(refused(try await store.renameWorkspace(member, title: "New"), .changeSettings))
    #expect(refused(try await store.changeTheme(of: member, to: Theme()), .changeSettings))
  }

  @Test("When somebody last signed in is known to those who manage the members of his workspace, and to nobody else")
  func signIns() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let admin = try await test.member(as: .admin, email: "admin@example.org")
    let member = try await test.member(as: .member, email: "member@example.org")
    for who in [home, admin] {
      let rows = try await test.store.members(of: who).get().rows
      #expect(rows.count == 3 && rows.first { $0.account == member.account }?.signedInAt != nil)
    }
    #expect(try await test.store.members(of: member).get().rows.allSatisfy { $0.signedInAt == nil })
    let (stranger, _) = try await test.person("stranger@example.org")
    let own = try #require(try await test.store.workspaces(of: stranger).first?.workspace.slug)
    let rows = try await test.store.members(of: try await test.member(of: own, stranger)).get().rows
    #expect(rows.map(\.account) == [stranger.account.id])
  }

  @Test("Members come a page at a time by address, and are found by a part of name or address, whatever its case")
  func memberPages() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    for name in ["carla", "berta", "anna"] { _ = try await test.member(as: .viewer, email: "\(name)@pages.example") }
    let all = try await test.store.members(of: home).get()
    #expect(all.rows.map(\.email.text) == all.rows.map(\.email.text).sorted() && all.rows.count == 4 && !all.hasMore)
    let first = try await test.store.members(of: home, limit: 3).get()
    #expect(first.rows == Array(all.rows.prefix(3)) && first.hasMore && first.total == 4)
    let rest = try await test.store.members(of: home, after: first.rows[2].account, limit: 3).get()
    #expect(rest.rows == Array(all.rows.suffix(1)) && !rest.hasMore)
    let found = try await test.store.members(of: home, matching: "BERTA@").get()
    #expect(found.rows.map(\.email.text) == ["berta@pages.example"] && found.total == 4)
    let named = try await test.store.names(of: all.rows.map(\.account), for: home).get()
    #expect(named.count == 4)
  }

  @Test("Two owners who remove each other at the same moment leave one of them")
  func lastOwner() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let second = try await test.member(as: .owner, email: "second@example.org")
    async let one = test.store.removeMember(second.account, by: home)
    async let two = test.store.removeMember(home.account, by: second)
    let results = try await [one, two]
    #expect(results.count { !$0.isRefused } == 1)
  }

  @Test("An invitation for one address is nobody else's; a revoked one is nobody's")
  func invitations() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (secret, revoked) = (freshSecret(), freshSecret())
    _ = try await test.store.invite(
      email: EmailAddress("ada@example.org")!, as: .admin, secret: secret, lifetimeSeconds: 60, by: home
    ).get()
    let (eve, _) = try await test.person("eve@example.org")
    let (ada, _) = try await test.person("ada@example.org")
    #expect(try await test.store.acceptInvitation(secret: secret, by: eve).refusal == .otherAddress)
    #expect(try await test.store.acceptInvitation(secret: secret, by: ada).get().role == .admin)
    let open = try await test.store.invite(email: nil, as: .viewer, secret: revoked, lifetimeSeconds: 60, by: home)
    #expect(try await test.store.members(of: home).get().invitations.count == 1)
    try await test.store.revokeInvitation(try open.get().id, by: home).get()
    #expect(try await test.store.acceptInvitation(secret: revoked, by: eve).refusal == .linkExpired)
    #expect(try await test.store.members(of: home).get().invitations.isEmpty)
  }

  @Test("Names of apps and workspaces are taken once")
  func taken() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    _ = try await test.store.createApp(Name("shop")!, title: "Shop", by: home).get()
    #expect(try await test.store.createApp(Name("shop")!, title: "Shop", by: home).refusal == .taken)
    let again = try await test.store.createWorkspace(slug: Slug("home")!, title: "Mine", by: test.owner)
    #expect(again.refusal == .taken)
  }

  @Test("The same spec makes no second version and no second release")
  func unchanged() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    let (app, release) = try await test.release(by: home)
    let again = try await test.store.saveVersion(
      of: app.id, spec: Array("app: shop".utf8), title: "Shop", note: "", by: home
    ).get()
    #expect(again.number == 1)
    let published = try await test.store.publish(app.id, version: 1, note: "", by: home, signedWith: test.key)
    #expect(published.refusal == .unchanged)
    #expect(try await test.store.releases(of: app.id, member: home).get().map(\.id) == [release.id])
    #expect(try await test.store.spec(of: app.id, version: 1, member: home).get() == Array("app: shop".utf8))
  }
}
