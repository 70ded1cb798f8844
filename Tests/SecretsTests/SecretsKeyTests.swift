import Foundation
import Secrets
import Testing
import Values

@Suite struct SecretsKeyTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/key" }
  let text = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE"

  @Test("The first start makes a key of mode 0600, the second reads the same")
  func made() async throws {
    let file = folder.path + "/secrets"
    let reference = SecretReference(workspace: "w", environment: "production", name: "a")
    try SealedFile(path: file, key: .load(variable: nil, path: path)).set(
      reference, to: SecretValue([5]), at: Instant(secondsSinceEpoch: 1_790_000_000))
    #expect(try mode(path) == 0o600)
    let again = SealedFile(path: file, key: try .load(variable: nil, path: path))
    #expect(try await again.value(reference) == SecretValue([5]))
  }

  @Test("The environment goes before the file")
  func environment() throws {
    _ = try SecretsKey.load(variable: text, path: path)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test(
    "A key that is short, padded or no base64url is refused by the name of its origin", arguments: ["", "AQE", "é"])
  func malformed(_ bad: String) throws {
    #expect(throws: SecretsError.keyMalformed("FREEHOLD_SECRETS_KEY")) {
      try SecretsKey.load(variable: bad, path: path)
    }
    try overwrite(path, bad)
    #expect(throws: SecretsError.keyMalformed(path)) { try SecretsKey.load(variable: nil, path: path) }
  }

  @Test("A key's file with open permissions, or of another user, is refused", arguments: [mode_t(0o644), 0o640, 0o604])
  func permissions(_ open: mode_t) throws {
    try overwrite(path, text)
    chmod(path, open)
    #expect(throws: SecretsError.self) { try SecretsKey.load(variable: nil, path: path) }
    chmod(path, 0o600)
    _ = try SecretsKey.load(variable: nil, path: path)
    guard geteuid() == 0 else { return }
    chown(path, 1, 1)
    #expect(throws: SecretsError.self) { try SecretsKey.load(variable: nil, path: path) }
  }
}
