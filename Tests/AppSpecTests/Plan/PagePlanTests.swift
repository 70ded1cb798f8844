import Testing

@testable import AppSpec

@Suite("A request becomes a page plan or a refusal")
struct PagePlanTests {
  private func plan(_ path: [String], _ query: [(name: String, value: String)] = []) -> Result<PagePlan, Refusal> {
    SampleApp.checked.page(SampleApp.request(path, query))
  }

  private func refusal(_ result: Result<some Any, Refusal>) -> Refusal? {
    if case .failure(let refusal) = result { refusal } else { nil }
  }

  private func statement(_ plan: PagePlan, _ query: String) throws -> Statement {
    try #require(plan.statements.first { $0.query?.text == query })
  }

  @Test("a page of another role looks like one that does not exist")
  func roles() throws {
    #expect(refusal(plan(["board"])) == .noSuchPage)
    #expect(refusal(plan(["nowhere"])) == .noSuchPage)
    var request = SampleApp.request(["board"])
    request.viewer.role = .owner
    _ = try SampleApp.checked.page(request).get()
    request.path = []
    #expect(refusal(SampleApp.checked.page(request)) == .noSuchPage)
  }

  @Test("roles are no hierarchy: an owner who is not named is denied")
  func noHierarchy() {
    for role in Role.allCases {
      var request = SampleApp.request([])
      request.viewer.role = role
      let isOpen = refusal(SampleApp.checked.page(request)) == nil
      #expect(isOpen == SampleApp.everyone.contains(role), "\(role)")
    }
  }

  @Test("blocks that need the same statement share it")
  func sharing() throws {
    let plan = try plan([]).get()
    #expect(plan.statements.map { $0.query?.text } == ["totals", "overdue"])
    #expect(plan.blocks.count == 5)
  }

  @Test("a parameter comes from the address, else from its default, else it is null")
  func parameters() throws {
    #expect(try statement(plan([]).get(), "overdue").values == ["2026-11-21", nil])
    let given = try plan([], [("before", "2026-01-31"), ("status", "open")]).get()
    #expect(try statement(given, "overdue").values == ["2026-01-31", "open"])
    let emptied = try plan([], [("before", ""), ("status", "")]).get()
    #expect(try statement(emptied, "overdue").values == ["2026-11-21", nil])
  }

  @Test(
    "what a spec says of a parameter decides what an emptied field means: its default, or nothing where that may be",
    arguments: [
      ("type: day, default: today", ["2026-11-21", "2026-11-21"], false),
      ("type: day, default: today, required: false", ["2026-11-21", nil], true),
      ("type: day, required: false", [nil, nil], true),
      ("type: boolean, default: false", ["false", "false"], false),
      ("type: boolean, default: false, required: false", ["false", nil], true),
    ])
  func emptied(_ parameter: String, _ values: [String?], _ mayBeAll: Bool) throws {
    let query = "    sql: select id from orders where :since is null\n    parameters: { since: { \(parameter) } }"
    var spec = Spec.query(query)
    spec.pages = spec.pages.replacing("blocks:\n", with: "blocks:\n      - filter: { query: orders }\n")
    let app = try #require(SpecCheck.check(Array(spec.text.utf8)).app)
    let plans = try [[], [(name: "since", value: "")]].map { try app.page(SampleApp.request([], $0)).get() }
    #expect(try plans.map { try statement($0, "orders").values[0] } == values)
    let html = try Rendering.page(app.app) { _ in .failed(.busy) }
    if parameter.contains("boolean") { #expect(html.contains(">All</option>") == mayBeAll) }
  }

  @Test("every placeholder of a parameter is cast to its type, and its value is bound")
  func casts() throws {
    let sql = try statement(plan([], [("before", "2026-01-31")]).get(), "overdue").sql
    #expect(sql.contains("i.due_on < ($1::date)") && sql.contains("(($2::text) is null or i.status = ($2::text))"))
    #expect(!sql.contains("2026-01-31"))
  }

  @Test("the viewer's values are the pass's and never the request's")
  func viewer() throws {
    var app = SampleApp.app
    app.queries[0].sql = "select 1 as id where :viewer_email = :viewer_id and :viewer_role = any(:viewer_groups)"
    app.queries[0].parameters = []
    var request = SampleApp.request([], [("viewer_email", "eve@example.com"), ("viewer_role", "owner")])
    request.viewer.groups = ["north", #"a "b" \c"#]
    let statement = try statement(CheckedApp(app: app).page(request).get(), "overdue")
    #expect(statement.values == ["ada@example.com", "0190c2f4", "member", #"{"north","a \"b\" \\c"}"#])
    #expect(statement.sql.contains("any(($4::text[]))"))
  }

  @Test("a path's value cannot be replaced by the query string, and a malformed one refuses the page")
  func pathParameters() throws {
    let plan = try plan(["invoices", "7"], [("id", "8")]).get()
    #expect(plan.statements.allSatisfy { $0.values == ["7"] })
    guard case .badParameters(let problems)? = refusal(self.plan(["invoices", "7 or 1=1"])) else {
      Issue.record("the page was planned")
      return
    }
    #expect(problems.map(\.field) == ["id"])
  }

  @Test("a malformed filter takes its own blocks down and nothing else")
  func badFilter() throws {
    let plan = try plan([], [("before", "yesterday")]).get()
    #expect(plan.statements.map { $0.query?.text } == ["totals"])
    #expect(plan.blocks[4].arguments?.problems.map(\.field) == ["before"])
  }

  @Test("a required parameter without a value waits for the filter")
  func waiting() throws {
    var app = SampleApp.app
    app.queries[0].parameters[0].fallback = nil
    let plan = try CheckedApp(app: app).page(SampleApp.request([])).get()
    #expect(plan.statements.map { $0.query?.text } == ["totals"])
    #expect(plan.blocks[4].arguments?.missing.map(\.name.text) == ["before"])
  }

  @Test("a form whose action the viewer may not do is not on the page, nor are its buttons")
  func forbiddenActions() throws {
    var app = SampleApp.app
    for index in app.actions.indices { app.actions[index].roles = [.owner] }
    let plan = try CheckedApp(app: app).page(SampleApp.request(["invoices", "7"])).get()
    #expect(plan.blocks.count == 2)
    guard case .detail(_, _, let actions) = plan.blocks[1].kind else { return #expect(Bool(false)) }
    #expect(actions.isEmpty)
  }

  @Test("rows link only to pages that the viewer may open")
  func rowLinks() throws {
    var app = SampleApp.app
    app.pages[1].roles = [.admin]
    let plan = try CheckedApp(app: app).page(SampleApp.request([])).get()
    guard case .table(let table) = plan.blocks[4].kind else { return #expect(Bool(false)) }
    #expect(table.row == nil)
  }

  @Test("a literal path goes before a parameter")
  func literalFirst() throws {
    var app = SampleApp.app
    app.pages.append(SampleApp.page("/invoices/new", "New", [.text(TextBlock(text: "new"))]))
    #expect(try CheckedApp(app: app).page(SampleApp.request(["invoices", "new"])).get().page.title == "New")
  }

  @Test("an unknown or unsortable column in the address is ignored")
  func unknownSort() throws {
    let base = try statement(plan([]).get(), "overdue").sql
    for sort in ["nope", "id; drop table x", "-", ""] {
      #expect(try statement(plan([], [("sort.4", sort)]).get(), "overdue").sql == base, "\(sort)")
    }
    let known = Catalog(columns: [
      SampleApp.name("overdue"): [
        ResultColumn(name: "id", kind: ResultKind(postgresType: 20)),
        ResultColumn(name: "due_on", kind: ResultKind(postgresType: 1082)),
        ResultColumn(name: "extra", kind: ResultKind(postgresType: 114)),
        ResultColumn(name: "name", kind: ResultKind(postgresType: 25)),
      ]
    ])
    func order(_ sort: String) throws -> String {
      let plan = try SampleApp.checked.page(SampleApp.request([], [("sort.4", sort)]), catalog: known).get()
      return String(try statement(plan, "overdue").sql.split(separator: "\n").last ?? "")
    }
    #expect(try order("extra") == #") as q order by q."due_on", q."id" limit 51"#)
    #expect(try order("-name") == #") as q order by q."name" desc, q."id" desc limit 51"#)
  }

  @Test("without its key in the result a table pages by offset, in the order that its query has")
  func offset() throws {
    let known = Catalog(columns: [SampleApp.name("overdue"): [ResultColumn(name: "due_on", kind: .day)]])
    let request = SampleApp.request([], [("page.4", "3"), ("after.4", "x")])
    let sql = try statement(SampleApp.checked.page(request, catalog: known).get(), "overdue").sql
    #expect(sql.hasSuffix(#" order by q."due_on" limit 51 offset 100"#))
    var app = SampleApp.app
    app.queries[0].sql = "select 1 as id, row_number() over (order by 1) /* ) */ from invoices order by paid_on"
    if case .table(var table) = app.pages[0].blocks[4].content {
      table.sort = nil
      app.pages[0].blocks[4].content = .table(table)
    }
    let own = try statement(CheckedApp(app: app).page(SampleApp.request([])).get(), "overdue").sql
    #expect(own.hasSuffix("order by paid_on\n) as q limit 51"))
  }
}
