/// When each secret was last asked for: what whoever rotates one wants to know. Kept on disk once a minute; a crash loses
/// less than that.

import Secrets
import ServerKit
import Synchronization
import Values

final class SecretUses: SecretsManager {
  private let secrets: any SecretsManager
  private let path: String
  private let clock: WallClock
  private let state: Mutex<State>

  private struct State {
    var times: [SecretReference: Instant]
    var isKept = true
  }

  init(of secrets: any SecretsManager, path: String, clock: WallClock) throws {
    self.secrets = secrets
    self.path = path
    self.clock = clock
    state = Mutex(State(times: try Self.read(path)))
  }

  func value(_ reference: SecretReference) async throws(SecretsError) -> SecretValue? {
    guard let value = try await secrets.value(reference) else { return nil }
    let now = clock.now()
    state.withLock { state in
      state.times[reference] = now
      state.isKept = false
    }
    return value
  }

  func last(_ reference: SecretReference) -> Instant? { state.withLock { $0.times[reference] } }

  func forget(_ reference: SecretReference) {
    state.withLock { state in
      state.times[reference] = nil
      state.isKept = false
    }
  }

  /// To be called once a minute and at the end.
  func keep() throws(StateFailure) {
    let times = state.withLock { state in
      defer { state.isKept = true }
      return state.isKept ? nil : state.times
    }
    if let times { try StateFile.replace(path, with: Self.json(times).bytes) }
  }

  private static func json(_ times: [SecretReference: Instant]) -> JSON {
    let items = times.map { reference, time in
      JSON.object([
        .init("workspace", .string(reference.workspace)), .init("environment", .string(reference.environment)),
        .init("name", .string(reference.name)), .init("at", .string(time.iso)),
      ])
    }
    return .array(items)
  }

  private static func read(_ path: String) throws -> [SecretReference: Instant] {
    guard let bytes = try StateFile.read(path) else { return [:] }
    guard let items = try JSON.parse(bytes).array else { throw StateFailure(path: path, reason: .malformed) }
    var times: [SecretReference: Instant] = [:]
    for item in items {
      var reader = try JSONReader(item)
      let reference = SecretReference(
        workspace: try reader.string("workspace"), environment: try reader.string("environment"),
        name: try reader.string("name"))
      guard let time = Instant(iso: try reader.string("at")) else { throw StateFailure(path: path, reason: .malformed) }
      times[reference] = time
    }
    return times
  }
}
