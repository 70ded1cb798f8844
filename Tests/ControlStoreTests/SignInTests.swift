import AppSpec
import Contract
import Testing
import Values
import Workspaces

@testable import ControlStore

@Suite struct SignInTests {
  @Test("A link works once, for one of many who use it at the same moment")
  func once() async throws {
    let test = try await TestStore.make()
    let secret = freshSecret()
    try await test.store.createSignInLink(
      email: EmailAddress("new@example.org")!, secret: secret, lifetimeSeconds: 60, request: freshRequest()
    ).get()
    #expect(try await test.store.signInLink(secret: secret)?.isSignUp == true)
    let results = try await withThrowingTaskGroup(of: Result<SignedIn, Workspaces.Refusal>.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await test.store.useSignInLink(secret: secret, session: TestStore.browser(), request: freshRequest())
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count { !$0.isRefused } == 1)
    #expect(results.filter(\.isRefused).allSatisfy { $0.refusal == .linkExpired })
    #expect(try await test.store.signInLink(secret: secret) == nil)
  }

  @Test("An expired, unknown or used link is refused, and which one is not told")
  func expired() async throws {
    let test = try await TestStore.make()
    let past = TestStore.open(test.superuser, now: { wallClock().adding(seconds: -20) })
    let secret = freshSecret()
    try await past.createSignInLink(
      email: EmailAddress("a@example.org")!, secret: secret, lifetimeSeconds: 10, request: freshRequest()
    ).get()
    for secret in [secret, freshSecret()] {
      let used = try await test.store.useSignInLink(
        secret: secret, session: TestStore.browser(), request: freshRequest())
      #expect(used.refusal == .linkExpired)
      #expect(try await test.store.signInLink(secret: secret) == nil)
    }
    await past.close()
  }

  @Test("While the installation is closed, only those come in who have an account or an invitation")
  func closed() async throws {
    let test = try await TestStore.make()
    let (known, _) = try await test.person("known@example.org")
    try await test.store.setSignUp(open: false, request: freshRequest())
    #expect(try await test.store.installation()?.isOpen == false)
    func link(_ email: EmailAddress) async throws -> Result<Void, Workspaces.Refusal> {
      try await test.store.createSignInLink(
        email: email, secret: freshSecret(), lifetimeSeconds: 60, request: freshRequest())
    }
    let invited = EmailAddress("invited@example.org")!
    #expect(try await link(EmailAddress("stranger@example.org")!).refusal == .signUpClosed)
    #expect(try await link(invited).refusal == .signUpClosed)
    #expect(try await !link(known.account.email).isRefused)
    _ = try await test.store.invite(
      email: invited, as: .member, secret: freshSecret(), lifetimeSeconds: 60, by: try await test.home())
    #expect(try await !link(invited).isRefused)
    let (person, _) = try await test.person("invited@example.org")
    #expect(person.account.email == invited)
  }

  @Test("Each account has a personal workspace of its own that it owns; the same address is the same account")
  func personal() async throws {
    let test = try await TestStore.make()
    let (person, _) = try await test.person("ada@example.org")
    let own = try await test.store.workspaces(of: person)
    #expect(own.map(\.role) == [.owner])
    #expect(own.map(\.workspace.kind) == [.personal])
    let (again, _) = try await test.person(" ADA@example.org")
    #expect(again.account.id == person.account.id)
    #expect(try await test.store.workspaces(of: again).count == 1)
  }

  @Test("Two processes that prepare the same empty database make one installation")
  func prepared() async throws {
    let superuser = try await TestStore.database()
    let installations = try await withThrowingTaskGroup(of: Installation.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let store = TestStore.open(superuser)
          let made = try await store.prepareInstallation(
            owner: EmailAddress("owner@example.org")!, slug: Slug("home")!, title: "Home", isOpen: true,
            request: freshRequest())
          await store.close()
          return made
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(installations.map(\.id)).count == 1)
  }

  @Test("Sessions are found by their secret, listed, touched, rotated and ended; an ended one is gone at once")
  func sessions() async throws {
    let test = try await TestStore.make()
    let (person, secret) = try await test.person("ada@example.org")
    let (other, otherSecret) = try await test.person("ada@example.org")
    #expect(try await test.store.sessions(of: person).count == 2)
    try await test.store.touchSession(person)
    let seen = try #require(try await test.store.authenticate(secret: secret, request: freshRequest()))
    #expect(seen.signedIn.session.lastSeenAt > person.session.createdAt)
    #expect(seen.signedIn.account == person.account)

    let next = freshSecret()
    try await test.store.rotateSession(person, to: next)
    #expect(try await test.store.authenticate(secret: secret, request: freshRequest()) == nil)
    #expect(try await test.store.authenticate(secret: next, request: freshRequest()) != nil)

    try await test.store.endSession(other.session.id, by: person).get()
    #expect(try await test.store.authenticate(secret: otherSecret, request: freshRequest()) == nil)
    #expect(try await test.store.endSession(other.session.id, by: person).refusal == .notFound)
    #expect(try await test.store.endSession(test.owner.session.id, by: person).refusal == .notFound)
    let third = try await test.person("ada@example.org")
    #expect(try await test.store.endOtherSessions(person) == 1)
    #expect(try await test.store.authenticate(secret: third.secret, request: freshRequest()) == nil)
    #expect(try await test.store.authenticate(secret: next, request: freshRequest()) != nil)
  }

  @Test("A session that has expired is nobody's")
  func expiredSession() async throws {
    let test = try await TestStore.make()
    let past = TestStore.open(test.superuser, now: { wallClock().adding(seconds: -20) })
    let (link, secret) = (freshSecret(), freshSecret())
    try await past.createSignInLink(
      email: EmailAddress("a@example.org")!, secret: link, lifetimeSeconds: 600, request: freshRequest()
    ).get()
    let short = NewSession(secret: secret, kind: .browser, label: "", lifetimeSeconds: 10)
    _ = try await past.useSignInLink(secret: link, session: short, request: freshRequest()).get()
    #expect(try await test.store.authenticate(secret: secret, request: freshRequest()) == nil)
    await past.close()
  }

  @Test("The tool waits for the person, collects its session once, and has the scopes that were confirmed")
  func toolLogin() async throws {
    let test = try await TestStore.make()
    let (device, code, token) = (freshSecret(), freshSecret(), freshSecret())
    try await test.store.startToolLogin(
      device: device, code: code, label: "laptop", scopes: [.publish], lifetimeSeconds: 60, request: freshRequest()
    ).get()
    func collect() async throws -> Result<SignedIn, Workspaces.Refusal> {
      try await test.store.collectToolLogin(
        device: device, session: token, lifetimeSeconds: 60, request: freshRequest())
    }
    #expect(try await collect().refusal == .pending)
    #expect(try await test.store.toolLogin(code: device) == nil)
    #expect(try await test.store.toolLogin(code: code)?.label == "laptop")
    #expect(try await test.store.confirmToolLogin(code: device, by: test.owner).refusal == .linkExpired)
    try await test.store.confirmToolLogin(code: code, by: test.owner).get()
    #expect(try await test.store.confirmToolLogin(code: code, by: test.owner).refusal == .linkExpired)
    let tool = try await collect().get()
    #expect(tool.account.id == test.owner.account.id)
    #expect(tool.session.kind == .tool)
    #expect(tool.session.allows(.publish))
    #expect(!tool.session.allows(.audit))
    #expect(try await collect().refusal == .linkExpired)
    let found = try #require(try await test.store.authenticate(secret: token, request: freshRequest()))
    #expect(found.signedIn.session.scopes == [.publish])
  }

  @Test("A name is one line of at most 200 characters")
  func names() async throws {
    let test = try await TestStore.make()
    try await test.store.renameAccount(test.owner, to: "  Zoë O'Neil 王 ").get()
    let (again, _) = try await test.person("owner@example.org")
    #expect(again.account.name == "Zoë O'Neil 王")
    for bad in ["a\nb", "a\u{0}", String(repeating: "x", count: 201), "a\u{2028}b", "\u{1B}[31m"] {
      #expect(try await test.store.renameAccount(test.owner, to: bad).refusal == .invalid(field: "name"))
    }
  }
}

extension Result where Failure == Workspaces.Refusal {
  var refusal: Workspaces.Refusal? {
    if case .failure(let refusal) = self { return refusal }
    return nil
  }
}
