import Testing

@testable import AppSpec

@Suite("A cursor names a place in one table's one order")
struct CursorTests {
  @Test("it survives its text form, nulls and quotes included")
  func roundTrip() {
    let cursor = Cursor(fingerprint: "abc", values: ["O'Brien \"& Söhne\"", nil, "2026-01-01"])
    #expect(Cursor(text: cursor.text) == cursor)
    #expect(cursor.text.utf8.allSatisfy { $0 < 128 && $0 != UInt8(ascii: "=") })
  }

  @Test("what is none is nil", arguments: ["", "x", "!!!", "bnVsbA", "WzFd", "W10", "eyJhIjoxfQ"])
  func none(_ text: String) { #expect(Cursor(text: text) == nil) }

  @Test("its fingerprint tells parts apart, and null from nothing")
  func fingerprint() {
    let all = [["a", "b"], ["ab", ""], ["a", nil], ["a", ""], ["a"]].map(Cursor.fingerprint)
    #expect(Set(all).count == all.count)
  }

  @Test("a cursor of another filter, sort or search means the first page")
  func foreign() throws {
    let plan = try SampleApp.checked.page(SampleApp.request([])).get()
    guard case .table(let table) = plan.blocks[4].kind else { return #expect(Bool(false)) }
    let text = Cursor(fingerprint: table.fingerprint, values: ["2026-01-01", "5"]).text
    func paging(_ query: [(name: String, value: String)]) throws -> TablePlan.Paging? {
      let plan = try SampleApp.checked.page(SampleApp.request([], query + [("after.4", text)])).get()
      if case .table(let table) = plan.blocks[4].kind { return table.paging } else { return nil }
    }
    #expect(try paging([]) != .first)
    #expect(try paging([("before", "2026-01-01")]) == .first)
    #expect(try paging([("sort.4", "-due_on")]) == .first)
    #expect(try paging([("q.4", "x")]) == .first)
  }
}
