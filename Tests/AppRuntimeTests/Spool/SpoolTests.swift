import AppSpec
import Contract
import PostgresTesting
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite struct SpoolTests {
  func report(_ second: Int) -> Report {
    Report(
      id: .random(milliseconds: Int64(second)), workspace: .random(milliseconds: 0),
      at: Instant(secondsSinceEpoch: second), kind: .sessionOpened(by: .random(milliseconds: 0)))
  }

  @Test("Reports come out in order, in batches, and are gone once acknowledged")
  func order() async throws {
    let path = try TemporaryFolder.make() + "/spool"
    let spool = try Spool(path)
    let all = (0..<7).map(report)
    for item in all { try await spool.add([item]) }
    var seen: [Report] = []
    while true {
      let (reports, end, _) = try spool.next(3)
      if reports.isEmpty { break }
      seen += reports
      try spool.acknowledge(upTo: end)
    }
    #expect(seen == all)
    #expect(spool.backlog == 0)
    #expect(try StateFile.read(path) == [])
    try await spool.add([report(9)])
    #expect(try spool.next(3).reports.count == 1)
  }

  @Test("A line that a crash cut off is dropped, a damaged one is passed over, the rest stays")
  func crash() async throws {
    let path = try TemporaryFolder.make() + "/spool"
    let whole = report(1).json.bytes + [10]
    try StateFile.replace(path, with: whole + Array("{\"id\":1}\n".utf8) + whole + report(2).json.bytes.prefix(20))
    let spool = try Spool(path)
    let (reports, _, damaged) = try spool.next(10)
    #expect(reports.count == 2 && damaged == 1)
    try await spool.add([report(3)])
    #expect(try spool.next(10).reports.count == 3)
  }

  @Test("What was not acknowledged is there after a restart")
  func restart() async throws {
    let path = try TemporaryFolder.make() + "/spool"
    try await Spool(path).add([report(1), report(2)])
    #expect(try Spool(path).next(10).reports.count == 2)
  }

  @Test("A full spool refuses and keeps what it has; there is room again after delivery")
  func full() async throws {
    let spool = try Spool(try TemporaryFolder.make() + "/spool", limit: 600)
    try await spool.add([report(1)])
    await #expect(throws: StateFailure.self) { try await spool.add([report(2), report(3), report(4)]) }
    let (reports, end, _) = try spool.next(10)
    #expect(reports.count == 1)
    try spool.acknowledge(upTo: end)
    try await spool.add([report(2), report(3)])
  }

  @Test("A hundred writers at once share syncs and lose nothing")
  func writers() async throws {
    let spool = try Spool(try TemporaryFolder.make() + "/spool")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for second in 0..<100 { group.addTask { try await spool.add([report(second)]) } }
      try await group.waitForAll()
    }
    #expect(Set(try spool.next(500).reports.map(\.id)).count == 100)
  }

  @Test("A ledger remembers until its time, over restarts, and hands a key out once")
  func ledger() async throws {
    let path = try TemporaryFolder.make() + "/ledger"
    let clock = TestClock()
    let end = clock.clock.now().adding(seconds: 60)
    let ledger = try Ledger(path, clock: clock.clock)
    let first = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 { group.addTask { try await ledger.claim("a", "mine", until: end) == nil } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(first == 1)
    try await ledger.put("b", "2", until: end)
    try await ledger.release("b")
    let again = try Ledger(path, clock: clock.clock)
    #expect(again.value("a") == "mine" && again.value("b") == nil)
    clock.advance(seconds: 61)
    #expect(again.value("a") == nil)
    #expect(try await again.claim("a", "new", until: end.adding(seconds: 60)) == nil)
    for index in 0..<3_000 { try await again.put("k", "\(index)", until: end.adding(seconds: 60)) }
    #expect(try Ledger(path, clock: clock.clock).value("k") == "2999")
    #expect(try #require(try StateFile.read(path)).count < 200_000)
  }
}
