import AppSpec
import Contract
import Testing
import Values
import Workspaces

@Suite struct PublishingTests {
  private let workspace = WorkspaceID.random(milliseconds: 1)

  private func publish(_ role: Role, _ app: PublishableApp, _ text: String) -> Result<Publication, Workspaces.Refusal> {
    Membership(workspace: workspace, account: .random(milliseconds: 2), role: role)
      .publish(app, version: 7, digest: Digest(of: Array(text.utf8)))
  }

  @Test("Builders, admins and owners publish; the number is the next one", arguments: Role.allCases)
  func numbers(_ role: Role) throws {
    let app = PublishableApp(id: .random(milliseconds: 3), workspace: workspace, currentDigest: nil, lastNumber: 4)
    let decision = publish(role, app, "a")
    guard [.builder, .admin, .owner].contains(role) else {
      #expect(decision == .failure(.notAllowed(.publish)))
      return
    }
    let publication = try decision.get()
    #expect(publication.number == 5)
    #expect(publication.version == 7)
  }

  @Test("What sends text to a model as it is goes out only when an admin or owner approves", arguments: Role.allCases)
  func unredacted(_ role: Role) {
    let app = PublishableApp(
      id: .random(milliseconds: 3), workspace: workspace, currentDigest: nil, lastNumber: 0, sendsUnredacted: true)
    let member = Membership(workspace: workspace, account: .random(milliseconds: 2), role: role)
    func publish(_ approving: Bool) -> Result<Publication, Workspaces.Refusal> {
      member.publish(app, version: 7, digest: Digest(of: [1]), approving: approving)
    }
    guard [.builder, .admin, .owner].contains(role) else {
      return #expect(publish(true) == .failure(.notAllowed(.publish)))
    }
    #expect(publish(false) == .failure(.needsApproval))
    if role == .builder {
      #expect(publish(true) == .failure(.needsApproval))
    } else {
      #expect(publish(true).map(\.number) == .success(1))
    }
  }

  @Test("What runs already is not published again, what ran before is")
  func again() {
    let app = PublishableApp(
      id: .random(milliseconds: 3), workspace: workspace, currentDigest: Digest(of: Array("a".utf8)), lastNumber: 4)
    #expect(publish(.owner, app, "a") == .failure(.unchanged))
    #expect(throws: Never.self) { try publish(.owner, app, "b").get() }
  }

  @Test("An app of another workspace is not there")
  func foreign() {
    let app = PublishableApp(
      id: .random(milliseconds: 3), workspace: .random(milliseconds: 9), currentDigest: nil, lastNumber: 0)
    #expect(publish(.owner, app, "a") == .failure(.notFound))
  }
}
