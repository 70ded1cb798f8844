/// The trail as CSV (RFC 4180): the events of the export's JSON lines, one row each, for spreadsheets. The JSON lines
/// are what `freehold audit verify` verifies.

import Values

actor AuditTable {
  /// The members of `AuditRecord`'s JSON.
  private static let columns = [
    "id", "at", "recorded_at", "actor_kind", "actor", "event", "subject_table", "subject", "outcome", "request",
    "role_from", "role_to", "app", "release", "number", "element", "problem", "sqlstate", "rows", "milliseconds",
  ]
  /// Those of its `model`, a receipt.
  private static let receipt = [
    "connection", "policy", "redactor", "masked", "tokens_in", "tokens_out", "tokens_guessed",
  ]

  static let head = Array(((columns + receipt).joined(separator: ",") + "\r\n").utf8)

  /// What has come of a line that is not complete yet.
  private var rest: [UInt8] = []

  /// Rows for the lines that `bytes` complete.
  func rows(_ bytes: [UInt8]) throws -> [UInt8] {
    rest += bytes
    var out: [UInt8] = []
    var start = rest.startIndex
    while let end = rest[start...].firstIndex(of: 0x0A) {
      out += Self.row(try JSON.parse(Array(rest[start..<end])))
      start = end + 1
    }
    rest.removeSubrange(..<start)
    return out
  }

  /// Nothing for lines without an event, such as heads and leaves whose event was pruned.
  private static func row(_ line: JSON) -> [UInt8] {
    guard let event = line["event"], event.members != nil else { return [] }
    let cells = columns.map { cell(event[$0]) } + receipt.map { cell(event["model"]?[$0]) }
    return Array((cells.joined(separator: ",") + "\r\n").utf8)
  }

  private static func cell(_ value: JSON?) -> String {
    switch value {
    case .string(let text)?: cell(text)
    case .integer(let number)?: String(number)
    case .bool(let isSo)?: isSo ? "true" : "false"
    default: ""
    }
  }

  /// Ids, enum cases and names of specs hold none of these, but a reader of CSV should not have to know.
  private static func cell(_ text: String) -> String {
    text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
      ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : text
  }
}
