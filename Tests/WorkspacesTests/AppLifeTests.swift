import AppSpec
import Contract
import Testing
import Values
import Workspaces

@Suite struct AppLifeTests {
  private let workspace = WorkspaceID.random(milliseconds: 1)
  private let release = ReleaseID.random(milliseconds: 2)
  private let now = Instant(microsecondsSinceEpoch: 1_700_000_000_000_000)

  private func member(_ role: Role) -> Membership {
    Membership(workspace: workspace, account: .random(milliseconds: 3), role: role)
  }

  @Test("Builders, admins and owners delete; what ran is withdrawn", arguments: Role.allCases)
  func deleting(_ role: Role) {
    let app = StandingApp(workspace: workspace, release: release, deletedAt: nil)
    let may = [Role.builder, .admin, .owner].contains(role)
    #expect(member(role).delete(app) == (may ? .success(.withdrawn) : .failure(.notAllowed(.deleteApps))))
    let draft = StandingApp(workspace: workspace, release: nil, deletedAt: nil)
    if may { #expect(member(role).delete(draft) == .success(.nothing)) }
  }

  @Test("Thirty days, and not a second longer")
  func restoring() {
    let app = StandingApp(workspace: workspace, release: release, deletedAt: now)
    let end = now.adding(seconds: 30 * 86_400)
    #expect(member(.owner).restore(app, now: end.adding(seconds: -1)) == .success(.back(release)))
    #expect(member(.owner).restore(app, now: end) == .failure(.notFound))
    #expect(member(.viewer).restore(app, now: now) == .failure(.notAllowed(.deleteApps)))
    let standing = StandingApp(workspace: workspace, release: nil, deletedAt: nil)
    #expect(member(.owner).restore(standing, now: now) == .failure(.unchanged))
  }

  @Test("An app of another workspace is not there")
  func foreign() {
    let app = StandingApp(workspace: .random(milliseconds: 9), release: nil, deletedAt: nil)
    #expect(member(.owner).delete(app) == .failure(.notFound))
    #expect(member(.owner).restore(app, now: now) == .failure(.notFound))
  }
}
