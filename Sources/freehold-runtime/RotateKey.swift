import AppRuntime
import ArgumentParser
import Glibc
import Logging
import ServerKit

struct RotateKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-key",
    abstract: "Give this runtime a new key; its old one is refused from then on.",
    discussion: """
      Run it on the runtime's own machine, as the user who serves, while the runtime serves or while it is stopped: pages
      are answered all the time. When it is interrupted, or the control plane is away, the runtime keeps both keys and
      goes on by itself. The audit trail tells of each new key.

      Example:
        freehold-runtime rotate-key --data /var/lib/freehold
      """)

  @Option(help: "The runtime's data folder; that of `freehold dev` unless FREEHOLD_RUNTIME_DATA says otherwise.")
  var data = variable("FREEHOLD_RUNTIME_DATA") ?? ".freehold/dev/runtime"

  @Option(help: "Where this machine reaches the control plane, should the runtime be stopped (default: as enrolled).")
  var control: String?

  @Option(help: "PEM: an authority of your own behind the control plane's certificate.")
  var controlAuthority: String?

  @Option(help: "Seconds to wait for the runtime that serves.")
  var wait = 60

  func run() async throws {
    try await reporting {
      let logger = Logger.json("freehold-runtime", level: .error)
      let rotation = KeyRotation(data: data, control: control, authority: controlAuthority, logger: logger)
      try await rotation.run(waiting: .seconds(wait))
      writeLine("The runtime signs with a new key.", to: STDERR_FILENO)
    }
  }
}
