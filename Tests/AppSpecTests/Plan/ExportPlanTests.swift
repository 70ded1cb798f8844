import Testing

@testable import AppSpec

@Suite("A table leaves as CSV")
struct ExportPlanTests {
  private func plan(_ query: [(name: String, value: String)] = []) throws -> ExportPlan {
    try SampleApp.checked.export(SampleApp.request([], query), block: 4).get()
  }

  @Test("filtered and sorted as on the page, without its paging")
  func statement() throws {
    let plan = try plan([("sort.4", "-total"), ("q.4", "müller"), ("before", "2026-01-01"), ("page.4", "9")])
    #expect(plan.statement.limit == Int.max && plan.fileName == "overdue-2026-11-21.csv")
    #expect(plan.statement.values == ["2026-01-01", nil, "%müller%"])
    #expect(plan.statement.sql.hasSuffix(#"order by q."total" desc, q."id" desc"#))
  }

  @Test("labels first, then each row by RFC 4180, with CR LF")
  func lines() throws {
    let rows = SampleApp.rows(
      SampleApp.overdueColumns,
      [
        ["1", "A, B \"C\"", nil, "2026-01-01", "EUR", "-5.00", "open"],
        ["2", "two\nlines", "", "2026-01-02", "EUR", "1", "x"],
      ])
    let plan = try plan()
    #expect(
      String(decoding: plan.header(columns: rows.columns), as: UTF8.self) == "Customer,E-mail,Due,Total,Status\r\n")
    #expect(
      String(decoding: plan.rows(rows), as: UTF8.self)
        == "\"A, B \"\"C\"\"\",,2026-01-01,-5.00,open\r\n\"two\nlines\",,2026-01-02,1,x\r\n")
  }

  @Test(
    "a text that a spreadsheet would run as a formula stays text",
    arguments: ["=1+1", "+49 30 1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\")"])
  func formulas(_ text: String) throws {
    let rows = SampleApp.rows(SampleApp.overdueColumns, [["1", text, nil, nil, nil, nil, nil]])
    let line = String(decoding: try plan().rows(rows), as: UTF8.self)
    #expect(line.hasPrefix("\"'"))
  }

  @Test("no export of what is no table, may not leave, or is on a page of others")
  func refusals() {
    let request = SampleApp.request([])
    #expect(failure(SampleApp.checked.export(request, block: 0)) == .noSuchPage)
    #expect(failure(SampleApp.checked.export(request, block: 99)) == .noSuchPage)
    var app = SampleApp.app
    if case .table(var table) = app.pages[0].blocks[4].content {
      table.export = false
      app.pages[0].blocks[4].content = .table(table)
    }
    #expect(failure(CheckedApp(app: app).export(request, block: 4)) == .noSuchPage)
    var stranger = request
    stranger.viewer.role = .viewer
    #expect(failure(SampleApp.checked.export(stranger, block: 4)) == .noSuchPage)
    guard case .badParameters? = failure(SampleApp.checked.export(SampleApp.request([], [("before", "x")]), block: 4))
    else {
      Issue.record("exported without its filter")
      return
    }
  }

  private func failure(_ result: Result<ExportPlan, Refusal>) -> Refusal? {
    if case .failure(let refusal) = result { refusal } else { nil }
  }
}
