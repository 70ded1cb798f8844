/// The server checks its own live controls: soon after its start, then each hour, and sooner while one does not hold.

import Contract
import Logging
import ServiceLifecycle
import Trust

struct TrustService: Service {
  let live: LiveChecks
  let logger: Logger
  /// The first seals are made meanwhile.
  var firstAfter = Duration.seconds(10)
  var hourly = Duration.seconds(3_600)
  var again = Duration.seconds(600)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var pause = firstAfter
      while !Task.isCancelled {
        do { try await Task.sleep(for: pause) } catch { break }
        pause = await check() ? hourly : again
      }
      await live.close()
    }
  }

  /// Whether all hold.
  private func check() async -> Bool {
    do {
      let results = try await live.run().compactMap { $0.verified(by: live.key.verifier) }
      for result in results where result.outcome != .passed {
        logger.log(
          level: result.outcome == .failed ? .error : .notice,
          result.outcome == .failed ? "a control does not hold" : "a control could not be checked",
          metadata: ["control": "\(result.control)"])
      }
      return results.allSatisfy { $0.outcome == .passed }
    } catch {
      if !Task.isCancelled { logger.error("could not check the controls", metadata: ["error": "\(error)"]) }
      return false
    }
  }
}
