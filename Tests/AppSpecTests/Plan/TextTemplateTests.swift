import Testing

@testable import AppSpec

@Suite("Texts with variables")
struct TextTemplateTests {
  private let values = ["name": "Ada", "none": "", "no": "f", "yes": "t"]

  private func text(_ template: String) -> String {
    TextTemplate(template).text { name in values[name].map { TextTemplate.Value(raw: $0) } }
  }

  @Test(
    "variables, sections, inverted sections and comments are replaced; what is unknown leaves nothing",
    arguments: [
      ("Dear {{name}},", "Dear Ada,"), ("{{ name }}", "Ada"), ("a{{unknown}}b", "ab"), ("a{{! note }}b", "ab"),
      ("{{#yes}}Y{{/yes}}{{^yes}}N{{/yes}}", "Y"), ("{{#no}}Y{{/no}}{{^no}}N{{/no}}", "N"),
      ("{{^none}}empty{{/none}}", "empty"), ("{{#yes}}{{#name}}{{name}}{{/name}}{{/yes}}", "Ada"),
      ("{{#unknown}}x{{/unknown}}", ""), ("{{open", "{{open"), ("}} {", "}} {"), ("{{#yes}}x", "x"), ("", ""),
    ])
  func renders(_ template: String, _ expected: String) { #expect(text(template) == expected) }

  @Test("a value with braces is not read again")
  func braces() {
    let template = TextTemplate("{{a}}")
    #expect(template.text { _ in TextTemplate.Value(raw: "{{b}}") } == "{{b}}")
  }
}
