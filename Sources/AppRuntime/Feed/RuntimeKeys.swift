/// The runtime's own key, and how the next one takes its place: the next key is on disk before the control plane hears of
/// it, and replaces the old one on disk after the control plane has said yes. Wherever the process dies in between, one
/// of the two keys on disk is the one that is known.

import Contract
import Glibc
import Logging
import ServerKit
import Synchronization

actor RuntimeKeys {
  /// Tells the control plane of the first key in a request signed with the second.
  typealias Tell = @Sendable (_ next: SigningKey, _ signer: SigningKey) async throws -> Void

  struct Malformed: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) is no Ed25519 key." }
  }

  private nonisolated let path: String
  private nonisolated let state: Mutex<SigningKey>
  private let logger: Logger
  private var settling: Task<Void, any Error>?

  /// Makes a key where there is none.
  init(path: String, logger: Logger) throws {
    self.path = path
    self.logger = logger
    state = Mutex(try Self.key(try SecretFile.readOrCreate(path), path))
  }

  /// What requests are signed with.
  nonisolated var current: SigningKey { state.withLock { $0 } }

  /// The key that waits to be the current one; whoever makes it asks for the rotation.
  nonisolated func next() throws -> SigningKey? {
    do {
      return try Self.key(try SecretFile.read(nextPath), nextPath)
    } catch SecretFileError.io(_, _, ENOENT) {
      return nil
    }
  }

  /// The key that waits already, or a new one.
  nonisolated func makeNext() throws -> SigningKey { try Self.key(try SecretFile.readOrCreate(nextPath), nextPath) }

  /// Ends a rotation that has begun, here or in an earlier life of this process; does nothing where none has.
  /// - Throws: what `tell` throws. Both keys stay then, and the next call goes on.
  func settle(_ tell: @escaping Tell) async throws {
    if let settling { return try await settling.value }
    let task = Task { try await rotate(tell) }
    settling = task
    defer { settling = nil }
    try await task.value
  }

  private func rotate(_ tell: Tell) async throws {
    guard let next = try next() else { return }
    do {
      try await tell(next, current)
    } catch let refusal as ControlRefusal where refusal.problem == ProblemCode.runtimeUnknown.rawValue {
      // The answer to an earlier try may have been lost: then it is the next key that is known.
      try await tell(next, next)
    }
    try StateFile.move(nextPath, to: path)
    state.withLock { $0 = next }
    logger.notice("the runtime's key was replaced")
  }

  private nonisolated var nextPath: String { path + ".next" }

  private static func key(_ secret: SecretKey, _ path: String) throws(Malformed) -> SigningKey {
    guard let key = SigningKey(rawBytes: secret.bytes) else { throw Malformed(path: path) }
    return key
  }
}
