public import Logging
import Postgres
import Values

extension CompanyDatabase {
  /// Makes the company's database: bare tables by COPY over two connections, then keys and indexes, then the name.
  ///
  /// The roles must be there (`setPassword`). What an interrupted loading left is removed first.
  public func create(
    _ company: SampleCompany, logger: Logger, progress: @escaping @Sendable (_ percent: Int) -> Void = { _ in }
  ) async throws {
    try await begin()
    let pool = Pool(server(Self.loading), size: 2, logger: logger)
    do {
      try await Loading(company: company, pool: pool, meter: LoadMeter(progress)).run()
    } catch {
      await pool.close()
      throw error
    }
    await pool.close()
    try await withConnection(to: Self.loading) { connection in try await connection.script("vacuum analyze") }
    try await finish(company)
  }

  private func begin() async throws {
    try await withConnection(to: "postgres") { connection in
      try await connection.script("drop database if exists \(Self.loading) with (force)")
      try await connection.script("create database \(Self.loading) owner \(Self.owner) template template0")
    }
  }

  private func finish(_ company: SampleCompany) async throws {
    try await withConnection(to: "postgres") { connection in
      try await connection.script(
        """
        comment on database \(Self.loading) is '\(company.day.iso)';
        revoke all on database \(Self.loading) from public;
        grant connect on database \(Self.loading) to \(Self.appUser);
        alter database \(Self.loading) rename to \(Self.name);
        """)
    }
  }
}

/// One loading over two connections at a time.
private struct Loading: Sendable {
  let company: SampleCompany
  let pool: Pool
  let meter: LoadMeter

  func run() async throws {
    async let lines: Void = loadLines()
    async let others: Void = loadOthers()
    _ = try await (lines, others)
    for (step, parts) in [(LoadMeter.Step.keys, Schema.keys), (.references, Schema.references)] {
      async let first: Void = run(parts[0])
      async let second: Void = run(parts[1])
      _ = try await (first, second)
      meter.note(step, done: 1, of: 1)
    }
    try await run([Schema.actions] + Schema.grants)
  }

  private func run(_ statements: [String]) async throws {
    try await pool.write { transaction in
      try await transaction.script("set local role \(CompanyDatabase.owner); set local maintenance_work_mem = '128MB'")
      for statement in statements { try await transaction.script(statement) }
    }
  }

  private func loadLines() async throws {
    try await load(Schema.lines, .lines) { [company] index, copy in
      company.write(
        linesOf: company.invoice(index), after: Int(company.ledger.firstLines[index]), to: &copy)
    }
  }

  private func loadOthers() async throws {
    try await load(Schema.products, company.products) { [company] in company.write($0, to: &$1) }
    try await load(Schema.customers, company.customers) { [company] in company.write($0, to: &$1) }
    try await load(Schema.invoices, .invoices) { [company] in company.write(company.invoice($0), to: &$1) }
    try await load(Schema.payments, .payments) { [company] in company.write(paymentsOf: company.invoice($0), to: &$1) }
    try await load(Schema.reminders, .reminders) { [company] in company.write(remindersOf: company.invoice($0), to: &$1)
    }
  }

  /// One table whose rows come from the invoices, some thousand invoices at a time.
  private func load(
    _ table: Schema.Table, _ step: LoadMeter.Step,
    _ write: @escaping @Sendable (_ index: Int, _ copy: inout CopyText) -> Void
  ) async throws {
    let total = company.invoiceCount
    try await copy(into: table, count: total) { [meter] range, copy in
      for index in range { write(index, &copy) }
      meter.note(step, done: range.upperBound, of: total)
    }
  }

  private func load<Row: Sendable>(
    _ table: Schema.Table, _ rows: [Row], _ write: @escaping @Sendable (Row, inout CopyText) -> Void
  ) async throws {
    try await copy(into: table, count: rows.count) { range, copy in
      for row in rows[range] { write(row, &copy) }
    }
  }

  /// Table and rows in one transaction: a table that nobody saw before needs no log, and its rows are frozen at once.
  private func copy(
    into table: Schema.Table, count: Int, _ write: @escaping @Sendable (Range<Int>, inout CopyText) -> Void
  ) async throws {
    try await pool.write { transaction in
      try await transaction.script("set local role \(CompanyDatabase.owner); \(table.create)")
      _ = try await transaction.copyIn(table.copy, ChunkedRows(count: count, write: write))
    }
  }
}

/// Rows as text, a chunk at a time, so that a million of them never stand in memory together.
private struct ChunkedRows: AsyncSequence, AsyncIteratorProtocol {
  let count: Int
  let write: @Sendable (Range<Int>, inout CopyText) -> Void
  private var position = 0
  private static let chunk = 4_000

  init(count: Int, write: @escaping @Sendable (Range<Int>, inout CopyText) -> Void) {
    self.count = count
    self.write = write
  }

  func makeAsyncIterator() -> ChunkedRows { self }

  mutating func next() async -> [UInt8]? {
    guard position < count else { return nil }
    let range = position..<Swift.min(position + Self.chunk, count)
    position = range.upperBound
    var copy = CopyText(reserving: 1 << 20)
    write(range, &copy)
    return copy.bytes
  }
}
