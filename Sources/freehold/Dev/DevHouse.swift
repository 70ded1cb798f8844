/// Both planes and the sample company, in the order in which they need each other.

import Contract
import Glibc
import Subprocess
import Values

final class DevHouse: Sendable {
  private static let workspace = "home"
  private static let domain = "apps.localhost"

  private let folder: DevFolder
  private let port: Int
  private let runtimePort: Int
  private let spec: String?
  private let certificate: LocalAuthority?
  private let progress: DevProgress
  private let sample: Child
  private let control: Child
  private let runtime: Child
  private let token: TokenFile

  /// Ports of this machine on which Prometheus finds what each server counts.
  struct MetricsPorts: Sendable {
    var control: Int?
    var runtime: Int?

    fileprivate static func arguments(_ port: Int?) -> [String] { port.map { ["--metrics-port", "\($0)"] } ?? [] }
  }

  /// - Parameter listens: the control plane's own port, where something stands in front of it at `port`.
  init(
    folder: DevFolder, port: Int, runtimePort: Int, invoices: Int?, spec: String?, credits: [String],
    certificate: LocalAuthority? = nil, metrics: MetricsPorts = .init(), progress: DevProgress, listens: Int? = nil
  ) throws(ToolFailure) {
    self.folder = folder
    self.port = port
    self.runtimePort = runtimePort
    self.spec = spec
    self.certificate = certificate
    self.progress = progress
    token = TokenFile(path: folder.folder("enrolment-token"))
    let lifeline = try Lifeline()
    let scheme = certificate == nil ? "http" : "https"
    let secure = certificate.map { ["--tls-certificate", $0.certificate, "--tls-key", $0.key] } ?? []
    let trust = certificate.map { ["--control-authority", $0.authority] } ?? []
    func child(_ name: String, _ program: String, _ arguments: [String]) throws(ToolFailure) -> Child {
      Child(
        name, executable: try Programs.path(program), arguments: arguments, log: folder.logs + "/\(program).log",
        lifeline: lifeline, report: { progress.say($0) })
    }
    sample = try child(
      "sample company", "freehold-sample",
      ["--data", folder.sample] + (invoices.map { ["--invoices", "\($0)"] } ?? []))
    control = try child(
      "control plane", "freehold-control",
      [
        "serve", "--data", folder.control, "--port", "\(listens ?? port)", "--address", "\(scheme)://localhost:\(port)",
        "--runtime-domain", "\(Self.domain):\(runtimePort)",
      ] + credits + secure + MetricsPorts.arguments(metrics.control))
    runtime = try child(
      "runtime", "freehold-runtime",
      [
        "serve", "--data", folder.runtime, "--port", "\(runtimePort)", "--domain", Self.domain, "--control",
        "\(scheme)://localhost:\(port)", "--allow-private-addresses", "127.0.0.1/32", "--enrolment-token-file",
        token.path,
      ] + secure + trust + MetricsPorts.arguments(metrics.runtime))
  }

  private var scheme: String { certificate == nil ? "http" : "https" }
  private var controlAddress: String { "\(scheme)://localhost:\(port)" }

  /// Returns the owner's link once the sample app can be opened.
  func start() async throws -> String {
    var state = try DevState.load(folder.state)
    guard !state.isEnrolled || state.isSecure == (certificate != nil) else {
      throw ToolFailure(
        .usage, "\(folder.path) was made \(state.isSecure ? "with" : "without") --tls: its addresses are fixed.",
        advice: "Say it \(state.isSecure ? "with" : "without") --tls, or choose another folder with --data.")
    }
    state.isSecure = certificate != nil
    async let sampleReady = startSample()
    async let controlReady = startControl()
    _ = try await controlReady
    if !state.isEnrolled { try token.write(try await lastLine(["enrol", "--all", "--title", "This machine"])) }
    try await startRuntime()
    state.isEnrolled = true
    try state.save(folder.state)
    token.remove()
    async let link = lastLine(["owner-link"])
    try await keepSecret(try await sampleReady, &state)
    try await seed(&state)
    let owner = try await link
    progress.ready(
      control: controlAddress, app: "\(scheme)://\(Self.workspace).\(Self.domain):\(runtimePort)/",
      studio: try await studio(), link: owner)
    return owner
  }

  /// Where Studio is, when this build serves it.
  private func studio() async throws -> String? {
    let control = try ControlClient(address: controlAddress, token: nil, authority: certificate?.authority)
    let status = try await control.send(.get, "/studio").status
    try await control.close()
    return status < 400 ? control.address + "/studio" : nil
  }

  /// The runtime first: what it still has to report, the control plane takes.
  func stop() async {
    await runtime.stop()
    await control.stop()
    await sample.stop()
  }

  /// The control plane alone, as if its machine were away.
  func stopControl() async { await control.stop() }
  func stopRuntime() async { await runtime.stop() }
  func startControlAgain() async throws { _ = try await control.start() }
  func startRuntimeAgain() async throws { _ = try await runtime.start() }

  func openBrowser(_ link: String) async {
    do {
      _ = try await run(.name("xdg-open"), arguments: [link], output: .discarded)
    } catch {
      progress.say("No browser could be started; open the link yourself.")
    }
  }

  private func startSample() async throws -> JSON {
    let log = folder.logs + "/freehold-sample.log"
    var position = LogTail.end(log)
    let (isNew, progress) = (!Files.exists(folder.sample), progress)
    if isNew { progress.say("Making the sample company …") }
    let tail = Task {
      while !Task.isCancelled {
        let (lines, next) = LogTail.lines(log, from: position)
        position = next
        for line in lines where line.hasPrefix("Sample company") { progress.say(line) }
        try await Task.sleep(for: .milliseconds(200))
      }
    }
    defer { tail.cancel() }
    let ready = try await sample.start()
    progress.say("The sample company's database answers.")
    return ready
  }

  private func startControl() async throws {
    if !Files.exists(folder.control) { progress.say("Making the control plane's database …") }
    _ = try await control.start()
    progress.say("The control plane answers at \(controlAddress).")
  }

  private func startRuntime() async throws {
    _ = try await runtime.start()
    progress.say("The runtime answers at \(scheme)://\(Self.domain):\(runtimePort).")
  }

  /// The source's login, into the runtime's sealed file; again when port or password have changed.
  private func keepSecret(_ ready: JSON, _ state: inout DevState) async throws {
    guard let passwordFile = ready["passwordFile"]?.string, let port = ready["port"]?.integer else {
      throw ToolFailure(
        .thisMachine, "The sample company did not say how to reach it.", advice: "Are all programs of one build?")
    }
    let password = String(decoding: try Files.read(passwordFile).filter { $0 > 0x20 }, as: UTF8.self)
    let secret: JSON = [
      "host": .string(ready["host"]?.string ?? "127.0.0.1"), "port": .integer(port),
      "database": .string(ready["database"]?.string ?? "company"),
      "user": .string(ready["user"]?.string ?? "company_app"), "password": .string(password), "tls": "disable",
    ]
    // `development` is what a preview reads with: here the same company, as actions are rolled back there.
    let environments = Environment.allCases.map(\.rawValue)
    let digest = Digest(of: secret.bytes + Array(environments.joined().utf8)).description
    guard state.secretDigest != digest else { return }
    for environment in environments {
      _ = try await Programs.output(
        "freehold-runtime",
        [
          "secrets", "set", "--data", folder.runtime, "--workspace", Self.workspace, "--environment", environment,
          "shop-database",
        ], input: secret.text, log: folder.logs)
    }
    state.secretDigest = digest
    try state.save(folder.state)
    progress.say("The runtime knows the sample company's login; the control plane does not.")
  }

  private func seed(_ state: inout DevState) async throws {
    guard !state.isSeeded else { return }
    guard let spec else { return progress.say("No Examples/collections.yaml here: publish an app of your own.") }
    let lines = try await controlCommand(["seed", "--wait", "60", "--spec", Files.absolute(spec)])
    state.isSeeded = true
    try state.save(folder.state)
    progress.say("Published the app.")
    for line in lines.dropLast() { progress.say(line) }
  }

  private func lastLine(_ arguments: [String]) async throws(ToolFailure) -> String {
    try await controlCommand(arguments).last ?? ""
  }

  /// The lines of what it said.
  private func controlCommand(_ arguments: [String]) async throws(ToolFailure) -> [String] {
    let output = try await Programs.output(
      "freehold-control", [arguments[0], "--data", folder.control] + arguments.dropFirst(), log: folder.logs)
    return output.split(whereSeparator: \.isNewline).map(String.init)
  }
}

/// A one-time token on its way from the control plane's command line to the runtime's first start.
struct TokenFile: Sendable {
  let path: String

  func write(_ token: String) throws(ToolFailure) { try Files.write(Array(token.utf8), to: path, mode: 0o600) }

  func remove() { unlink(path) }
}
