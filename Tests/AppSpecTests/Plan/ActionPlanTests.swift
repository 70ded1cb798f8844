import Postgres
import PostgresTesting
import Testing

@testable import AppSpec

@Suite("A posted form becomes bound steps, a question, or a refusal")
struct ActionPlanTests {
  private let key = "0123456789abcdef"

  private func submit(
    _ action: String, _ fields: [(name: String, value: String)], role: Role = .member, app: App = SampleApp.app
  ) -> Result<ActionPlan, Refusal> {
    var viewer = SampleApp.viewer
    viewer.role = role
    return CheckedApp(app: app).action(
      ActionSubmission(
        action: SampleApp.name(action), fields: [("idempotency", key)] + fields, viewer: viewer, now: SampleApp.now))
  }

  private func refusal(_ result: Result<some Any, Refusal>) -> Refusal? {
    if case .failure(let refusal) = result { refusal } else { nil }
  }

  private let invoice = SampleApp.rows(
    [("id", .integer), ("number", .text), ("company", .text)], [["7", "R-7", "Müller"]])

  private let payment: [(name: String, value: String)] = [
    ("key.id", "7"), ("param.id", "7"), ("asked", "1"), ("in.amount", "12,50"), ("in.received_on", "2026-11-20"),
    ("in.method", "card"),
  ]

  @Test("what the viewer may not do looks like what does not exist")
  func roles() {
    #expect(refusal(submit("record_payment", payment, role: .owner)) == .noSuchAction)
    #expect(refusal(submit("nothing", payment)) == .noSuchAction)
  }

  @Test("the row is read again through its own query, by its key, as this viewer")
  func row() throws {
    let statement = try #require(try submit("record_payment", payment).get().rowStatement)
    #expect(statement.values == ["7", "7"])
    #expect(statement.sql.hasSuffix(#") as q where q."id" = $2 limit 2"#))
    #expect(statement.sql.contains("where id = ($1::bigint)"))
  }

  @Test("a button's key and a form's key fields mean the same row")
  func keys() throws {
    let form = try submit("remind", [("key.id", "7")]).get()
    let button = try submit("remind", [("keys", #"{"id":"7"}"#)]).get()
    #expect(form.rowStatement == button.rowStatement && form.idempotencyKey == button.idempotencyKey)
  }

  @Test("the rows of one form have idempotency keys of their own")
  func idempotency() throws {
    let keys = try ["7", "8"].map { try submit("remind", [("keys", "{\"id\":\"\($0)\"}")]).get().idempotencyKey }
    #expect(keys[0] != keys[1])
    for key in keys {
      #expect((16...64).contains(key.utf8.count) && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" })
    }
  }

  static let badForms: [[(name: String, value: String)]] = [
    [("idempotency", "short")], [("idempotency", "with spaces and more")],
    [("idempotency", String(repeating: "a", count: 47))], [],
  ]

  @Test("a form without a proper idempotency key is refused", arguments: badForms)
  func badKeys(_ fields: [(name: String, value: String)]) {
    let submission = ActionSubmission(
      action: SampleApp.name("remind"), fields: fields + [("key.id", "7")], viewer: SampleApp.viewer,
      now: SampleApp.now)
    guard case .badForm? = refusal(SampleApp.checked.action(submission)) else {
      Issue.record("the form was accepted")
      return
    }
  }

  @Test(
    "a form whose key is not the query's is refused",
    arguments: [
      [("key.number", "R-7")], [("key.id", "7"), ("key.number", "R-7")], [("keys", "nonsense")],
      [("keys", "[]"), ("key.x", "")],
      [("key.id", "7"), ("key.id", "8")],
    ])
  func foreignKeys(_ fields: [(name: String, value: String)]) {
    guard case .badForm? = refusal(submit("remind", fields)) else {
      Issue.record("the form was accepted")
      return
    }
  }

  @Test("steps bind inputs, the row's columns and what earlier steps returned, each by its own number")
  func steps() throws {
    let plan = try submit("record_payment", payment).get()
    #expect(plan.problems.isEmpty && !plan.needsConfirmation)
    let first = try plan.step(0, row: invoice, earlier: []).get()
    #expect(
      first.statement.sql.hasPrefix(
        "insert into payments (invoice_id, amount, received_on, method) "
          + "values (($1::bigint), ($2::numeric), ($3::date), ($4::text))"))
    #expect(first.statement.values == ["7", "12.50", "2026-11-20", "card"] && first.expect == .oneRow)
    let returned = SampleApp.rows([("payment_id", .integer)], [["99"]])
    let second = try plan.step(1, row: invoice, earlier: [returned]).get()
    #expect(second.statement.values == ["12.50", "7", "99"])
  }

  @Test("a step that needs what nobody has is refused, not run with null")
  func unboundStep() throws {
    let plan = try submit("record_payment", payment).get()
    guard case .badForm? = refusal(plan.step(1, row: invoice, earlier: [])) else {
      Issue.record("the step was bound")
      return
    }
  }

  @Test("a row that is gone, or that is not the only one, stops everything")
  func rowCount() throws {
    let plan = try submit("record_payment", payment).get()
    let columns: [(String, ResultKind)] = [("id", .integer)]
    #expect(refusal(plan.step(0, row: SampleApp.rows(columns, []), earlier: [])) == .noSuchRow)
    #expect(refusal(plan.step(0, row: nil, earlier: [])) == .noSuchRow)
    guard case .badForm? = refusal(plan.step(0, row: SampleApp.rows(columns, [["1"], ["2"]]), earlier: [])) else {
      Issue.record("two rows were accepted")
      return
    }
    #expect(refusal(plan.renderConfirmation(row: nil, problems: [], chrome: SampleApp.chrome)) == .noSuchRow)
  }

  @Test("each wrong input is named, and no step is given out")
  func problems() throws {
    let plan = try submit(
      "record_payment",
      [("key.id", "7"), ("param.id", "7"), ("asked", "1"), ("in.amount", "-1"), ("in.method", "gold")]
    ).get()
    #expect(plan.problems.map(\.field) == ["amount", "received_on", "method"])
    #expect(refusal(plan.step(0, row: invoice, earlier: [])) == .invalid(plan.problems))
    #expect(plan.formState(plan.problems) == nil)
    let onPage = try submit(
      "record_payment",
      [("key.id", "7"), ("param.id", "7"), ("asked", "1"), ("form", "2"), ("in.amount", "-1")]
    ).get()
    let state = try #require(onPage.formState(onPage.problems))
    #expect(state.values[SampleApp.name("amount")] == "-1" && state.block == 2)
  }

  @Test(
    "a rule of the database is told at the input that it is about, and none of its names",
    arguments: [
      (Violation(sqlState: "23502", table: "payments", column: "amount"), "amount"),
      (Violation(sqlState: "23505", table: "payments", constraint: "payments_comment_key"), "comment"),
      (Violation(sqlState: "23514", table: "payments", constraint: "payments_received_on_check1"), "received_on"),
      (Violation(sqlState: "23514", table: "payments", constraint: "amount_is_small"), ""),
      (Violation(sqlState: "22003"), "amount"), (Violation(sqlState: "22001"), "comment"),
      (Violation(sqlState: "P0001"), ""), (Violation(sqlState: "22P02"), ""),
    ])
  func violated(_ violation: Violation?, _ field: String) throws {
    let plan = try submit("record_payment", [("key.id", "7"), ("param.id", "7")]).get()
    let problem = plan.problem(try #require(violation))
    #expect(problem.field == field && !problem.message.contains("payments"))
  }

  @Test("what is no rule of the database is no violation", arguments: ["42501", "40001", "57014", "08006", "XX000"])
  func unviolated(_ state: String) { #expect(Violation(sqlState: state) == nil) }

  @Test("inputs that were not shown yet are asked for, with their defaults and without complaints")
  func asking() throws {
    let plan = try submit("record_payment", [("keys", #"{"id":"7"}"#), ("param.id", "7")]).get()
    #expect(plan.needsConfirmation && plan.problems.isEmpty)
    let html = String(
      decoding: try plan.renderConfirmation(row: invoice, problems: [], chrome: SampleApp.chrome).get(), as: UTF8.self)
    #expect(html.contains(#"name="in.received_on" required value="2026-11-21""#))
    #expect(html.contains(#"<input type="hidden" name="key.id" value="7">"#) && !html.contains("class=\"error"))
  }

  @Test("a question must be answered, and a box left empty is no")
  func confirming() throws {
    #expect(try submit("remind", [("key.id", "7")]).get().needsConfirmation)
    #expect(try !submit("remind", [("key.id", "7"), ("confirmed", "1")]).get().needsConfirmation)
    let plan = try submit("record_payment", payment).get()
    #expect(plan.inputs[SampleApp.name("tell_customer")] == "false")
  }

  @Test("texts speak of the row and the inputs; the way back stays within what the viewer may open")
  func texts() throws {
    let plan = try submit("record_payment", payment + [("return", "/invoices/7?x=1")]).get()
    #expect(plan.successMessage(row: invoice) == "Recorded 12.50 for invoice R-7.")
    #expect(plan.destination(row: invoice) == "/invoices/7?x=1")
    let remind = try submit("remind", [("key.id", "7"), ("return", "/revenue")]).get()
    let row = SampleApp.rows([("id", .integer), ("company", .text)], [["7", "Müller"]])
    #expect(remind.destination(row: row) == "/invoices/7")
    let away = [
      "https://evil.example", "//evil.example", "/\\evil.example", "/board", "/../other", "/%2e%2e/other", "/%zz",
      "/nowhere",
      "/\r\nSet-Cookie: a", "javascript:alert(1)", "",
    ]
    for path in away {
      #expect(try submit("record_payment", payment + [("return", path)]).get().returnPath == "/", "\(path)")
    }
  }

  @Test("against a real database: the steps run, and a row that the viewer cannot see is not there")
  func realSteps() async throws {
    let server = try await TestDatabase.make()
    let connection = try await Connection.open(server)
    try await connection.script(
      """
      create type state as enum ('open', 'paid');
      create table invoices (id int primary key, number text, company text, due_on date, currency text,
        total numeric(12,2), status state default 'open', note text, paid numeric(12,2) default 0);
      create table payments (id bigint generated always as identity, invoice_id int, amount numeric(12,2),
        received_on date, method text);
      insert into invoices (id, number) values (7, 'R-7'), (8, 'R-8');
      """)
    await connection.close()
    let pool = Pool(server, size: 1, logger: TestDatabase.silentLogger)
    let plan = try submit("record_payment", payment).get()
    let statement = try #require(plan.rowStatement)
    let rows = try await pool.cursorRead(statement.sql, values: statement.values, limit: 2, timeout: .seconds(9))
    #expect(rows.rowCount == 1 && rows.text(0, 1) == "R-7")
    let first = try plan.step(0, row: invoice, earlier: []).get().statement
    let other = try submit("record_payment", [("key.id", "8")] + payment.dropFirst()).get()
    let hidden = try #require(other.rowStatement)
    let none = try await pool.cursorRead(hidden.sql, values: hidden.values, limit: 2, timeout: .seconds(9))
    #expect(none.rowCount == 0)
    let paid = try await pool.write { transaction in
      try await transaction.change(first.sql, first.values).rowCount
    }
    #expect(paid == 1)
    await pool.close()
  }
}
