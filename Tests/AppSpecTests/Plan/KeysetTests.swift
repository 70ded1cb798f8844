import Postgres
import PostgresTesting
import Testing

@testable import AppSpec

@Suite("Paging through a real table")
struct KeysetTests {
  /// A table over `rows` with the columns `id` and `v`, 250 rows to a page.
  private func app(sql: String = "select id, v, n from rows") -> CheckedApp {
    let query = SampleApp.query("rows", sql)
    let table = TableBlock(query: query.name, columns: ["id", "v", "n"], search: ["v", "n"], pageSize: 250)
    return CheckedApp(
      app: App(
        name: SampleApp.name("t"), title: "T", sources: SampleApp.app.sources, redaction: .off, queries: [query],
        pages: [SampleApp.page("/", "T", [.table(table)])], actions: []))
  }

  private func pool(_ script: String) async throws -> Pool {
    let server = try await TestDatabase.make()
    let connection = try await Connection.open(server)
    try await connection.script(script)
    await connection.close()
    return Pool(server, size: 1, logger: TestDatabase.silentLogger)
  }

  private func read(_ statement: Statement, _ pool: Pool) async throws -> ResultSet {
    let rows = try await pool.cursorRead(
      statement.sql, values: statement.values, limit: statement.limit, timeout: .seconds(20))
    var set = ResultSet(
      columns: rows.columns.map { ResultColumn(name: $0.name, kind: ResultKind(postgresType: $0.oid)) })
    for row in 0..<rows.rowCount {
      for column in rows.columns.indices {
        if let text = rows.text(row, column) { set.append(text.utf8) } else { set.appendNull() }
      }
    }
    return set
  }

  /// One page's rows as `id`, and where its links lead.
  private func page(
    _ app: CheckedApp, _ query: [(name: String, value: String)], _ pool: Pool
  ) async throws -> (ids: [String], links: [String: [(name: String, value: String)]]) {
    let plan = try app.page(SampleApp.request([], query)).get()
    guard case .table(let table) = plan.blocks[0].kind else { return ([], [:]) }
    let rows = try await read(plan.statements[0], pool)
    let page = TablePage(table, rows)
    var links: [String: [(name: String, value: String)]] = [:]
    for link in page.links(0) {
      let kept = query.filter { parameter in !link.changes.contains { $0.name == parameter.name } }
      links[link.label] = kept + link.changes.compactMap { change in change.value.map { (change.name, $0) } }
    }
    return (page.shown.compactMap { rows.text($0, 0) }, links)
  }

  private static let tenThousand = """
    create table rows (id int primary key, v text, n int);
    insert into rows select i, case when i % 7 = 0 then null else 'v' || (i * 31 % 40) end,
      case when i % 3 = 0 then null else i * 17 % 90 - 45 end from generate_series(1, 10000) i;
    """

  @Test("forth and back, every row comes once and in order", arguments: ["v", "-v", "n", "-n", "id", "-id"])
  func everyRowOnce(_ sort: String) async throws {
    let pool = try await pool(Self.tenThousand)
    let app = app()
    let direction = sort.hasPrefix("-") ? " desc" : ""
    let column = sort.hasPrefix("-") ? String(sort.dropFirst()) : sort
    let all = try await read(
      Statement(
        source: SampleApp.name("shop"), sql: "select id from rows order by \(column)\(direction), id\(direction)",
        values: [], limit: 20_000), pool)
    let expected = (0..<all.rowCount).compactMap { all.text($0, 0) }
    var forth: [String] = []
    var pages: [[String]] = []
    var next: [(name: String, value: String)]? = [("sort.0", sort)]
    var last: [(name: String, value: String)] = []
    while let query = next {
      last = query
      let page = try await page(app, query, pool)
      forth += page.ids
      pages.append(page.ids)
      next = page.links["Next"]
    }
    #expect(forth == expected && pages.count == 40)
    var back: [[String]] = []
    var previous: [(name: String, value: String)]? = last
    while let query = previous {
      let page = try await page(app, query, pool)
      back.append(page.ids)
      previous = page.links["Previous"]
    }
    #expect(back.reversed() == pages)
    await pool.close()
  }

  @Test("a page deep in an indexed table reads as few rows as the first, in either direction")
  func depth() async throws {
    let pool = try await pool(
      """
      create table rows (id int primary key, v text, n int not null);
      insert into rows select i, 'v', i / 180 from generate_series(1, 100000) i;
      create index on rows (n, id);
      analyze rows;
      """)
    for sort in ["n", "-n"] {
      let plan = try app().page(SampleApp.request([], [("sort.0", sort)])).get()
      guard case .table(let table) = plan.blocks[0].kind else { return }
      let place = sort == "n" ? ["500", "90100"] : ["50", "9050"]
      let text = Cursor(fingerprint: table.fingerprint, values: place).text
      for position in ["after.0", "before.0"] {
        let deep = try app().page(SampleApp.request([], [("sort.0", sort), (position, text)])).get().statements[0]
        let blocks = try await blocks(deep, pool)
        #expect(blocks < 40, "\(sort) \(position): \(blocks) blocks")
      }
    }
    await pool.close()
  }

  /// How many blocks the statement touches, planning left out.
  private func blocks(_ statement: Statement, _ pool: Pool) async throws -> Int {
    var sql = statement.sql
    for (index, value) in statement.values.enumerated().reversed() {
      sql = sql.split(separator: "$\(index + 1)", omittingEmptySubsequences: false).joined(
        separator: "'\(value ?? "")'")
    }
    return try await pool.read { [sql] transaction in
      let rows = try await transaction.query("explain (analyze, buffers, timing off, costs off, summary off) " + sql)
      for row in rows {
        let line = try row.get(0, as: String.self)
        if let hit = line.split(separator: "=").last, line.contains("Buffers: shared hit") {
          return Int(hit.prefix { $0.isNumber }) ?? 0
        }
      }
      return -1
    }
  }

  @Test("a search finds each word in some column, and its wildcards stand for themselves")
  func search() async throws {
    let pool = try await pool(
      """
      create table rows (id int, v text, n int);
      insert into rows values (1, 'Müller 100% Öl', 7), (2, 'muller_x', 8), (3, 'a\\b', 7), (4, 'Robert''); drop', null);
      """)
    let found: [(search: String, ids: [String])] = [
      ("müller", ["1"]), ("MÜLLER 7", ["1"]), ("müller 8", []), ("%", ["1"]), ("_", ["2"]), ("\\", ["3"]),
      ("'); drop", ["4"]), ("7", ["1", "3"]), ("  ", ["1", "2", "3", "4"]),
    ]
    for (search, ids) in found {
      let page = try await page(app(), [("q.0", search)], pool)
      #expect(page.ids == ids, "\(search)")
    }
    await pool.close()
  }

  @Test("columns of any name are quoted, and a key that is no number works")
  func oddNames() async throws {
    let pool = try await pool(
      #"create table rows (id text, v text, n int); insert into rows select 'k' || i, 'x', i from generate_series(1, 600) i"#
    )
    var app = self.app(sql: #"select id, v as "v", n as "Wörter ""x""; drop" from rows"#).app
    app.queries[0].columns = [Column(name: #"Wörter "x"; drop"#, label: "W")]
    let checked = CheckedApp(app: app)
    var query: [(name: String, value: String)]? = [("sort.0", #"-Wörter "x"; drop"#)]
    var ids: [String] = []
    while let wanted = query {
      let page = try await page(checked, wanted, pool)
      ids += page.ids
      query = page.links["Next"]
    }
    #expect(ids == (1...600).reversed().map { "k\($0)" })
    await pool.close()
  }

  @Test("without a key in the result the pages are counted")
  func offset() async throws {
    let pool = try await pool(Self.tenThousand)
    let checked = app(sql: "select n, v from rows order by id")
    let catalog = Catalog(columns: [
      SampleApp.name("rows"): [ResultColumn(name: "n", kind: .integer), ResultColumn(name: "v", kind: .text)]
    ])
    let plan = try checked.page(SampleApp.request([], [("page.0", "40")]), catalog: catalog).get()
    guard case .table(let table) = plan.blocks[0].kind else { return }
    let page = TablePage(table, try await read(plan.statements[0], pool))
    #expect(page.shown.count == 250 && page.range == "Rows 9\u{202F}751–10\u{202F}000")
    #expect(page.links(0).map(\.label) == ["First", "Previous"])
    await pool.close()
  }

  @Test("the statements that describe queries run")
  func describe() async throws {
    let pool = try await pool(Self.tenThousand)
    for statement in app(sql: "select id, v, n from rows where id = :viewer_id::int -- the end").describeStatements() {
      let rows = try await read(statement, pool)
      #expect(rows.columns.map(\.kind) == [.integer, .text, .integer] && rows.isEmpty)
    }
    await pool.close()
  }
}
