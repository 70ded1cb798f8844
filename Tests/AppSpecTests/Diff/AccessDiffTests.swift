import Testing

@testable import AppSpec

@Suite struct AccessDiffTests {
  private func app(_ change: (inout Spec) -> Void) throws -> App {
    var spec = Spec()
    spec.actions = """
      actions:
        refund:
          title: Refund
          roles: [admin]
          on: orders
          steps:
            - run: { source: db, sql: "update orders set total = 0 where id = :id" }

      """
    change(&spec)
    let checked = SpecCheck.check(Array(spec.text.utf8))
    return try #require(checked.app, "\(checked.findings)").app
  }

  private func diff(_ change: (inout Spec) -> Void) throws -> AccessDiff {
    AccessDiff(from: try app { _ in }, to: try app(change))
  }

  private func name(_ text: String) throws -> Name { try #require(Name(text)) }

  @Test("a label, a title or another order changes nobody's access")
  func nothing() throws {
    #expect(try diff { _ in }.isEmpty)
    #expect(try diff { $0.pages = $0.pages.replacing("title: Orders", with: "title: All orders") }.isEmpty)
  }

  @Test("a role that may open a page gains the page, what its blocks show, and the export")
  func role() throws {
    let found = try diff { $0.pages = $0.pages.replacing("[member]", with: "[member, viewer]") }
    let orders = try name("orders")
    #expect(
      found.gained == [
        AccessChange(subject: .page("/"), roles: [.viewer]),
        AccessChange(
          subject: .columns(query: orders, ["customer", "id", "placed_on", "total"], isAll: false), roles: [.viewer]),
        AccessChange(subject: .export(query: orders), roles: [.viewer]),
      ])
    #expect(found.lost.isEmpty && found.altered.isEmpty)
  }

  @Test("another column, shown or only searched, is read; one that is no longer shown is lost")
  func columns() throws {
    let orders = try name("orders")
    func table(_ text: String) throws -> AccessDiff {
      AccessDiff(
        from: try app {
          $0.pages = $0.pages.replacing("{ query: orders }", with: "{ query: orders, columns: [id, total] }")
        },
        to: try app { $0.pages = $0.pages.replacing("{ query: orders }", with: text) })
    }
    let more = try table("{ query: orders, columns: [id], search: [customer], export: false }")
    #expect(
      more.gained == [AccessChange(subject: .columns(query: orders, ["customer"], isAll: false), roles: [.member])])
    #expect(
      more.lost == [
        AccessChange(subject: .columns(query: orders, ["total"], isAll: false), roles: [.member]),
        AccessChange(subject: .export(query: orders), roles: [.member]),
      ])
  }

  @Test("a query that may return anything is said to return all")
  func star() throws {
    let found = try diff { $0.queries = $0.queries.replacing("id, customer, total, placed_on", with: "*") }
    let change = try query(found)
    #expect(change.returnsAll && change.returned.isEmpty && change.dropped.isEmpty, "who knows what * returns")
    #expect(change.named.isEmpty && change.unnamed.isEmpty)
    let subject = try #require(found.gained.first?.subject)
    guard case .columns(_, _, let isAll) = subject else { return #expect(Bool(false), "\(subject)") }
    #expect(isAll)
  }

  private func query(_ diff: AccessDiff) throws -> QueryChange {
    guard case .query(let change) = try #require(diff.altered.first), diff.altered.count == 1 else {
      throw Problem("\(diff.altered)")
    }
    return change
  }

  private struct Problem: Error {
    let text: String
    init(_ text: String) { self.text = text }
  }

  @Test("a query's new text: the columns that it certainly returns now, and the names that it did not have before")
  func queries() throws {
    func rewritten(_ old: String, _ new: String) throws -> QueryChange {
      try query(try diff { $0.queries = $0.queries.replacing(old, with: new) })
    }
    let more = try rewritten("total, placed_on", "total, (select c.email from customers c) as email, placed_on")
    #expect(more.returned == ["email"] && more.dropped.isEmpty && !more.returnsAll)
    #expect(more.named == ["c", "customers"] && more.unnamed.isEmpty)
    let less = try rewritten("customer, ", "upper(customer) as who, ")
    #expect(less.returned == ["who"] && less.dropped == ["customer"] && less.named == ["upper"])
    let condition = try rewritten("from orders", "from orders where total > 0 and placed_on is not null")
    #expect(condition.returned.isEmpty && condition.named.isEmpty && condition.isRewritten)
  }

  @Test("prompts: what goes to a model now, and may be read in its answer; what no longer goes; nothing redacted")
  func prompts() throws {
    let (refund, orders) = (try name("refund"), try name("orders"))
    let ai = "- ai: { into: t, prompt: \"Say to {{customer}} that {{viewer_email}} refunds {{id}}\" }\n      - run"
    let found = try diff {
      $0.actions = $0.actions.replacing("- run", with: ai)
      $0.head += "redaction: { policy: off }\n"
    }
    let sent: [PromptField] = [
      .column(query: orders, "customer"), .viewer("viewer_email"), .column(query: orders, "id"),
    ]
    #expect(
      found.altered == [
        .redaction(from: .standard, to: .off), .sends(action: refund, sent, model: nil), .action(refund),
      ])
    #expect(found.sendsUnredacted)
    #expect(
      found.gained == [
        AccessChange(subject: .columns(query: orders, ["customer", "id"], isAll: false), roles: [.admin])
      ])
    let fewer = AccessDiff(
      from: try app { $0.actions = $0.actions.replacing("- run", with: ai) },
      to: try app {
        $0.actions = $0.actions.replacing("- run", with: ai).replacing("{{id}}", with: "it").replacing(
          "{ into", with: "{ model: fast, into")
      })
    #expect(
      fewer.altered == [
        .sendsNoLonger(action: refund, [.column(query: orders, "id")]),
        .model(action: refund, from: nil, to: try name("fast")), .action(refund),
      ])
  }

  @Test("actions: a new role, other steps, another source, redaction")
  func alterations() throws {
    let refund = try name("refund")
    #expect(
      try diff { $0.actions = $0.actions.replacing("[admin]", with: "[admin, member]") }.gained == [
        AccessChange(subject: .action(refund), roles: [.member])
      ])
    #expect(try diff { $0.actions = $0.actions.replacing("total = 0", with: "total = 1") }.altered == [.action(refund)])
    #expect(
      try diff { $0.head = $0.head.replacing("shop-db", with: "other-db") }.altered == [.source(try name("db"))])
    #expect(
      try diff { $0.head += "redaction: { policy: off }\n" }.altered == [.redaction(from: .standard, to: .off)])
  }
}
