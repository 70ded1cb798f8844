/// Where a canary must not be: all that a throw-away installation's control plane keeps, what it was sent, and what both
/// planes have logged.

import Trust
import Values

struct CanaryPlaces: Sendable {
  enum Name: String, Sendable, CaseIterable {
    case dump = "database dump"
    case log = "write-ahead log"
    case files = "files of the data folder"
    case logs = "logs of both planes"
    case received = "bytes received"
  }

  struct Found: Sendable {
    let place: Name
    let find: CanaryFind
  }

  struct Outcome: Sendable {
    var found: [Found] = []
    var files = 0
    var bytes: [Name: Int] = [:]

    /// In words that hold none of the values.
    func findings(_ canaries: [Canary]) -> [String] {
      let names = Set(canaries.map(\.name))
      return Array(
        Set(
          found.filter { names.contains($0.find.canary) }.map {
            "\($0.find.canary) in the \($0.place.rawValue) as \($0.find.form)"
          })
      ).sorted()
    }
  }

  let place: ThrowAway
  private var dump: String { place.folder + "/dump.sql" }
  private var cluster: String { place.control + "/cluster/data" }
  private var writeAhead: String { cluster + "/pg_wal" }

  func search(_ canaries: [Canary], in places: [Name] = Name.allCases) async throws -> Outcome {
    let search = CanarySearch(canaries)
    var outcome = Outcome()
    for name in places {
      func look(_ bytes: UnsafeRawBufferPointer) {
        outcome.files += 1
        outcome.bytes[name, default: 0] += bytes.count
        outcome.found += search.finds(in: bytes).map { Found(place: name, find: $0) }
      }
      switch name {
      case .dump:
        try await place.postgres.sql("checkpoint", place.controlDatabase)
        try await place.postgres.dump(place.controlDatabase, to: dump)
        try FileWalk.each([dump]) { _, bytes in look(bytes) }
      case .log: try FileWalk.each([writeAhead]) { _, bytes in look(bytes) }
      case .files:
        let writeAhead = writeAhead
        try FileWalk.each([place.control]) { path, bytes in if !path.hasPrefix(writeAhead) { look(bytes) } }
      case .logs: try FileWalk.each([place.logs]) { _, bytes in look(bytes) }
      case .received: for connection in place.recorder.recorded { connection.withUnsafeBytes(look) }
      }
    }
    return outcome
  }
}
