import Testing

@testable import AppRuntime

/// What the database's own rules do not admit is the person's to correct, not an outage.
@Suite struct RuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var number = "N-1"
    var customer = "1"
    var amount = "5"
    var status: Int
    var problem: String
    /// Where it is shown; nil: above the form.
    var field: String?
    var testDescription: String { "\(number) \(customer) \(amount)" }
  }

  static let cases = [
    Case(number: "A-1", status: 409, problem: "conflict", field: "number"),
    Case(customer: "77", status: 409, problem: "conflict", field: "customer"),
    Case(amount: "-1", status: 422, problem: "invalid_input", field: "amount"),
    Case(amount: "123456", status: 422, problem: "invalid_input"),
    Case(number: "MUCH-TOO-LONG", status: 422, problem: "invalid_input", field: "number"),
    Case(number: "", status: 422, problem: "invalid_input", field: "number"),
    Case(number: "FRIDAY", status: 422, problem: "invalid_input"),
  ]

  @Test("A rule of the database is told at the form of its page, with all that was typed", arguments: cases)
  func rule(_ wrong: Case) async throws {
    let house = try await House.open(LedgerApp.script, spec: LedgerApp.spec)
    let browser = try await house.runtime.signedIn()
    let form = try await browser.get("/collections").form("/collections/-/actions/add")
    let fields =
      form.filter { !$0.0.hasPrefix("in.") } + [
        ("in.number", wrong.number), ("in.customer", wrong.customer), ("in.amount", wrong.amount),
      ]
    let machine = try await browser.post("/collections/-/actions/add", fields, accept: "application/json")
    #expect(machine.status == wrong.status && machine.problem == wrong.problem, "\(machine.text)")
    #expect(machine.header("Content-Type") == "application/problem+json")
    if let field = wrong.field { #expect(machine.text.contains("\"field\":\"\(field)\"")) }
    let page = try await browser.post("/collections/-/actions/add", fields)
    #expect(page.status == wrong.status && page.text.contains("All invoices") && page.text.contains("class=\"errors\""))
    for typed in [wrong.number, wrong.customer, wrong.amount] { #expect(page.text.contains("value=\"\(typed)\"")) }
    if let field = wrong.field { #expect(page.text.contains("in.\(field)-error")) }
    #expect(try await house.database.count("select count(*) from invoices") == 3)
    // Neither the server's words nor its names reach anybody.
    for text in [machine.text, page.text, house.runtime.log.text] {
      for word in ["CANARY", "violates", "_key", "_fkey", "_check", "varying"] { #expect(!text.contains(word)) }
    }
    try await house.close()
  }

  @Test("What was refused can be corrected on the spot and goes through")
  func corrected() async throws {
    let house = try await House.open(LedgerApp.script, spec: LedgerApp.spec)
    let browser = try await house.runtime.signedIn()
    let form = try await browser.get("/collections").form("/collections/-/actions/add")
    let values = [("in.number", "A-1"), ("in.customer", "2"), ("in.amount", "5")]
    let refused = try await browser.post("/collections/-/actions/add", form + values)
    let again = refused.form("/collections/-/actions/add")
    let done = try await browser.post("/collections/-/actions/add", with("in.number", "A-9", in: again + values))
    #expect(done.status == 303 && done.location == "/collections")
    #expect(try await house.database.count("select count(*) from invoices where number = 'A-9'") == 1)
    try await house.close()
  }

  @Test("A row's action that the database does not admit is asked again with the reason")
  func rowAction() async throws {
    let house = try await House.open(LedgerApp.script, spec: LedgerApp.spec)
    let browser = try await house.runtime.signedIn()
    let remove = with("confirmed", "1", in: try await house.fields("remove", browser))
    let kept = try await browser.post("/collections/-/actions/remove", remove)
    #expect(kept.status == 409 && kept.text.contains("Remove A-1?") && kept.text.contains("class=\"errors\""))
    #expect(try await house.database.count("select count(*) from invoices where id = 101") == 1)
    let renumber = try await house.fields("renumber", browser) + [("asked", "1"), ("in.new_number", "A-2")]
    let taken = try await browser.post("/collections/-/actions/renumber", renumber)
    #expect(taken.status == 409 && taken.text.contains("value=\"A-2\"") && taken.text.contains("in.new_number-error"))
    try await house.close()
  }

  @Test("A deadlock and a change by somebody else at the same moment are tried again, or told as such")
  func contention() async throws {
    let script =
      LedgerApp.script + """
        create function busy() returns trigger language plpgsql as
          $$ begin raise exception using errcode = '40P01'; end $$;
        create trigger busy before update on invoices for each row execute function busy();
        """
    let house = try await House.open(script, spec: LedgerApp.spec)
    let browser = try await house.runtime.signedIn()
    let renumber = try await house.fields("renumber", browser) + [("asked", "1"), ("in.new_number", "Z-1")]
    let machine = try await browser.post("/collections/-/actions/renumber", renumber, accept: "application/json")
    #expect(machine.status == 409 && machine.problem == "conflict" && machine.text.contains("again"))
    let page = try await browser.post("/collections/-/actions/renumber", renumber)
    #expect(page.status == 409 && page.text.contains("value=\"Z-1\""))
    try await house.close()
  }

  @Test("An edit form begins with its row's values where names match, on its page and behind a row's button")
  func prefilled() async throws {
    let house = try await House.open(LedgerApp.script, spec: LedgerApp.spec)
    try await house.database.run("update invoices set settled = true where id = 102")
    let browser = try await house.runtime.signedIn()
    let page = try await browser.get("/collections/invoices/102").text
    for value in ["value=\"A-2\"", "value=\"20.50\"", "value=\"2026-03-12T09:30\"", "value=\"no note\"", " checked"] {
      #expect(page.contains(value), "\(value)")
    }
    let asked = try await browser.post("/collections/-/actions/renumber", try await house.fields("renumber", browser))
    #expect(asked.status == 200 && asked.text.contains("value=\"A-1\""))
    // The field says what was typed, not what the row has.
    let form = try await browser.get("/collections/invoices/102").form("/collections/-/actions/edit")
    let values = [
      ("in.new_number", ""), ("in.new_amount", "much"), ("in.new_booked_at", "2026-03-12T09:30"),
      ("in.new_note", "kept as typed"),
    ]
    let wrong = try await browser.post("/collections/-/actions/edit", form + values)
    #expect(wrong.status == 422 && wrong.text.contains("One invoice</h1>") && wrong.text.contains("value=\"much\""))
    #expect(wrong.text.contains("value=\"kept as typed\"") && wrong.text.contains("in.new_number-error"))
    #expect(!wrong.text.contains("value=\"A-2\""))
    try await house.close()
  }

  @Test("A row that is not there and one that the viewer may not see are the same 404")
  func missingRow() async throws {
    let house = try await House.open(LedgerApp.script, spec: LedgerApp.spec)
    let browser = try await house.runtime.signedIn()
    #expect(try await browser.get("/collections/invoices/101").status == 200)
    for id in ["999999999", "103"] {
      let page = try await browser.get("/collections/invoices/\(id)")
      #expect(page.status == 404 && page.text.contains("Nothing here"))
      let machine = try await browser.get("/collections/invoices/\(id)", accept: "application/json")
      #expect(machine.status == 404 && machine.problem == "row_not_found")
    }
    try await house.close()
  }
}
