import Testing

@testable import AppSpec

@Suite("What an AI step sends: named parts alone, personal ones whole")
struct PromptTests {
  private static func name(_ text: String) -> Name { SampleApp.name(text) }

  private func app(_ prompts: [String], writes: Bool = true, confirm: String? = nil) -> App {
    var app = SampleApp.app
    let steps: [Step] =
      prompts.enumerated().map { .ai(AIStep(into: Self.name("t\($0)"), prompt: $1)) }
      + (writes
        ? [.run(RunStep(source: Self.name("shop"), sql: "insert into notes values (:id, :t0)", expect: .oneRow))] : [])
    app.actions.append(
      Action(
        name: Self.name("write"), title: "Write", on: Self.name("overdue"), roles: [.member], confirm: confirm,
        inputs: [SampleApp.parameter("tone", .text, required: false)], steps: steps))
    return app
  }

  private func plan(_ app: App, _ more: [(name: String, value: String)] = []) throws -> ActionPlan {
    let fields = [("idempotency", "0123456789abcdef"), ("key.id", "7"), ("asked", "1")] + more
    return try CheckedApp(app: app).action(
      ActionSubmission(action: Self.name("write"), fields: fields, viewer: SampleApp.viewer, now: SampleApp.now)
    ).get()
  }

  private let row = SampleApp.rows(
    [("id", .integer), ("company", .text), ("email", .text), ("total", .decimal), ("currency", .text)],
    [["7", "Müller", "ana@lindqvist.example", "1234.5", "EUR"]])

  @Test("nothing is sent but what the prompt names; a personal column is a whole")
  func parts() throws {
    let prompt = try plan(app(["Remind {{company}} ({{email}}) of {{total}}."])).prompt(0, row: row, earlier: [:]).get()
    #expect(
      prompt.parts == [
        .text("Remind "), .value("Müller", personal: nil), .text(" ("),
        .value("ana@lindqvist.example", personal: .contact), .text(") of "), .value("€1\u{202F}234.50", personal: nil),
        .text("."),
      ])
  }

  @Test("a personal value is one wherever it stands: in an input, in an earlier answer, as a whole word")
  func everywhere() throws {
    let app = app(["{{tone}}", "Shorter: {{t0}} by {{viewer_email}}"])
    let plan = try plan(app, [("in.tone", "as to ana@lindqvist.example, not xana@lindqvist.example")])
    #expect(
      try plan.prompt(0, row: row, earlier: [:]).get().parts == [
        .value("as to ", personal: nil), .value("ana@lindqvist.example", personal: .contact),
        .value(", not xana@lindqvist.example", personal: nil),
      ])
    let second = try plan.prompt(1, row: row, earlier: [Self.name("t0"): "Dear ana@lindqvist.example"]).get()
    #expect(
      second.parts == [
        .text("Shorter: "), .value("Dear ", personal: nil), .value("ana@lindqvist.example", personal: .contact),
        .text(" by "), .value("ada@example.com", personal: .contact),
      ])
  }

  @Test("a personal value is found in capitals too, and each part of a person's name, but no small word of it")
  func forms() {
    let known = PersonalValues([("Ana von Lindqvist-Öberg", .name), ("ada@example.com", .contact), ("Ok", .name)])
    func personal(_ text: String) -> [String] {
      known.cut(text).compactMap { if case .value(let text, _?) = $0 { text } else { nil } }
    }
    #expect(personal("ANA VON LINDQVIST-ÖBERG: ADA@Example.com") == ["ANA VON LINDQVIST-ÖBERG", "ADA@Example.com"])
    #expect(personal("Call Lindqvist-Öberg back. Ana is ill.") == ["Lindqvist-Öberg", "Ana"])
    #expect(personal("von Anaheim, Ok, an ana").isEmpty)
    let text = "Ask Ana, ana von lindqvist-öberg or nobody"
    let whole = known.cut(text).map { if case .value(let text, _) = $0 { text } else { "" } }.joined()
    #expect(whole == text)
  }

  @Test("a row that is gone or not alone sends nothing")
  func row_() throws {
    let plan = try plan(app(["Hi {{company}}"]))
    guard case .failure(.noSuchRow) = plan.prompt(0, row: nil, earlier: [:]) else { return #expect(Bool(false)) }
    let two = SampleApp.rows([("id", .integer), ("company", .text)], [["7", "A"], ["7", "B"]])
    guard case .failure(.badForm) = plan.prompt(0, row: two, earlier: [:]) else { return #expect(Bool(false)) }
  }

  @Test("drafts are asked for first, then read beside the question, then written as the person left them")
  func stages() throws {
    let app = app(["Hi {{company}}"], confirm: "Send it to {{company}}?")
    let first = try plan(app)
    #expect(first.needsDrafts && !first.needsConfirmation && first.source == Self.name("shop"))
    let second = try plan(app, [("ai.t0", "Dear\r\nMüller")])
    #expect(!second.needsDrafts && second.needsConfirmation)
    let third = try plan(app, [("ai.t0", "Dear\r\nMüller"), ("confirmed", "1")])
    #expect(!third.needsDrafts && !third.needsConfirmation && third.statements == [1])
    #expect(try third.step(1, row: row, earlier: []).get().statement.values == ["7", "Dear\nMüller"])
    #expect(third.content != (try plan(app, [("ai.t0", "Dear you"), ("confirmed", "1")])).content)
    #expect(try plan(app, [("ai.t0", " "), ("confirmed", "1")]).problems.map(\.field) == ["t0"])
  }

  @Test("without a statement the question comes first, and the model is asked each time")
  func readingOnly() throws {
    let app = app(["Hi {{company}}"], writes: false, confirm: "Ask?")
    let first = try plan(app)
    #expect(first.needsConfirmation && first.needsDrafts && first.source == Self.name("shop"))
    let second = try plan(app, [("confirmed", "1"), ("ai.t0", "forged")])
    #expect(!second.needsConfirmation && second.needsDrafts && second.statements.isEmpty)
  }
}
