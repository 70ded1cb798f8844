import Contract
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite struct AuditHeadTests {
  private let honest = TestTree((0..<40).map { "event \($0)" })

  @Test(
    "Each head must prove that it continues the last one; a fork of the same size or a larger one is refused and told")
  func forks() async throws {
    let runtime = try await started()
    var forged = honest
    forged.leaves[3] = MerkleHash.leaf(Array("another event".utf8))
    for size in [5, 5, 9, 16] { try say(size, honest, runtime) }
    try await expect(kept: 16, runtime)
    try await expect(warning: false, runtime)
    try say(16, forged, runtime)
    try await expect(warning: true, runtime)
    try say(17, honest, runtime)
    try await expect(kept: 17, runtime)
    try await expect(warning: false, runtime)
    try say(30, forged, runtime)
    try await expect(warning: true, runtime)
    try say(12, honest, runtime)
    try say(31, honest, runtime, key: SigningKey())
    try say(24, honest, runtime)
    try await expect(kept: 24, runtime)
    try await expect(warning: false, runtime)
    let told = try await eventually { runtime.far.reports.count { $0.kind == .auditHeadRejected } == 2 }
    #expect(told)
    #expect(runtime.log.text.contains("its tree does not contain the last one"))
    #expect(runtime.log.text.contains("another root at the same size"))
    try await runtime.stop()
  }

  @Test("A rollback is refused, also after a restart and under the name of a new epoch")
  func rollback() async throws {
    let runtime = try await started()
    try say(20, honest, runtime)
    try await expect(kept: 20, runtime)
    try await runtime.stop()
    try await runtime.start()
    try await connected(runtime)
    try say(19, honest, runtime)
    try await expect(warning: true, runtime)
    try say(25, honest, runtime, epoch: 2)
    try await expect(kept: 25, runtime)
    try say(18, honest, runtime, epoch: 3)
    try await expect(warning: true, runtime)
    try await runtime.stop()
  }

  @Test("A control plane that has no proof convinces nobody; one that cannot be asked is asked again")
  func unproven() async throws {
    let runtime = try await started()
    try say(20, honest, runtime)
    try await expect(kept: 20, runtime)
    runtime.far.failProofs(true)
    try say(22, honest, runtime)
    let waits = try await eventually { runtime.log.text.contains("waits for its proof") }
    #expect(waits)
    runtime.far.failProofs(false)
    try say(23, honest, runtime)
    try await expect(kept: 23, runtime)
    try await expect(warning: false, runtime)
    try say(24, honest, runtime, proving: false)
    try await expect(warning: true, runtime)
    try await runtime.stop()
  }

  private func started() async throws -> TestRuntime {
    let runtime = try TestRuntime()
    try await runtime.start()
    try await connected(runtime)
    return runtime
  }

  private func connected(_ runtime: TestRuntime) async throws {
    let isAlive = try await eventually { runtime.server.feed.isAlive }
    try #require(isAlive)
  }

  private func expect(kept size: Int, _ runtime: TestRuntime) async throws {
    let isKept = try await eventually {
      let bytes = try StateFile.read(runtime.settings.path("audit-heads.json")) ?? []
      return String(decoding: bytes, as: UTF8.self).contains("\"size\":\(size),")
    }
    #expect(isKept, "\(size)")
  }

  /// What the health page says, sooner or later.
  private func expect(warning: Bool, _ runtime: TestRuntime) async throws {
    let browser = Browser(runtime)
    let isSo = try await eventually { try await browser.get("/readyz").text.contains("audit") == warning }
    #expect(isSo, "\(warning)")
  }

  /// The control plane's signed head of the tree's first `size` leaves, and its readiness to prove it.
  private func say(
    _ size: Int, _ tree: TestTree, _ runtime: TestRuntime, epoch: Int64 = 1, key: SigningKey? = nil,
    proving: Bool = true
  ) throws {
    let members: [JSON.Member] = [
      .init("workspace", .string(runtime.workspace.description)), .init("epoch", .integer(epoch)),
      .init("size", .integer(Int64(size))), .init("root", .string(tree.root(size).description)),
      .init("at", .string(runtime.clock.clock.now().iso)),
    ]
    let signature = try (key ?? runtime.far.key).sign(.auditHead, JSON.object(members).bytes)
    runtime.far.grow(proving ? tree : TestTree([]))
    let head = JSON.object(members + [.init("signature", .string(Base64URL.encode(signature)))])
    runtime.far.say(.auditHead(runtime.workspace, head: head))
  }
}
