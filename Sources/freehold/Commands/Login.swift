import ArgumentParser
import Contract
import Glibc
import Values

struct Login: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Sign this machine in at a control plane.",
    discussion: """
      Prints an address with a short code. Open it in a browser where you are signed in, compare the code, confirm. \
      The token is kept in ~/.config/freehold/credentials.json, readable by you alone; end it any time under \
      “Account” in the console or by `freehold logout`.

      Example:  freehold login https://freehold.example.com
      """)

  @Argument(help: "The control plane's address.") var address: String
  @Option(help: "How the console lists this login. Default: user and machine.") var label: String?

  func run() async throws {
    let client = ControlClient(address: try ControlClient.origin(address), token: nil)
    let answer = try await client.json(
      .post, "/api/v1/tool-logins", body: .json(["label": .string(label ?? Self.machine)]))
    let login = try Self.understood { () throws(JSONReader.Problem) in try ToolCode(answer) }
    Terminal.error("Open this address in a browser and compare the code:\n")
    Terminal.error("  \(Terminal.bold(login.address))\n  code \(Terminal.bold(login.userCode))\n")
    Terminal.error("Waiting … (\(login.expiresInSeconds / 60) minutes; Ctrl-C gives up)")
    let grant = try await Self.poll(client, login)
    var credentials = try Credentials.load()
    credentials.use(.init(address: client.address, email: grant.email, token: grant.token))
    try credentials.save()
    Terminal.line("Signed in at \(client.address) as \(grant.email).")
  }

  /// RFC 8628 section 3.4.
  private static func poll(_ client: ControlClient, _ login: ToolCode) async throws -> ToolGrant {
    let end = ContinuousClock.now + .seconds(login.expiresInSeconds)
    while ContinuousClock.now < end {
      try await Task.sleep(for: .seconds(max(1, login.interval)))
      let answer = try await client.send(
        .post, "/api/v1/tool-tokens", body: .json(["device_code": .string(login.deviceCode)]))
      switch answer.status {
      case 200:
        let json = try answer.json()
        return try understood { () throws(JSONReader.Problem) in try ToolGrant(json) }
      case 202, 429: continue
      default: throw ControlClient.refusal(answer)
      }
    }
    throw ToolFailure(.refused, "The code was not confirmed in time.", advice: "Run freehold login again.")
  }

  private static func understood<Value>(_ read: () throws(JSONReader.Problem) -> Value) throws(ToolFailure) -> Value {
    do { return try read() } catch {
      throw ToolFailure(
        .unreachable, "The control plane's answer cannot be understood (\(error.member)).",
        advice: "This tool may be older or newer than the control plane; take the same version.")
    }
  }

  private static var machine: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "\(environment("USER") ?? "somebody")@\(host)"
  }
}

struct Logout: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "End this machine's login and forget its token.")

  @OptionGroup var connection: Connection

  func run() async throws {
    let client = try connection.client()
    let answer = try await client.send(.delete, "/api/v1/session")
    // 401: it had ended before.
    guard (200..<300).contains(answer.status) || answer.status == 401 else { throw ControlClient.refusal(answer) }
    var credentials = try Credentials.load()
    credentials.entries.removeAll { $0.address == client.address }
    try credentials.save()
    Terminal.line("Signed out of \(client.address).")
  }
}
