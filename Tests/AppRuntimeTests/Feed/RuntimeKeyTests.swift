import Contract
import Logging
import PostgresTesting
import ServerKit
import Synchronization
import Testing
import Values

@testable import AppRuntime

@Suite struct RuntimeKeyTests {
  /// Knows one key, as the control plane does.
  private final class Desk: Sendable {
    struct Lost: Error {}

    let known: Mutex<VerificationKey>
    let asked = Mutex(0)

    init(_ key: VerificationKey) { known = Mutex(key) }

    /// - Parameters:
    ///   - hears: whether what is told arrives.
    ///   - answers: whether its answer arrives.
    func tell(hears: Bool = true, answers: Bool = true) -> RuntimeKeys.Tell {
      { next, signer in
        self.asked.withLock { $0 += 1 }
        guard hears else { throw Lost() }
        try self.known.withLock { known in
          guard signer.verifier == known else { throw ControlRefusal(status: 401, problem: "runtime_unknown") }
          known = next.verifier
        }
        guard answers else { throw Lost() }
      }
    }

    func knows(_ key: SigningKey) -> Bool { known.withLock { $0 == key.verifier } }
  }

  private func keys(_ folder: String) throws -> RuntimeKeys {
    try RuntimeKeys(path: folder + "/runtime.key", logger: Logger.json("test", level: .debug, sink: LogLines().sink))
  }

  @Test("The next key takes the old one's place, in the process and on disk; without one nobody is asked")
  func rotation() async throws {
    let folder = try TemporaryFolder.make()
    let keys = try keys(folder)
    let old = keys.current
    let desk = Desk(old.verifier)
    try await keys.settle(desk.tell())
    #expect(desk.asked.withLock { $0 } == 0)
    let next = try keys.makeNext()
    #expect(try keys.makeNext().rawBytes == next.rawBytes && next.rawBytes != old.rawBytes)
    #expect(keys.current.rawBytes == old.rawBytes)
    try await keys.settle(desk.tell())
    #expect(keys.current.rawBytes == next.rawBytes && desk.knows(next))
    #expect(try keys.next() == nil)
    #expect(try self.keys(folder).current.rawBytes == next.rawBytes)
  }

  @Test("What was not heard leaves the old key; an answer that was lost is made up for, also by the next process")
  func healing() async throws {
    let folder = try TemporaryFolder.make()
    let first = try keys(folder)
    let desk = Desk(first.current.verifier)
    let next = try first.makeNext()
    await #expect(throws: Desk.Lost.self) { try await first.settle(desk.tell(hears: false)) }
    #expect(desk.knows(first.current))
    await #expect(throws: Desk.Lost.self) { try await first.settle(desk.tell(answers: false)) }
    #expect(desk.knows(next) && !desk.knows(first.current))
    let second = try keys(folder)
    #expect(!desk.knows(second.current))
    try await second.settle(desk.tell())
    #expect(desk.knows(second.current))
    #expect(try second.next() == nil)
  }

  @Test("Many that ask at once make one rotation; a runtime that is not known keeps both keys")
  func together() async throws {
    let folder = try TemporaryFolder.make()
    let keys = try keys(folder)
    let old = keys.current
    let stranger = Desk(SigningKey().verifier)
    _ = try keys.makeNext()
    await #expect(throws: ControlRefusal.self) { try await keys.settle(stranger.tell()) }
    #expect(try keys.next() != nil && keys.current.rawBytes == old.rawBytes)
    let desk = Desk(old.verifier)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask { try await keys.settle(desk.tell()) }
      }
      try await group.waitForAll()
    }
    #expect(desk.knows(keys.current) && desk.asked.withLock { $0 } == 1)
  }

  @Test("A next key that is damaged is refused, and the current one goes on")
  func damaged() async throws {
    let folder = try TemporaryFolder.make()
    let keys = try keys(folder)
    let old = keys.current
    try StateFile.replace(folder + "/runtime.key.next", with: Array("no key\n".utf8))
    let desk = Desk(old.verifier)
    await #expect(throws: SecretFileError.self) { try await keys.settle(desk.tell()) }
    #expect(keys.current.rawBytes == old.rawBytes && desk.knows(old))
  }
}
