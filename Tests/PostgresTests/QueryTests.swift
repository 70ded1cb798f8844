import Postgres
import PostgresTesting
import Testing

@Suite struct QueryTests {
  @Test("a statement's rows come back typed")
  func typedRows() async throws {
    let pool = Pool(try await TestDatabase.make(), size: 2, logger: TestDatabase.silentLogger)
    let rows = try await pool.read { transaction in
      try await transaction.query("select 1::int4 as one, 'x'::text as x, null::text as none where $1::int = 5", [5])
    }
    #expect(rows.count == 1)
    #expect(try rows[0].get("one", as: Int.self) == 1)
    #expect(try rows[0].get("x", as: String.self) == "x")
    #expect(try rows[0].get("none", as: String?.self) == nil)
    await pool.close()
  }
}
