import AppSpec
import Contract
import Testing
import Values
import Workspaces

@Suite struct MemberDecisionsTests {
  private let workspace = WorkspaceID.random(milliseconds: 1)

  private func member(_ role: Role) -> Membership {
    Membership(workspace: workspace, account: .random(milliseconds: 2), role: role)
  }

  @Test("Only admins and owners manage members", arguments: Role.allCases)
  func managing(_ role: Role) {
    let decision = member(role).changeRole(of: member(.member), to: .builder, owners: 1)
    if role == .admin || role == .owner {
      #expect(throws: Never.self) { try decision.get() }
    } else {
      #expect(decision == .failure(.notAllowed(.manageMembers)))
    }
  }

  @Test("An admin neither makes, changes, removes nor invites an owner")
  func owners() {
    let (admin, owner) = (member(.admin), member(.owner))
    #expect(admin.changeRole(of: owner, to: .member, owners: 2) == .failure(.ownersOnly))
    #expect(admin.changeRole(of: member(.member), to: .owner, owners: 2) == .failure(.ownersOnly))
    #expect(admin.changeRole(of: admin, to: .owner, owners: 2) == .failure(.ownersOnly))
    #expect(admin.remove(owner, owners: 2) == .failure(.ownersOnly))
    #expect(admin.invite(as: .owner) == .ownersOnly)
    #expect(admin.invite(as: .admin) == nil)
    #expect(owner.invite(as: .owner) == nil)
  }

  @Test("The last owner neither leaves nor steps down")
  func lastOwner() {
    let owner = member(.owner)
    #expect(owner.remove(owner, owners: 1) == .failure(.lastOwner))
    #expect(owner.changeRole(of: owner, to: .admin, owners: 1) == .failure(.lastOwner))
    #expect(throws: Never.self) { try owner.remove(owner, owners: 2).get() }
    #expect(throws: Never.self) { try owner.changeRole(of: owner, to: .admin, owners: 2).get() }
  }

  @Test("Everybody may leave, and nobody but managers removes others", arguments: [Role.viewer, .member, .builder])
  func leaving(_ role: Role) {
    let person = member(role)
    #expect(throws: Never.self) { try person.remove(person, owners: 1).get() }
    #expect(person.remove(member(.viewer), owners: 1) == .failure(.notAllowed(.manageMembers)))
  }

  @Test("Nothing is decided across workspaces")
  func foreign() {
    let stranger = Membership(workspace: .random(milliseconds: 3), account: .random(milliseconds: 4), role: .member)
    #expect(member(.owner).changeRole(of: stranger, to: .viewer, owners: 5) == .failure(.notFound))
    #expect(member(.owner).remove(stranger, owners: 5) == .failure(.notFound))
  }

  @Test("Giving the role that somebody has changes nothing")
  func unchanged() {
    #expect(member(.owner).changeRole(of: member(.member), to: .member, owners: 1) == .failure(.unchanged))
  }
}
