// The bare floor that a page of the runtime is measured against: a handler that does nothing but run one prepared
// query through raw libpq, one thread for each connection, and put its rows into a constant HTML string.
//
//   bench-floor --port 8800 --connection "host=127.0.0.1 port=5433 dbname=company user=company_app" \
//     --sql query.sql --value 2026-03-31 [--threads 8]

import ArgumentParser
import Foundation
import Hummingbird
import Logging

@main
struct Floor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-floor", abstract: "The bare floor of `make bench`.")

  @Option(help: "The port on 127.0.0.1.") var port: Int
  @Option(help: "libpq's connection string; the password comes from PGPASSWORD.") var connection: String
  @Option(help: "A file with the query, with $1, $2, … for the values.") var sql: String
  @Option(help: "A value of the query, in order.") var value: [String] = []
  @Option(help: "How many connections, each with a thread of its own.") var threads = 8

  func run() async throws {
    let page = HTMLPage()
    let sql = try String(contentsOfFile: sql, encoding: .utf8)
    let workers = try Workers(count: threads) { [connection, sql] () throws(FloorError) in
      try PreparedQuery(connection, sql)
    }
    let values = value
    let router = Router()
    router.get("/") { _, _ in
      guard let body = await workers.run({ query in page.render(query.execute(values)) }) else {
        throw HTTPError(.serviceUnavailable)
      }
      return Response(
        status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
    try await Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: Logger(label: "floor")
    ).runService()
  }
}
