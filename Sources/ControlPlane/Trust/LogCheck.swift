/// `logs.redacted`: what must not stand in a log goes through the server's own logger in every shape that it takes.

import Logging
import ServerKit
import Synchronization
import Trust

enum LogCheck {
  /// Made up, but each with its right checksum or form.
  static let planted: [(name: String, secret: String, text: String)] = [
    ("a card number", "4111111111111111", "paid with 4111111111111111 today"),
    ("a card number in groups", "5555 5555 5555 4444", "card 5555 5555 5555 4444."),
    ("an IBAN", "DE89370400440532013000", "to DE89370400440532013000"),
    ("an e-mail address", "ana.lindqvist@canary.example", "for <ana.lindqvist@canary.example>"),
    ("a password in an address", "canary-Pa55", "postgresql://shop:canary-Pa55@db.example.com/shop"),
    ("a provider's key", "sk_live_canary0123456789abcdef", "key sk_live_canary0123456789abcdef"),
    ("a cloud key", "AKIACANARY0123456789", "AKIACANARY0123456789 was used"),
    (
      "a web token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl",
      "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl"
    ),
    (
      "a private key", "MC4CAQAwBQYDK2VwBCIEICanary",
      "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEICanary\n-----END PRIVATE KEY-----"
    ),
  ]

  struct Leaking: Error, CustomStringConvertible {
    let description: String
  }

  /// - Parameters:
  ///   - database: what the database's server would write of values into its own log, and which settings say so.
  ///   - logger: what the server logs by, into a sink of ours.
  static func verdict(
    database: (findings: [String], settings: [String]),
    _ logger: (LogSink) -> Logger = { .json("freehold-control", level: .debug, sink: $0) }
  ) -> ControlVerdict {
    var findings = database.findings
    for (name, secret, text) in planted {
      for (shape, log) in shapes {
        let lines = Mutex("")
        log(logger(LogSink { line in lines.withLock { $0 += String(decoding: line, as: UTF8.self) } }), text)
        let written = lines.withLock { $0 }
        if written.isEmpty { findings.append("nothing was logged of \(name) as \(shape)") }
        if written.utf8.contains(secret) { findings.append("\(name) stands in the log as \(shape)") }
      }
    }
    var evidence = Evidence()
    evidence.names("planted", planted.map(\.name))
    evidence.names("as", shapes.map(\.0))
    evidence.names("settings of the database's log", database.settings)
    return ControlVerdict(findings: findings, evidence)
  }

  private static let shapes: [(String, @Sendable (Logger, String) -> Void)] = [
    ("message", { $0.info("\($1)") }),
    ("metadata", { $0.warning("canary", metadata: ["value": "\($1)"]) }),
    ("nested metadata", { $0.error("canary", metadata: ["list": ["\($1)"], "object": ["in": "\($1)"]]) }),
    ("a described value", { $0.info("canary", metadata: ["value": .stringConvertible(Leaking(description: $1))]) }),
    ("an error", { $0.error("canary", error: Leaking(description: $1)) }),
  ]
}

extension String.UTF8View {
  fileprivate func contains(_ text: String) -> Bool {
    let (whole, part) = (Array(self), Array(text.utf8))
    guard part.count <= whole.count else { return false }
    return (0...whole.count - part.count).contains { whole[$0..<$0 + part.count].elementsEqual(part) }
  }
}
