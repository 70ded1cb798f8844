/// A canary run from the first planted value to what it says of each control.

import Contract
import Trust
import Values

struct CanaryRun: Sendable {
  let place: ThrowAway
  let steps: Steps
  let sabotages: Bool
  /// Breaks each property on purpose: then every control must fail.
  let betrays: Bool
  let planted = Planted()

  func run(_ page: Page) async throws -> [ControlResult] {
    let began = steps.milliseconds
    let stack = try await StackDrive(place, page, planted, steps, betrays: betrays)
    try await stack.run()
    let stand = try await ModelStandIn.start(planted)
    defer { Task { await stand.stop() } }
    let models = ModelDrive(
      place: place, page: page, planted: planted, steps: steps, stand: stand, invoice: stack.invoice, betrays: betrays)
    try await models.connect()
    try await models.draft()
    let (own, closed) = try await models.ownRedactor()
    let telemetry = try await models.telemetry()
    let atRequestTime = try await stack.rotate()
    try await stack.readAudit()
    place.browser.forgetRequests()
    let kept = try await StudioDrive(place: place, page: page, planted: planted, steps: steps, betrays: betrays).run()
    let asked = place.browser.sent
    if betrays { try await leak() }
    steps.say("Searching what the control plane keeps and was sent …")
    let outcome = try await CanaryPlaces(place: place).search(planted.all)
    let sabotage = sabotages ? try await Sabotage(place: place, page: page, planted: planted, steps: steps).run() : nil
    let direct = try await direct(stack)
    let programs = try programs()
    let verdicts: [(String, ControlVerdict)] = [
      ("data.no-copy", noCopy(outcome, sabotage, programs)), ("data.pointers", pointers(outcome)),
      ("data.direct", direct), ("data.request-time", atRequestTime),
      ("crypto.webhooks", models.webhooks()),
      ("ai.redact-default", models.redacted(outcome.findings(planted.models))), ("ai.own-redactor", own),
      ("ai.fail-closed", closed), ("ai.telemetry", telemetry), ("studio.local-pdf", localPDF(outcome, asked)),
      ("studio.history", history(kept)), ("ops.adapters", LinkCheck.adapters(programs)),
    ]
    let milliseconds = steps.milliseconds - began
    return try verdicts.map { try place.result($0.0, $0.1, milliseconds: milliseconds) }
  }

  /// As a bug would: a row and a credential in the control plane's database.
  private func leak() async throws {
    let values = [planted.row, planted.credential].map { "(\(PostgresPrograms.literal($0)))" }.joined(separator: ", ")
    try await place.postgres.sql(
      "create table public.betrayal (value text); insert into public.betrayal values \(values)", place.controlDatabase)
  }

  /// The control plane is stopped, with its database; an app must open and show rows.
  private func direct(_ stack: StackDrive) async throws -> ControlVerdict {
    await place.house.stopControl()
    if betrays { await place.house.stopRuntime() }
    var findings: [String] = []
    if try await !stack.opensWithRows() { findings.append("an app's page does not open without the control plane") }
    do {
      try await stack.page.go("\(place.console)/security")
      findings.append("the control plane still answered")
    } catch is Page.Failure {
      steps.say("Stopped the control plane, and opened the app without it.")
    }
    try await place.house.startControlAgain()
    if betrays { try await place.house.startRuntimeAgain() }
    var evidence = Evidence()
    evidence.names("stopped", ["freehold-control", "its database"])
    evidence.names("opened", ["a page of an app, with its rows"])
    return ControlVerdict(findings: findings, evidence)
  }

  /// Both servers and what they link; each taken for the other when betrayed.
  private func programs() throws(ToolFailure) -> [LinkedProgram] {
    let (control, runtime) = (
      try LinkedModules.of(program: "freehold-control"), try LinkedModules.of(program: "freehold-runtime")
    )
    if !betrays { return [control, runtime] }
    return [
      LinkedProgram(name: control.name, modules: runtime.modules),
      LinkedProgram(name: runtime.name, modules: control.modules),
    ]
  }

  private func noCopy(
    _ outcome: CanaryPlaces.Outcome, _ sabotage: Sabotage.Outcome?, _ programs: [LinkedProgram]
  ) -> ControlVerdict {
    var evidence = searched(outcome)
    evidence.names("planted", planted.all.map(\.name))
    evidence.names("flows", StackDrive.flows + StudioDrive.flows)
    evidence.names("forms", CanaryForm.allCases.map(\.rawValue) + ["gzip", "deflate"])
    if let sabotage {
      evidence.count("planted on purpose", sabotage.planted.count)
      evidence.count("found of those", sabotage.planted.count - sabotage.missed.count)
      evidence.names("planted on purpose as", sabotage.planted)
    }
    for program in programs { evidence.names("linked in \(program.name)", (program.modules ?? []).sorted()) }
    evidence.names("run it again", ["freehold trust canary\(sabotages ? " --sabotage" : "")"])
    let findings =
      outcome.findings(planted.all) + missing(outcome) + (sabotage?.missed ?? []) + LinkCheck.breaches(of: programs)
    if findings.isEmpty, let blind = programs.first(where: { $0.modules == nil }) {
      return .couldNotRun("\(blind.name) has no symbols: which modules it links cannot be seen")
    }
    return ControlVerdict(findings: findings, evidence)
  }

  private func pointers(_ outcome: CanaryPlaces.Outcome) -> ControlVerdict {
    var evidence = searched(outcome)
    evidence.names("planted", planted.credentials.map(\.name))
    return ControlVerdict(findings: outcome.findings(planted.credentials) + missing(outcome), evidence)
  }

  private func localPDF(_ outcome: CanaryPlaces.Outcome, _ asked: [[UInt8]]) -> ControlVerdict {
    let search = CanarySearch(planted.invoice)
    let found = Set(asked.flatMap { search.finds(in: $0).map { "\($0.canary) in a request, as \($0.form)" } })
    var evidence = Evidence()
    evidence.names("planted", planted.invoice.map(\.name))
    evidence.count("requests of the browser", asked.count)
    evidence.count("bytes received by the control plane", outcome.bytes[.received] ?? 0)
    let elsewhere = asked.compactMap(address).filter { !$0.hasPrefix(place.console + "/") }
      .map {
        "a request to another host than the control plane's: \($0.split(separator: "/").prefix(2).joined(separator: "//"))"
      }
    let silent = asked.isEmpty ? ["the browser asked for nothing: there was no session"] : []
    return ControlVerdict(
      findings: found.sorted() + outcome.findings(planted.invoice) + Set(elsewhere).sorted() + silent, evidence)
  }

  /// Where a request of the page went; nil for what never leaves the browser, and for events of another kind.
  private func address(_ event: [UInt8]) -> String? {
    let json: JSON
    do { json = try JSON.parse(event) } catch { return "?" }
    guard let address = json["params"]?["request"]?["url"]?.string ?? json["params"]?["url"]?.string,
      !["data:", "blob:", "chrome"].contains(where: { address.hasPrefix($0) })
    else { return nil }
    return address
  }

  private func history(_ kept: StudioDrive.Kept) -> ControlVerdict {
    var findings: [String] = []
    if !kept.afterWriting { findings.append("the browser has not kept the invoice") }
    if !kept.afterReload { findings.append("the invoice was gone after a reload") }
    if kept.leftAfterClearing != 0 { findings.append("clearing has left something behind") }
    var evidence = Evidence()
    evidence.names("looked at", ["databases", "caches", "local and session storage", "service workers"])
    evidence.count("left after clearing", Int(kept.leftAfterClearing))
    return ControlVerdict(findings: findings, evidence)
  }

  private func searched(_ outcome: CanaryPlaces.Outcome) -> Evidence {
    var evidence = Evidence()
    evidence.count("files searched", outcome.files)
    for name in CanaryPlaces.Name.allCases { evidence.count("bytes: \(name.rawValue)", outcome.bytes[name] ?? 0) }
    return evidence
  }

  /// A search that saw nothing finds nothing.
  private func missing(_ outcome: CanaryPlaces.Outcome) -> [String] {
    CanaryPlaces.Name.allCases.filter { (outcome.bytes[$0] ?? 0) == 0 }.map {
      "there was nothing to search: \($0.rawValue)"
    }
  }
}

extension ThrowAway {
  /// What a drill says, of the programs that it was run with and of the files that they send to browsers.
  func result(_ id: String, _ verdict: ControlVerdict, milliseconds: Int64) throws -> ControlResult {
    guard let id = ControlID(id) else { throw Page.Failure(description: "\(id) is no control") }
    return ControlResult(
      control: id, kind: .drill, at: Steps.now(), outcome: verdict.outcome, milliseconds: milliseconds,
      programs: try Self.programs() + pageFiles, evidence: verdict.evidence)
  }

  private static func programs() throws(ToolFailure) -> [ControlResult.Program] {
    var programs: [ControlResult.Program] = []
    for name in ["freehold-control", "freehold-runtime", "freehold"] {
      let path = try Programs.path(name)
      guard let digest = Digest.ofFile(path) else {
        throw ToolFailure(.thisMachine, "\(path) cannot be read.", advice: "Who may read it?")
      }
      programs.append(.init(name: name, digest: digest))
    }
    return programs
  }
}
