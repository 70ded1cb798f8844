import AppSpec
import Contract
import Logging
import Postgres
import Synchronization
import Testing
import Trust
import Values
import Workspaces

@testable import ControlStore

@Suite struct AuditKeepingTests {
  private func sealed(_ test: TestStore, _ home: Member) async throws {
    try await waitUntilSealed(test) { try await test.store.audit(of: home).get().entries }
  }

  @Test("Retention over all trees spares what is younger")
  func prunedEverywhere() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    try await sealed(test, home)
    let sealer = Sealer(test.sealer, key: test.key, now: wallClock, logger: test.silent)
    #expect(try await sealer.pruneAll(before: wallClock().adding(seconds: -3600)) == 0)
    #expect(try await sealer.pruneAll(before: wallClock().adding(seconds: 3600)) > 6)
    try await sealed(test, home)
    #expect(try await verify(test, home).get().pruned > 0)
    let installation = Mutex<[UInt8]>([])
    try await test.store.exportInstallationAudit(by: test.owner, key: test.key.verifier) { part in
      installation.withLock { $0 += part }
    }.get()
    let verified = AuditVerification.verify(installation.withLock { $0 }, key: test.key.verifier)
    #expect(try verified.get().pruned > 0)
  }

  @Test("An export under a filter holds what was asked for, each event of it verifiable")
  func filtered() async throws {
    let test = try await TestStore.make()
    let home = try await test.home()
    _ = try await test.release(by: home)
    try await sealed(test, home)
    let bytes = Mutex<[UInt8]>([])
    try await test.store.exportAudit(of: home, filter: AuditFilter(event: .appCreated), key: test.key.verifier) {
      part in
      bytes.withLock { $0 += part }
    }.get()
    let lines = bytes.withLock { $0 }.split(separator: 10).compactMap { AuditExportLine(Array($0)) }
    let events = lines.compactMap { line -> AuditEvent? in
      if case .leaf(_, _, _, let record?) = line { record.event } else { nil }
    }
    #expect(events == [.appCreated])
    let verified = try AuditVerification.verify(bytes.withLock { $0 }, key: test.key.verifier).get()
    #expect(verified.events == 1)
    #expect(verified.omitted + 1 == verified.head?.size)
  }

  @Test("A sealer that is told to stop says nothing of it")
  func stopping() async throws {
    let test = try await TestStore.make()
    let lines = Mutex<[String]>([])
    let logger = Logger(label: "sealer") { _ in LinesLog { line in lines.withLock { $0.append(line) } } }
    for round in 0..<40 {
      let sealer = Sealer(test.sealer, key: test.key, now: wallClock, logger: logger)
      let running = Task { await sealer.run() }
      for _ in 0..<round * 50 { await Task.yield() }
      running.cancel()
      await running.value
    }
    #expect(lines.withLock { $0 } == [])
  }
}

private struct LinesLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info
  let write: @Sendable (String) -> Void

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { write(event.message.description) }
}
