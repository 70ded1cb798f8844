/// The file of sealed secrets as text: JSON with names in the clear (they stand in specs too) and sealed values.

import Values

enum SealedEntries {
  struct Entry {
    var sealed: [UInt8]
    /// Nil for one of a time when this was not kept.
    var setAt: Instant?
  }

  private static let version: Int64 = 1

  /// Empty when there is no file.
  static func read(_ path: String) throws(SecretsError) -> [SecretReference: Entry] {
    guard let bytes = try PrivateFile.read(path) else { return [:] }
    do { return try parse(bytes) } catch { throw .malformed(path: path) }
  }

  private static func parse(_ bytes: [UInt8]) throws -> [SecretReference: Entry] {
    var file = try JSONReader(try JSON.parse(bytes))
    guard try file.integer("version") == version else { throw JSONReader.Problem(member: "version") }
    var entries: [SecretReference: Entry] = [:]
    for item in try file.array("secrets") {
      var entry = try JSONReader(item)
      let reference = SecretReference(
        workspace: try entry.string("workspace"), environment: try entry.string("environment"),
        name: try entry.string("name"))
      entries[reference] = Entry(
        sealed: try entry.base64("sealed"), setAt: entry.optional("set_at")?.string.flatMap { Instant(iso: $0) })
      try entry.end()
    }
    try file.end()
    return entries
  }

  static func write(_ entries: [SecretReference: Entry]) -> [UInt8] {
    let sorted = entries.sorted {
      ($0.key.workspace, $0.key.environment, $0.key.name) < ($1.key.workspace, $1.key.environment, $1.key.name)
    }
    let secrets = sorted.map { reference, entry in
      JSON.object([
        .init("workspace", .string(reference.workspace)), .init("environment", .string(reference.environment)),
        .init("name", .string(reference.name)), .init("sealed", .string(Base64URL.encode(entry.sealed))),
        .init("set_at", entry.setAt.map { .string($0.iso) } ?? .null),
      ])
    }
    return JSON.object([.init("version", .integer(version)), .init("secrets", .array(secrets))]).bytes
  }
}
