import Foundation
import Secrets
import Testing
import Values

@Suite struct SealedFileTests {
  let folder = TemporaryFolder()
  let key = SecretsKey(bytes: Array(repeating: 7, count: 32))!
  var path: String { folder.path + "/secrets" }
  var file: SealedFile { SealedFile(path: path, key: key) }
  let moment = Instant(secondsSinceEpoch: 1_790_000_000)
  let shop = SecretReference(workspace: "w1", environment: "production", name: "shop-database")

  @Test("What was set is read again, and the file holds it sealed with mode 0600")
  func roundTrip() async throws {
    try file.set(shop, to: SecretValue(Array("postgresql://u:hunter2@db/x".utf8)), at: moment)
    let value = try await file.value(shop)
    #expect(value?.reveal { $0 } == Array("postgresql://u:hunter2@db/x".utf8))
    let stored = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(!String(decoding: stored, as: UTF8.self).contains("hunter2"))
    #expect(try mode(path) == 0o600)
  }

  @Test("Another workspace, environment or name has no such secret")
  func scoped() async throws {
    try file.set(shop, to: SecretValue([1]), at: moment)
    for other in [
      SecretReference(workspace: "w2", environment: "production", name: "shop-database"),
      SecretReference(workspace: "w1", environment: "development", name: "shop-database"),
      SecretReference(workspace: "w1", environment: "production", name: "shop"),
    ] {
      #expect(try await file.value(other) == nil)
    }
  }

  @Test("An entry that was moved to another workspace in the file does not open")
  func moved() async throws {
    try file.set(shop, to: SecretValue([1]), at: moment)
    let text = try String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(of: "\"w1\"", with: "\"w2\"")
    try overwrite(path, text)
    let stolen = SecretReference(workspace: "w2", environment: "production", name: "shop-database")
    await #expect(throws: SecretsError.cannotOpen(name: "shop-database")) { try await file.value(stolen) }
  }

  @Test("A reader sees at its next request what another process has set, replaced or removed")
  func rotation() async throws {
    let reader = file
    #expect(try await reader.value(shop) == nil)
    try file.set(shop, to: SecretValue([1]), at: moment)
    #expect(try await reader.value(shop) == SecretValue([1]))
    try file.set(shop, to: SecretValue([2]), at: moment)
    #expect(try await reader.value(shop) == SecretValue([2]))
    #expect(try file.remove(shop))
    #expect(try await reader.value(shop) == nil)
    #expect(try !file.remove(shop))
  }

  @Test("Writers at the same time lose nothing of each other")
  func concurrentWriters() async throws {
    let file = file
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<24 {
        group.addTask {
          let reference = SecretReference(workspace: "w", environment: "production", name: "s\(index)")
          try file.set(reference, to: SecretValue([UInt8(index)]), at: moment)
        }
      }
      try await group.waitForAll()
    }
    #expect(try file.list().count == 24)
  }

  @Test("Another key opens nothing")
  func wrongKey() async throws {
    try file.set(shop, to: SecretValue([1]), at: moment)
    let other = SealedFile(path: path, key: SecretsKey(bytes: Array(repeating: 8, count: 32))!)
    await #expect(throws: SecretsError.cannotOpen(name: "shop-database")) { try await other.value(shop) }
  }

  @Test("A file that others can read, a link and a damaged file are refused, each in words")
  func unsafeFiles() async throws {
    try file.set(shop, to: SecretValue([1]), at: moment)
    chmod(path, 0o640)
    await #expect(throws: SecretsError.self) { try await file.value(shop) }
    do { _ = try await file.value(shop) } catch { #expect(error.description.contains("chmod 600")) }
    chmod(path, 0o600)
    try overwrite(path, "{\"version\":1,\"secrets\":[{}]}")
    await #expect(throws: SecretsError.malformed(path: path)) { try await file.value(shop) }
    symlink(path, folder.path + "/link")
    let linked = SealedFile(path: folder.path + "/link", key: key)
    await #expect(throws: SecretsError.self) { try await linked.value(shop) }
  }

  @Test("Names out of the alphabet and values beyond 64 KiB are refused and change nothing")
  func limits() throws {
    for name in ["", "A", "a b", "a/b", String(repeating: "a", count: 64)] {
      let reference = SecretReference(workspace: "w", environment: "production", name: name)
      #expect(throws: SecretsError.badName) { try file.set(reference, to: SecretValue([1]), at: moment) }
    }
    #expect(throws: SecretsError.tooLong) {
      try file.set(shop, to: SecretValue(Array(repeating: 1, count: 65_537)), at: moment)
    }
    #expect(try file.list().isEmpty)
  }

  @Test("A value never prints itself")
  func silent() {
    let value = SecretValue(Array("hunter2".utf8))
    var dumped = ""
    dump(value, to: &dumped)
    for text in ["\(value)", String(reflecting: value), String(describing: Optional(value)), dumped] {
      #expect(!text.contains("hunter2") && !text.contains("104"))
    }
  }
}
