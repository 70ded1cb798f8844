/// `logs.no-silent`: what goes wrong becomes a problem of the closed list, which the person reads, and a line in the log that is
/// found by the id that the person was told. (That no code catches an error and drops it is a rule of the source's linter.)

import Contract
import ControlStore
import Logging
import Postgres
import ServerKit
import Synchronization
import Trust
import Values

struct NothingSilent: Sendable {
  let listener: ListenerChecks
  let logs: LogsKept
  /// What the server makes of an error.
  var tell: @Sendable (any Error, Logger) -> Problem = { error, logger in
    let problem = Problem(describing: error)
    problem.log(to: logger)
    return problem
  }

  func verdict() async throws -> ControlVerdict {
    var findings = thrown()
    for request in Self.requests(to: listener.served.name) {
      findings += try await asked(request)
    }
    var evidence = Evidence()
    evidence.names("errors thrown", Self.errors.map(\.name))
    evidence.names("sent to the listener", Self.requests(to: listener.served.name).map(\.name))
    return ControlVerdict(findings: findings, evidence)
  }

  /// An error that nobody foresaw, one of the database's, one of a limit: each has a code, and a line of its own.
  private func thrown() -> [String] {
    var findings: [String] = []
    for (name, error, level) in Self.errors {
      let lines = Mutex("")
      let logger = Logger.json(
        "freehold-control", sink: LogSink { line in lines.withLock { $0 += String(decoding: line, as: UTF8.self) } })
      let problem = tell(error, logger)
      let (line, answer) = (lines.withLock { $0 }, problem.json(request: .random(milliseconds: 0)).text)
      if !line.contains("\"\(problem.code.rawValue)\"") { findings.append("nothing is logged of \(name)") }
      if !line.isEmpty && !line.contains("\"\(level)\"") { findings.append("\(name) is not logged as \(level)") }
      if (line + answer).contains(Self.secret) { findings.append("\(name) quotes what it stumbled over") }
    }
    return findings
  }

  private static let secret = "canary-of-a-row"

  private struct Unforeseen: Error, CustomStringConvertible { var description: String { secret } }

  static let errors: [(name: String, error: any Error, level: String)] = [
    ("an error that nobody foresaw", Unforeseen(), "error"),
    ("a database that cannot be reached", StoreError.database(.poolExhausted), "error"),
    ("a refusal", Problem.notFound, "info"),
  ]

  private func asked(_ request: Ambiguous.Sent) async throws -> [String] {
    let answer = Probe.Answer(try await listener.send(request.bytes))
    guard let id = answer.headers["x-request-id"] else { return ["\(request.name) has no request id"] }
    let json: JSON
    do { json = try JSON.parse(answer.body) } catch { return ["\(request.name) is no problem that a machine can read"] }
    guard let code = json["problem"]?.string.flatMap({ ProblemCode(rawValue: $0) }), code.status == answer.status else {
      return ["\(request.name) has no code of the list"]
    }
    if json["request"]?.string != id { return ["\(request.name) tells another id than its answer"] }
    return try await logs.isFound(id, and: "\"\(code.rawValue)\"") ? [] : ["\(request.name) is not found in the log"]
  }

  /// Each is refused in another place: by the router, by a limit, before and after a person is known.
  static func requests(to host: String) -> [Ambiguous.Sent] {
    func sent(_ name: String, _ line: String, _ fields: [String] = [], body: String = "") -> Ambiguous.Sent {
      let head =
        [line + " HTTP/1.1", "Host: \(host)", "Accept: application/json", "Connection: close"] + fields
        + (body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"])
      return Ambiguous.Sent(name: name, bytes: Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
    }
    let form = "Content-Type: application/x-www-form-urlencoded"
    return [
      sent("an address that is not there", "GET /nothing-is-here"),
      sent("a method that an address does not know", "DELETE /sign-in"),
      sent("a token that is none", "GET /api/v1/workspaces", ["Authorization: Bearer guess"]),
      sent("a runtime without a signature", "GET /runtime/v1/feed"),
      sent("a form from elsewhere", "POST /sign-in", [form, "Sec-Fetch-Site: cross-site"], body: "email=x"),
      sent("a form without its field", "POST /sign-in", [form, "Sec-Fetch-Site: same-origin"], body: "other=x"),
    ]
  }
}
