import ArgumentParser
import Values

extension Audit {
  struct Verify: AsyncParsableCommand {
    func run() async throws {}
  }
}
