/// What the command line did to secrets while the server may have been running: one file for each event, carried into
/// the spool by the server.

import Contract
import Values

struct SecretEvents: Sendable {
  let folder: String

  func add(_ report: Report) throws(StateFailure) {
    try StateFile.makeFolder(folder)
    try StateFile.replace("\(folder)/\(report.id).json", with: report.json.bytes)
  }

  /// Moves all events into `spool`; after a crash in between an event is there twice, under one id.
  func move(into spool: Spool) async throws {
    for name in StateFile.names(in: folder).sorted() where name.hasSuffix(".json") {
      guard let bytes = try StateFile.read("\(folder)/\(name)") else { continue }
      try await spool.add([try Report(try JSON.parse(bytes))])
      try StateFile.remove("\(folder)/\(name)")
    }
  }
}
