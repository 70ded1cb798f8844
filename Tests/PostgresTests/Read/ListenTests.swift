import Postgres
import PostgresTesting
import Testing

@Suite struct ListenTests {
  @Test("notifications come in order, and again after the listener's connection was killed", .timeLimit(.minutes(1)))
  func listens() async throws {
    var server = try await TestDatabase.make()
    server.application = "listener of the test"
    let speaker = try await Connection.open(try await same(server))
    var heard = Connection.listen(server, channels: ["events", "Odd \"name"]).makeAsyncIterator()
    #expect(try await heard.next()?.isSubscription == true)
    try await speaker.script("notify events, 'one'; notify \"Odd \"\"name\", 'two'")
    let first = try await heard.next()
    #expect(first?.channel == "events" && first?.payload == "one")
    #expect(try await heard.next()?.channel == "Odd \"name")
    _ = try await speaker.query(
      "select pg_terminate_backend(pid, 2000) from pg_stat_activity where application_name = $1", [server.application])
    #expect(try await heard.next()?.isSubscription == true)
    try await speaker.script("notify events, 'three'")
    #expect(try await heard.next()?.payload == "three")
  }

  @Test("a listener that nobody hears any more closes its connection")
  func ends() async throws {
    var server = try await TestDatabase.make()
    server.application = "listener that ends"
    let witness = try await Connection.open(try await same(server))
    let stream = Connection.listen(server, channels: ["events"])
    let task = Task { for try await _ in stream {} }
    try await eventually { try await listeners(witness) == 1 }
    task.cancel()
    try await eventually { try await listeners(witness) == 0 }
  }

  @Test("a wrong password ends the stream")
  func wrongPassword() async throws {
    var server = try await TestDatabase.shared()
    server.password = "wrong"
    var heard = Connection.listen(server, channels: ["events"]).makeAsyncIterator()
    await #expect(throws: PostgresError.connection(.authentication)) { try await heard.next() }
  }

  private func same(_ server: Server) async throws -> Server {
    var other = server
    other.application = "freehold"
    return other
  }

  private func listeners(_ witness: Connection) async throws -> Int {
    try await witness.query(
      "select count(*) as n from pg_stat_activity where application_name = 'listener that ends'"
    )[0].get("n", as: Int.self)
  }
}
