import Contract
import Testing
import Values

@Suite("A draft")
struct DraftTests {
  let key = SigningKey()
  let now = Instant(iso: "2026-05-04T10:00:00Z")!
  let draft = Draft(
    workspace: .random(milliseconds: 1), app: .random(milliseconds: 2), account: .random(milliseconds: 3),
    expires: Instant(iso: "2026-05-04T10:05:00Z")!, spec: Array("app: ä".utf8))

  func verified(_ text: String, by other: SigningKey? = nil, account: AccountID? = nil, at: Instant? = nil) -> Draft? {
    SignedDraft(text)?.verified(
      by: (other ?? key).verifier, workspace: draft.workspace, account: account ?? draft.account, now: at ?? now)
  }

  @Test("reaches the one it was signed for as it was, until it expires")
  func whole() throws {
    let text = try SignedDraft(signing: draft, with: key).text
    #expect(verified(text) == draft)
    #expect(verified(text, at: draft.expires) == nil)
    #expect(verified(text, account: .random(milliseconds: 9)) == nil)
    #expect(verified(text, by: SigningKey()) == nil)
  }

  @Test("is told apart from one of an app that is not saved yet")
  func unsaved() throws {
    var new = draft
    new.app = nil
    let text = try SignedDraft(signing: new, with: key).text
    #expect(verified(text) == new && text.contains("\"app\":null"))
    let other = try SignedDraft(signing: draft, with: key).text
    let app = try #require(draft.app)
    #expect(verified(other.replacing("\"\(app)\"", "null")) == nil)
  }

  @Test("is nothing once a word of it was changed, and no release's signature stands for it")
  func changed() throws {
    let text = try SignedDraft(signing: draft, with: key).text
    let other = Base64URL.encode(Array("app: b".utf8))
    #expect(verified(text.replacing(Base64URL.encode(draft.spec), other)) == nil)
    #expect(SignedDraft("") == nil && SignedDraft("{}") == nil && SignedDraft("[" + text + "]") == nil)
    #expect(SignedDraft(text.replacing("}", ",\"more\":1}")) == nil)
  }
}

extension String {
  fileprivate func replacing(_ old: String, _ new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return self[..<range.lowerBound] + new + self[range.upperBound...]
  }
}
