import AppSpec
import Testing

@Suite("AI steps: what their prompts may name, and where they stand")
struct PromptCheckTests {
  private func spec(_ steps: String, head: String = "") -> Spec {
    var spec = Spec.action("    on: orders\n    inputs: { tone: text }\n    steps:\n" + steps)
    spec.head += head
    return spec
  }

  private let run = "      - run: { source: db, sql: \"update orders set note = :text where id = :id\" }\n"
  private let ai = "      - ai: { into: text, prompt: \"Write to {{customer}}, {{tone}}.\" }\n"

  @Test("A prompt names columns of the row, inputs, the viewer and earlier texts; a statement reads the text")
  func sound() throws {
    let spec = spec(
      ai + "      - ai: { into: text_2, prompt: \"Shorten {{text}} for {{viewer_email}}\", model: fast }\n"
        + run.replacing(":text", with: "concat(:text, :text_2)"))
    #expect(spec.codes == [])
    let action = try #require(SpecCheck.check(Array(spec.text.utf8)).app?.app.actions.first)
    #expect(action.prompts.map(\.into.text) == ["text", "text_2"] && action.prompts[1].model?.text == "fast")
    #expect(action.statements.count == 1)
  }

  @Test("An action may have prompts alone, and no row")
  func alone() {
    #expect(Spec.action("    steps: [ai: { into: text, prompt: Say something kind }]").codes == [])
  }

  @Test("Each mistake is told at its place")
  func mistakes() {
    #expect(
      spec(ai.replacing("{{tone}}", with: "{{ton}}") + run).marked == [
        "unused-input tone:", "unknown-variable {{ton}}.",
      ])
    #expect(spec(run + ai).marked == ["ai-after-run ai:"])
    #expect(
      spec(ai.replacing("into: text", with: "into: customer") + run.replacing(":text", with: ":customer")).marked
        == ["ambiguous-name customer"])
    #expect(
      spec(ai.replacing("into: text", with: "into: tone") + run.replacing(":text", with: ":tone")).marked
        == ["ambiguous-name tone"])
    #expect(spec(ai + run.replacing(":text", with: "'x'")).marked == ["unused-text text"])
    #expect(
      spec(ai.replacing("{{tone}}", with: "{{{tone}}}") + run).marked == [
        "unused-input tone:", "text-unescaped {{{tone}}}.",
      ])
    #expect(spec(String(repeating: ai, count: 6) + run).marked.contains("too-many-prompts ai:"))
  }

  @Test("Personal data that leaves as it is: a warning where the policy stands, and only where there are prompts")
  func off() {
    let off = "redaction: { policy: off }\n"
    #expect(spec(ai + run, head: off).marked == ["redaction-off off"])
    #expect(Spec.codes(Spec().text.replacing("queries:", with: off + "queries:", maxReplacements: 1)) == [])
    #expect(
      spec(ai + run, head: "redaction: { policy: off, redactor: hook }\n").marked == [
        "redaction-off off", "unused-redactor hook",
      ])
  }

  @Test("A redactor is named by its secret")
  func redactor() throws {
    let spec = spec(ai + run, head: "redaction: { policy: required, redactor: team-redactor }\n")
    let app = try #require(SpecCheck.check(Array(spec.text.utf8)).app?.app)
    #expect(app.redactor == "team-redactor" && app.redaction == .required)
  }
}
