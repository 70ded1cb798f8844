import Contract
import Testing
import Trust
import Values

@Suite("Statements") struct StatementTests {
  private let at = Instant(secondsSinceEpoch: 1_800_000_000)
  private var control: Control { Control.all.first { $0.kind == .attested } ?? Control.all[0] }

  private func read(_ name: String, _ until: Day, _ text: String) -> Result<ControlStatement, ControlStatement.Problems>
  {
    ControlStatement.read(control, name: name, until: until.iso, text: text, at: at)
  }

  @Test("are of attested controls, each of which says how long they count")
  func attested() {
    for control in Control.all { #expect((control.kind == .attested) == (control.statedDays > 0), "\(control.id)") }
  }

  @Test("count up to their last day, read back, and are nobody else's")
  func signed() throws {
    let statement = try read(" Ana ", at.day.adding(days: 1), "One line.\r\nAnother. ").get()
    #expect(statement.by == "Ana" && statement.text == "One line.\nAnother.")
    #expect(statement.counts(at: at) && statement.counts(at: at.adding(seconds: 86_400)))
    #expect(!statement.counts(at: at.adding(seconds: 2 * 86_400)))
    let key = SigningKey()
    let signed = try SignedControlStatement(signing: statement, with: key)
    #expect(signed.verified(by: key.verifier) == statement)
    #expect(signed.verified(by: SigningKey().verifier) == nil)
    let changed = SignedControlStatement(
      text: signed.text.replacing("Ana", with: "Eva"), signature: signed.signature)
    #expect(changed.verified(by: key.verifier) == nil)
    // A result's signature is none of a statement.
    let result = SignedControlResult(text: signed.text, signature: signed.signature)
    #expect(result.verified(by: key.verifier) == nil)
    #expect(!ControlStatement.withdrawal(of: control, by: "Ana", at: at).counts(at: at))
  }

  @Test("say what is wrong with each field at once")
  func wrong() {
    guard case .failure(let problems) = read("", at.day.adding(days: -1), "a\u{0}b") else {
      Issue.record("it was taken")
      return
    }
    #expect(Set(problems.of.keys) == [.name, .until, .text])
  }
}

@Suite("The check of security.txt") struct DisclosureCheckTests {
  private let now = Instant(secondsSinceEpoch: 1_800_000_000)
  private static let sound = """
    # Ours.
    Contact: mailto:security@example.com
    Expires: 2027-03-01T00:00:00Z
    Policy: https://example.com/security/reporting

    """

  private func problems(
    _ text: String, status: Int = 200, type: String = "text/plain; charset=utf-8", policy: Int? = 200
  ) -> [String] {
    DisclosureCheck.verdict(status: status, type: type, text: text, policyStatus: policy, now: now).evidence.problems
  }

  @Test("takes one that RFC 9116 allows, and says what is wrong with others")
  func rules() {
    #expect(problems(Self.sound) == [])
    #expect(problems(Self.sound, status: 404) == ["/.well-known/security.txt answers 404"])
    #expect(problems(Self.sound, policy: 404) == ["the policy of good faith is not there"])
    #expect(!problems(Self.sound, type: "text/html").isEmpty)
    for (old, new, problem) in [
      ("mailto:security@example.com", "security@example.com", "a contact is no address"),
      ("Contact:", "Kontakt:", "there is no contact"), ("2027-03", "2026-03", "it has expired"),
      ("2027-03", "2029-03", "more than a year"), ("Expires:", "Ends:", "say once when it expires"),
      ("2027-03-01T00:00:00Z", "soon", "say once when it expires"), ("https:", "http:", "policy is no https address"),
      ("# Ours.", "Ours.", "a line is no field"),
    ] {
      let found = problems(Self.sound.replacing(old, with: new))
      #expect(found.contains { $0.contains(problem) }, "\(new): \(found)")
    }
  }
}
