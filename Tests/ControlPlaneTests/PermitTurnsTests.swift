import Contract
import ServerKit
import Testing
import Values
import Workspaces

@testable import ControlPlane

@Suite("Turns at an account's credits")
struct PermitTurnsTests {
  @Test("are bounded for each account, and given back however the work ends")
  func bounded() async throws {
    let turns = PermitTurns()
    let ana = AccountID.random(milliseconds: 0)
    let started = AsyncStream.makeStream(of: Void.self)
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<PermitTurns.most {
        group.addTask {
          try await turns.take(ana) {
            started.continuation.yield()
            for await _ in gate {}
          }
        }
      }
      var arrivals = started.stream.makeAsyncIterator()
      for _ in 0..<PermitTurns.most { await arrivals.next() }
      await #expect(throws: Problem.self) { try await turns.take(ana) {} }
      try await turns.take(.random(milliseconds: 0)) {}
      open.finish()
      try await group.waitForAll()
    }
    await #expect(throws: CancellationError.self) { try await turns.take(ana) { throw CancellationError() } }
    for _ in 0..<PermitTurns.most * 2 { try await turns.take(ana) {} }
  }
}
