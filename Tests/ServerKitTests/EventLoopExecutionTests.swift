import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ServerKit
import Testing

@Suite("Event loops as executors")
struct EventLoopExecutionTests {
  private struct LoopContext: KitContext {
    var coreContext: CoreRequestContextStorage
    var facts: RequestFacts
    let loop: any EventLoop

    init(source: Source) {
      (coreContext, facts) = Self.begin(source)
      loop = source.channel.eventLoop
    }
  }

  @Test("A request's task comes back to its connection's loop from wherever it waited")
  func comesBack() async throws {
    let router = Router(context: LoopContext.self)
    router.get("/") { _, context -> String in
      let loop = context.loop
      let task = Task(executorPreference: EventLoopExecution.executor(of: loop)) {
        let before = loop.inEventLoop
        await Self.elsewhere()
        async let child = Self.isIn(loop)
        return [before, loop.inEventLoop, await child]
      }
      return "\(await task.value)"
    }
    let application = Listener(port: 0).application(router.buildResponder(), logger: Logger(label: "test"))
    try await EventLoopExecution.run {
      try await application.test(.live) { client in
        for _ in 1...20 {
          let response = try await client.execute(uri: "/", method: .get)
          #expect(String(buffer: response.body) == "[true, true, true]")
        }
      }
    }
  }

  @Test("Work and its children run on the loops, and their errors come out")
  func errors() async throws {
    struct Expected: Error {}
    let sum = await EventLoopExecution.run {
      await withTaskGroup(of: Int.self) { group in
        for number in 1...100 { group.addTask { number } }
        return await group.reduce(0, +)
      }
    }
    #expect(sum == 5_050)
    await #expect(throws: Expected.self) { try await EventLoopExecution.run { throw Expected() } }
  }

  private static func isIn(_ loop: any EventLoop) async -> Bool { loop.inEventLoop }

  /// Suspends, and is resumed from a thread that is no loop's.
  private static func elsewhere() async {
    await withCheckedContinuation { continuation in
      Task.detached { continuation.resume() }
    }
  }
}
