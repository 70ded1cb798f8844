/// The file of sealed secrets as text: JSON with names in the clear (they stand in specs too) and sealed values.

import Values

enum SealedEntries {
  private static let version: Int64 = 1

  /// Empty when there is no file.
  static func read(_ path: String) throws(SecretsError) -> [SecretReference: [UInt8]] {
    guard let bytes = try PrivateFile.read(path) else { return [:] }
    do { return try parse(bytes) } catch { throw .malformed(path: path) }
  }

  private static func parse(_ bytes: [UInt8]) throws -> [SecretReference: [UInt8]] {
    var file = try JSONReader(try JSON.parse(bytes))
    guard try file.integer("version") == version else { throw JSONReader.Problem(member: "version") }
    var entries: [SecretReference: [UInt8]] = [:]
    for item in try file.array("secrets") {
      var entry = try JSONReader(item)
      let reference = SecretReference(
        workspace: try entry.string("workspace"), environment: try entry.string("environment"),
        name: try entry.string("name"))
      entries[reference] = try entry.base64("sealed")
      try entry.end()
    }
    try file.end()
    return entries
  }

  static func write(_ entries: [SecretReference: [UInt8]]) -> [UInt8] {
    let sorted = entries.sorted {
      ($0.key.workspace, $0.key.environment, $0.key.name) < ($1.key.workspace, $1.key.environment, $1.key.name)
    }
    let secrets = sorted.map { reference, sealed in
      JSON.object([
        .init("workspace", .string(reference.workspace)), .init("environment", .string(reference.environment)),
        .init("name", .string(reference.name)), .init("sealed", .string(Base64URL.encode(sealed))),
      ])
    }
    return JSON.object([.init("version", .integer(version)), .init("secrets", .array(secrets))]).bytes
  }
}
