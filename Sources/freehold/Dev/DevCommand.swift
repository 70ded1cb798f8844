import ArgumentParser
import Glibc
import Values

struct Dev: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run all of Freehold on this machine, with a sample company to try it on.",
    discussion: """
      Starts the sample company's database, the control plane and a runtime as processes of their own, connects them, \
      publishes the sample app, and prints the addresses and a link that signs you in as the owner. The first start \
      makes the company (250,000 invoices), which takes some seconds; later ones find everything as it was left.

      Ctrl-C stops everything, in order. All data stands in one folder; remove it to begin anew.

      With --json each step is one line of JSON on standard output; the last of the start is {"event":"ready",…}.
      """)

  @Option(help: "The folder for all data. Default: .freehold/dev") var data: String?
  @Option(help: "The control plane's port on 127.0.0.1.") var port = 8080
  @Option(help: "The runtime's port on 127.0.0.1.") var runtimePort = 8081
  @Option(help: "A port of 127.0.0.1 where Prometheus finds the control plane's /metrics. Default: none.")
  var metricsPort: Int?
  @Option(help: "The same of the runtime. Default: none.") var runtimeMetricsPort: Int?
  @Option(help: "How many invoices the sample company has when it is made.") var invoices: Int?
  @Option(help: "The app that is published the first time. Default: the sample's, Examples/collections.yaml")
  var spec: String?
  @Option(help: "Credits that each account is given once, for downloads of Studio. Default: the control plane's.")
  var freeCredits: Int?
  @Flag(help: "Studio's downloads cost no credits.") var noCredits = false
  @Flag(help: "Serve by https, with a certificate of this machine's own authority; see dev-certificate.") var tls =
    false
  @Flag(help: "Progress as JSON lines.") var json = false
  @Flag(inversion: .prefixedNo, help: "Open the owner link in the browser once all is ready.") var open = false

  func validate() throws {
    let ports = [port, runtimePort] + [metricsPort, runtimeMetricsPort].compactMap(\.self)
    guard Set(ports).count == ports.count else {
      throw ValidationError("--port, --runtime-port and the ports of metrics must differ.")
    }
  }

  /// As the control plane is told of them.
  private var credits: [String] {
    noCredits ? ["--no-credits"] : freeCredits.map { ["--free-credits", "\($0)"] } ?? []
  }

  /// Made at the first start and before it ends.
  private func certificate(_ folder: DevFolder, _ progress: DevProgress) throws -> LocalAuthority? {
    guard tls else { return nil }
    let authority = LocalAuthority(folder: folder.folder("certificate"), names: LocalAuthority.usualNames)
    if authority.isFresh() { return authority }
    let outcome = try authority.issue(days: 397)
    progress.say("Made a certificate for this machine.")
    if outcome.isNewAuthority && !json { Terminal.line(DevCertificateCommand.trust(authority.authority)) }
    return authority
  }

  func run() async throws {
    let progress = DevProgress(json: json)
    let stop = StopSignal()
    let folder = try DevFolder(data)
    try PortCheck.require(port, flag: "--port", for: "control plane")
    try PortCheck.require(runtimePort, flag: "--runtime-port", for: "runtime")
    if let metricsPort {
      try PortCheck.require(metricsPort, flag: "--metrics-port", for: "control plane's metrics")
    }
    if let runtimeMetricsPort {
      try PortCheck.require(runtimeMetricsPort, flag: "--runtime-metrics-port", for: "runtime's metrics")
    }
    let house = try DevHouse(
      folder: folder, port: port, runtimePort: runtimePort, invoices: invoices,
      spec: spec ?? Programs.sampleSpec(), credits: credits, certificate: try certificate(folder, progress),
      metrics: .init(control: metricsPort, runtime: runtimeMetricsPort), progress: progress)
    progress.begin(folder.path)
    let start = Task { try await house.start() }
    stop.onFirst {
      start.cancel()
      Task { await house.stop() }
    }
    do {
      let link = try await start.value
      if open { await house.openBrowser(link) }
      await stop.wait()
    } catch {
      await house.stop()
      if stop.hasCome { return progress.say("Stopped.") }
      throw error
    }
    progress.say("Stopping …")
    await house.stop()
    progress.say("Stopped. Everything is kept in \(folder.path).")
  }
}
