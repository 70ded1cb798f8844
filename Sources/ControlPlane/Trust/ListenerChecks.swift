/// The checks that go to the server's own listener, as anybody on the network can.

import Contract
import Postgres
import ServerKit
import Trust
import Values

struct ListenerChecks: Sendable {
  let served: Served
  let now: @Sendable () -> Instant

  /// `ops.disclosure`.
  func disclosure() async throws -> ControlVerdict {
    let answer = try await get("/.well-known/security.txt")
    let policy = try await get("/security/reporting")
    return DisclosureCheck.verdict(
      status: answer.status, type: answer.headers["content-type"] ?? "", text: answer.body,
      policyStatus: policy.status, now: now())
  }

  /// `monitor.health`: the two addresses for whoever watches from outside, and the rules of what watches from inside.
  ///
  /// - Parameter rules: what finds something unusual in counts.
  func health(rules: (RequestCounts) -> [Anomaly] = Anomaly.found(in:)) async throws -> ControlVerdict {
    var findings: [String] = []
    for path in ["/healthz", "/readyz"] {
      let status = try await get(path).status
      if status != 200 { findings.append("\(path) answers \(status)") }
    }
    for (anomaly, counts) in Self.unusual where !rules(counts).contains(anomaly) {
      findings.append("nobody is told when \(anomaly.rawValue)")
    }
    for counts in Self.usual where !rules(counts).isEmpty { findings.append("a quiet day is taken for an unusual one") }
    var evidence = Evidence()
    evidence.names("asked", ["/healthz", "/readyz"])
    evidence.names("told as an error in the log", Anomaly.allCases.map(\.rawValue))
    return ControlVerdict(findings: findings, evidence)
  }

  private static let unusual: [(Anomaly, RequestCounts)] = [
    (.failures, .init(all: 1_000, failed: 60)), (.slowness, .init(all: 1_000, slow: 60)),
    (.refusals, .init(all: 1_000, refused: 600)),
  ]
  private static let usual: [RequestCounts] = [
    .init(), .init(all: 10, failed: 1, refused: 9), .init(all: 10_000, failed: 3, refused: 500, slow: 40),
  ]

  /// `ops.fail-closed`: what is broken or ambiguous, sent to the listener as it is.
  func failsClosed() async throws -> ControlVerdict {
    var findings: [String] = []
    guard try await get("/healthz").status == 200 else { throw CouldNotRun("the server does not answer") }
    for ambiguous in Ambiguous.requests(to: served.name) {
      let answer = try await reached { try await served.probe.exchange(ambiguous.bytes) }
      let status = Probe.Answer(answer).status
      if !(400..<500).contains(status) { findings.append("\(ambiguous.name) is answered by \(status)") }
    }
    findings += Ambiguous.accepted()
    var evidence = Evidence()
    evidence.names("sent to the listener", Ambiguous.requests(to: served.name).map(\.name))
    evidence.names("given to the readers of specs and messages", Ambiguous.texts.map(\.name))
    return ControlVerdict(findings: findings, evidence)
  }

  /// `crypto.transit`: handshakes of each version and of suites that nobody should take.
  ///
  /// - Parameters:
  ///   - runtimes: their addresses.
  ///   - database: the control database as the server reaches it.
  func transit(to runtimes: [String], _ database: Server) async throws -> ControlVerdict {
    let own = served.isSecure ? served.probe : Self.probe(of: served.address)
    guard let own else { throw CouldNotRun("the server speaks no TLS, and its address names no proxy that does") }
    var findings = try await reached { try await Transit.findings(own, "the control plane") }
    if !database.isSocket && database.tls == .off { findings.append("the database is reached without TLS") }
    let seen = await Self.look(at: runtimes)
    findings += seen.findings
    if findings.isEmpty && seen.missed > 0 { throw CouldNotRun("a runtime cannot be reached from the control plane") }
    var evidence = Evidence()
    evidence.count("runtimes tried", seen.tried)
    evidence.names("refused", Transit.refused.map(\.name))
    evidence.names("taken", Transit.taken.map(\.name))
    return ControlVerdict(findings: findings, evidence)
  }

  static func look(at runtimes: [String]) async -> (findings: [String], tried: Int, missed: Int) {
    var seen: (findings: [String], tried: Int, missed: Int) = ([], 0, 0)
    for address in runtimes {
      guard let probe = probe(of: address) else {
        if !isLocal(address) { seen.findings.append("a runtime is reached without TLS") }
        continue
      }
      // A runtime's own name may have no address; those of workspaces below it have.
      var below = probe
      below.host = "any." + probe.host
      do throws(Probe.Failure) {
        do throws(Probe.Failure) {
          seen.findings += try await Transit.findings(probe, "a runtime")
        } catch {
          seen.findings += try await Transit.findings(below, "a runtime")
        }
        seen.tried += 1
      } catch { seen.missed += 1 }
    }
    return seen
  }

  func get(_ path: String) async throws -> Probe.Answer {
    try await reached { try await served.probe.get(path, host: served.name) }
  }

  /// Bytes as they are; what comes back until the listener closes.
  func send(_ bytes: [UInt8]) async throws -> [UInt8] { try await reached { try await served.probe.exchange(bytes) } }

  private func reached<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let failure as Probe.Failure {
      throw CouldNotRun(failure == .handshake ? "the listener takes no handshake" : "the listener could not be reached")
    }
  }

  /// Nil where an address is no https one.
  private static func probe(of address: String) -> Probe? {
    guard address.hasPrefix("https://"), let host = HostName(String(address.dropFirst("https://".count))) else {
      return nil
    }
    return Probe(host: host.isLocal ? "127.0.0.1" : host.name, port: host.port ?? 443, isSecure: true)
  }

  private static func isLocal(_ address: String) -> Bool {
    HostName(String(address.drop { $0 != ":" }.dropFirst(3))).map { $0.isLocal || $0.name == "127.0.0.1" } ?? false
  }
}
