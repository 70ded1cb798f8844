import FoundationEssentials
import Logging
import Postgres
import Testing
import Values

@testable import SampleCompany

@Suite struct SampleServerTests {
  let day = Day(iso: "2026-03-31")!
  let size = SampleCompany.Size(customers: 60, invoices: 500)

  @Test("The company is made once, adds up in the database, and is found again by the next start")
  func life() async throws {
    try await withFolder { folder in
      let port = try await withServer(folder) { server in
        let percents = Percents()
        let address = try await server.prepare(day: day, size: size) { percents.add($0) }
        #expect(percents.all.last == 100 && percents.all == percents.all.sorted())
        #expect(try await numbers(address) == [60, 200, 500, 2_000])
        for contradiction in Self.contradictions {
          #expect(try await count(contradiction, address) == 0, "\(contradiction)")
        }
        return address.port
      }
      try await withServer(folder) { server in
        let address = try await server.prepare(day: day.adding(days: 30), size: size)
        #expect(address.port == port)
        #expect(try await numbers(address) == [60, 200, 500, 2_000])
        #expect(try await server.database().companyDay() == "2026-03-31")
      }
    }
  }

  /// Rows that must not be there.
  private static let contradictions = [
    "select id from invoices where total <> net + vat or paid > total",
    "select id from invoices where (paid_on is not null) <> (paid = total)",
    """
    select i.id from invoices i join (select invoice_id, sum(net) as net from invoice_lines group by 1) l
    on l.invoice_id = i.id where l.net <> i.net
    """,
    """
    select i.id from invoices i left join (select invoice_id, sum(amount) as paid from payments group by 1) p
    on p.invoice_id = i.id where coalesce(p.paid, 0) <> i.paid
    """,
  ]

  @Test("The app's role writes what the app's actions write, and nothing else")
  func rights() async throws {
    try await withCompany { address in
      let app = try await Connection.open(self.server(address))
      for allowed in [
        """
        insert into payments (invoice_id, received_on, amount, method, recorded_by)
        values (1, current_date, 1, 'cash', 'a@halden-wholesale.example')
        """,
        "update customers set credit_limit = 100 where id = 1",
        "update invoices set paid = 0, paid_on = null where id = 1",
      ] {
        let changed = try await app.execute(allowed)
        #expect(changed == 1, "\(allowed)")
      }
      for refused in [
        "delete from payments", "update invoices set total = 0", "update customers set id = 0", "create table t ()",
        "truncate invoices", "drop table invoices", "select * from pg_authid", "copy payments to '/tmp/payments'",
        "update invoices set paid = total + 1 where id = 1",
      ] {
        await #expect(throws: PostgresError.self, "\(refused)") { try await app.execute(refused) }
      }
      await app.close()
    }
  }

  @Test("A wrong password is refused, and the administrator cannot come in over TCP without his")
  func passwords() async throws {
    try await withCompany { address in
      for (user, password) in [("company_app", "wrong"), ("postgres", ""), ("company", "")] {
        let wrong = try self.server(address, user: user, password: password)
        await #expect(throws: PostgresError.self) { _ = try await Connection.open(wrong) }
      }
      #expect(mode(of: address.passwordFile) == 0o600)
    }
  }

  @Test("A port that another program has taken is left to it")
  func takenPort() async throws {
    try await withFolder { folder in
      let port = try await withServer(folder) { try await $0.prepare(day: day, size: size).port }
      let squatter = try Squatter(port: port)
      try await withServer(folder) { server in
        let address = try await server.prepare(day: day, size: size)
        #expect(address.port != port)
        #expect(try await numbers(address) == [60, 200, 500, 2_000])
      }
      squatter.close()
    }
  }

  private let quiet = Logger(label: "sample") { _ in SwiftLogNoOpLogHandler() }

  private func server(_ address: SampleAddress, user: String? = nil, password: String? = nil) throws -> Server {
    let right = try #require(FileManager.default.contents(atPath: address.passwordFile))
    return Server(
      host: address.host, port: address.port, database: address.database, user: user ?? address.user,
      password: password ?? String(decoding: right, as: UTF8.self), tls: .off)
  }

  private func numbers(_ address: SampleAddress) async throws -> [Int] {
    var numbers: [Int] = []
    for table in ["customers", "products", "invoices", "invoice_lines"] {
      numbers.append(try await count("select from \(table)", address))
    }
    return numbers
  }

  private func count(_ sql: String, _ address: SampleAddress) async throws -> Int {
    let connection = try await Connection.open(server(address))
    let count = try await connection.query(sql).count
    await connection.close()
    return count
  }

  private func withCompany(_ body: (SampleAddress) async throws -> Void) async throws {
    try await withFolder { folder in
      try await withServer(folder) { server in try await body(server.prepare(day: day, size: size)) }
    }
  }

  private func withServer<R>(_ folder: String, _ body: (SampleServer) async throws -> R) async throws -> R {
    let server = try await SampleServer.start(folder: folder, logger: quiet)
    do {
      let result = try await body(server)
      await server.stop()
      return result
    } catch {
      await server.stop()
      throw error
    }
  }

  /// A socket's path holds 107 bytes, and PostgreSQL's user must be able to pass through.
  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = "/tmp/fhs-\(UInt32.random(in: 0 ... .max))"
    do {
      try await body(folder)
    } catch {
      try FileManager.default.removeItem(atPath: folder)
      throw error
    }
    try FileManager.default.removeItem(atPath: folder)
  }
}
