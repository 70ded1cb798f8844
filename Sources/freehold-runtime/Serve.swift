import Addresses
import AppRuntime
import ArgumentParser
import Connectors
import Contract
import Glibc
import Logging
import ServerKit

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve published apps until SIGTERM or Ctrl-C.",
    discussion: """
      Example, at the first start:
        freehold-runtime serve --data /var/lib/freehold --domain apps.example.com \\
          --address https://apps.example.com --control https://control.example.com \\
          --enrolment-token-file token
      """)

  @Option(help: "A folder for keys, cached releases, the spool and sealed secrets.")
  var data: String

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on.")
  var port = 8081

  @Option(help: "Workspaces are hosts below this name.")
  var domain = "apps.localhost"

  @Option(help: "Where browsers reach this server (default: http://DOMAIN:PORT, with TLS https).")
  var address: String?

  @Option(help: "Where this machine reaches the control plane.")
  var control = "http://localhost:8080"

  @OptionGroup var secure: SecureOptions

  @Option(help: "A file with the one-time token, for the first start; or set FREEHOLD_ENROLMENT_TOKEN.")
  var enrolmentTokenFile: String?

  @Option(help: "Whose secrets apps use: production or development.", transform: oneOf)
  var environment = Environment.production

  @Option(help: "Private address ranges that sources may have, such as 127.0.0.1/32,10.20.0.0/16.")
  var allowPrivateAddresses: String?

  @Option(
    help:
      "The file with the secrets' key (default: secrets.key in the data folder); FREEHOLD_SECRETS_KEY goes before it.")
  var secretsKeyFile: String?

  @Option(help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel = "info"

  func run() async throws {
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw ValidationError("--log-level \(logLevel) is unknown.")
    }
    let settings = try settings()
    do {
      try await RuntimeServer.make(settings, logger: .json("freehold-runtime", level: level)).run()
    } catch {
      writeLine("freehold-runtime: \(error)", to: STDERR_FILENO)
      throw ExitCode.failure
    }
  }

  private func settings() throws -> RuntimeSettings {
    var settings = RuntimeSettings(
      data: data, host: host, port: port, domain: domain, address: address.map(Self.plain),
      control: Self.plain(control), enrolmentToken: token(), environment: environment,
      allowedAddresses: try ranges(), secretsKeyFile: secretsKeyFile, secretsKey: variable("FREEHOLD_SECRETS_KEY"))
    settings.studio = variable("FREEHOLD_STUDIO")
    settings.announces = true
    settings.keepsLog = true
    secure.apply(to: &settings)
    return settings
  }

  /// The file may be gone after the first start.
  private func token() -> String? {
    guard let path = enrolmentTokenFile else { return variable("FREEHOLD_ENROLMENT_TOKEN") }
    return readText(path)?.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }

  private func ranges() throws -> [AddressRange] {
    try (allowPrivateAddresses ?? "").split(separator: ",").map { text in
      guard let range = AddressRange(String(text)) else {
        throw ValidationError("--allow-private-addresses: \(text) is no address range such as 10.20.0.0/16.")
      }
      return range
    }
  }

  private static func plain(_ address: String) -> String {
    address.hasSuffix("/") ? String(address.dropLast()) : address
  }
}

/// A variable of the environment; nil when it is unset or empty.
func variable(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
