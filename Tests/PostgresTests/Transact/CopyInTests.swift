import Postgres
import PostgresTesting
import Testing

@Suite struct CopyInTests {
  struct Interrupted: Error {}

  @Test("100,000 rows are loaded in pieces that end anywhere")
  func bulk() async throws {
    let pool = try await pool()
    var text = ""
    for number in 0..<100_000 { text += "\(number)\trow \(number)\n" }
    let bytes = Array(text.utf8)
    let loaded = try await pool.write { transaction in
      var position = 0
      return try await transaction.copyIn("copy things (n, t) from stdin") {
        guard position < bytes.count else { return nil }
        defer { position += 70_001 }
        return Array(bytes[position..<min(position + 70_001, bytes.count)])
      }
    }
    #expect(loaded == 100_000)
    #expect(try await sum(pool) == 4_999_950_000)
    await pool.close()
  }

  @Test("a load that stops half way changes nothing, and the connection lives on")
  func interrupted() async throws {
    let pool = try await pool()
    await #expect(throws: Interrupted.self) {
      try await pool.copyIn("copy things (n, t) from stdin") { throw Interrupted() }
    }
    let error = await #expect(throws: PostgresError.self) {
      try await pool.copyIn("copy things (n, t) from stdin", chunks(["1\ta\n", "x\tb\n"]))
    }
    #expect(error?.sqlState == .invalidTextRepresentation)
    await #expect(throws: PostgresError.self) { try await pool.copyIn("copy nothing from stdin", chunks([])) }
    #expect(try await sum(pool) == 0)
    #expect(await pool.statistics.open == 1)
    await pool.close()
  }

  private func chunks(_ texts: [String]) -> @Sendable () async throws -> [UInt8]? {
    let source = AsyncStream { continuation in
      for text in texts { continuation.yield(Array(text.utf8)) }
      continuation.finish()
    }
    return {
      for await chunk in source { return chunk }; return nil
    }
  }

  private func pool() async throws -> Pool {
    let pool = TestDatabase.pool(try await TestDatabase.make(), size: 1)
    try await pool.write { try await $0.script("create table things (n int, t text)") }
    return pool
  }

  private func sum(_ pool: Pool) async throws -> Int {
    try await pool.read { try await $0.query("select coalesce(sum(n), 0) as s from things")[0].get("s", as: Int.self) }
  }
}
