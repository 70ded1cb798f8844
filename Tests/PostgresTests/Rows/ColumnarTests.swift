import Postgres
import PostgresTesting
import Testing

@Suite struct ColumnarTests {
  @Test("values of the common types survive the way there and back")
  func roundTrip() async throws {
    let connection = try await Connection.open(try await TestDatabase.make())
    let bytes: [UInt8] = [0, 1, 254, 255]
    let moment = Timestamp(microsecondsSince1970: 1_700_000_000_123_456)
    let day = CalendarDay(daysSince1970: -25_567)
    let rows = try await connection.query(
      """
      select $1::bool b, $2::int2 i2, $3::int4 i4, $4::int8 i8, $5::float8 f8, $6::text t, $7::bytea y,
        $8::timestamptz ts, $9::date d, $10::numeric n, $11::uuid u, $12::jsonb j, $13::text[] ta, $14::int8[] ia
      """,
      [
        true, 5, Int32.min, Int64.max, 1.5e-300, "žluťoučký \u{1F40E} 'quoted' \\ \"", bytes, moment, day,
        Numeric(text: "-12345678901234567890.0012300"), "00112233-4455-6677-8899-aabbccddeeff", #"{"a": 1}"#,
        ["x", "a,\"b\\", ""], [Int64.min, 0],
      ])
    let row = try #require(rows.first)
    #expect(try row.get("b", as: Bool.self))
    #expect(try row.get("i2", as: Int.self) == 5)
    #expect(try row.get("i4", as: Int32.self) == Int32.min)
    #expect(try row.get("i8", as: Int64.self) == Int64.max)
    #expect(try row.get("f8", as: Double.self) == 1.5e-300)
    #expect(try row.get("t", as: String.self) == "žluťoučký \u{1F40E} 'quoted' \\ \"")
    #expect(try row.get("y", as: [UInt8].self) == bytes)
    #expect(try row.get("ts", as: Timestamp.self) == moment)
    #expect(try row.get("d", as: CalendarDay.self) == day)
    #expect(try row.get("n", as: Numeric.self).text == "-12345678901234567890.0012300")
    #expect(try row.get("u", as: String.self) == "00112233-4455-6677-8899-aabbccddeeff")
    #expect(try row.get("j", as: String.self) == #"{"a": 1}"#)
    #expect(try row.get("ta", as: [String].self) == ["x", "a,\"b\\", ""])
    #expect(try row.get("ia", as: [Int64].self) == [Int64.min, 0])
  }

  @Test(
    "a numeric's text is what the server writes",
    arguments: [
      "0", "0.00", "1", "-1", "10000", "9999.9999", "0.0001", "0.00010000", "-0.5", "123456789.123456789", "1e20",
      "1e-20", "NaN", "Infinity", "-Infinity", "100000000.0", "99999999999999999999999999999999.99",
    ])
  func numericText(_ value: String) async throws {
    let connection = try await Connection.open(try await TestDatabase.shared())
    let row = try await connection.query("select $1::numeric as n, $1::numeric::text as expected", [value])[0]
    #expect(try row.get("n", as: Numeric.self).text == row.get("expected", as: String.self))
  }

  @Test("NULL is nil for an optional and an error for anything else")
  func null() async throws {
    let connection = try await Connection.open(try await TestDatabase.shared())
    let row = try await connection.query("select $1::text as empty, $2::bytea as none", [String?.none, [UInt8]()])[0]
    #expect(try row.get("empty", as: String?.self) == nil)
    #expect(try row.get("none", as: [UInt8].self) == [])
    #expect(throws: PostgresError.decoding(column: "empty", expected: "String")) {
      try row.get("empty", as: String.self)
    }
  }

  @Test("a column of another type or a missing one is a decoding error that names the column")
  func decodingErrors() async throws {
    let connection = try await Connection.open(try await TestDatabase.shared())
    let row = try await connection.query("select 'secret'::text as name, 5000000000 as big")[0]
    #expect(throws: PostgresError.decoding(column: "name", expected: "Int")) { try row.get("name", as: Int.self) }
    #expect(throws: PostgresError.decoding(column: "big", expected: "Int32")) { try row.get("big", as: Int32.self) }
    #expect(throws: PostgresError.decoding(column: "absent", expected: "a column of this name")) {
      try row.get("absent", as: Int.self)
    }
    #expect(throws: PostgresError.decoding(column: "7", expected: "a column at this position")) {
      try row.get(7, as: Int.self)
    }
  }

  @Test("columns are found by name in whatever order they are asked for; of twins the first is meant")
  func names() async throws {
    let pool = TestDatabase.pool(try await TestDatabase.shared(), size: 1)
    let rows = try await pool.readAll([
      ("select 1 as a, 2 as b, 3 as c union all select 4, 5, 6", []), ("select 1 as a, 2 as b, 3 as a, 4 as c", []),
    ])
    for order in ["abc", "cba", "aabbcc", "bca"] {
      for (row, first) in zip(rows[0], [1, 4]) {
        for name in order {
          let expected = first + Int(name.asciiValue! - Character("a").asciiValue!)
          #expect(try row.get("\(name)", as: Int.self) == expected, "\(name) of \(order)")
        }
      }
    }
    for name in ["b", "a", "b", "a", "c"] {
      #expect(try rows[1][0].get(name, as: Int.self) == ["a": 1, "b": 2, "c": 4][name], "\(name)")
    }
    await pool.close()
  }
}
