/// `crypto.transit`: which handshakes a listener takes.

/// What a listener must take, and what it must not (RFC 9325, sections 3.1 and 4.2).
public enum Transit {
  public static let taken: [(name: String, handshake: Probe.Handshake)] = [
    ("TLS 1.2", .init(from: 12, to: 12)), ("TLS 1.3", .init(from: 13, to: 13)),
  ]

  public static let refused: [(name: String, handshake: Probe.Handshake)] = [
    ("TLS 1.0", .init(from: 10, to: 10)), ("TLS 1.1", .init(from: 11, to: 11)),
    ("suites without forward secrecy", .init(from: 12, to: 12, suites: "AES128-GCM-SHA256:AES256-GCM-SHA384")),
    (
      "suites without authenticated encryption",
      .init(from: 12, to: 12, suites: "ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA:AES128-SHA")
    ),
  ]

  public static func findings(_ probe: Probe, _ whose: String) async throws(Probe.Failure) -> [String] {
    var findings: [String] = []
    for (name, handshake) in taken where !(try await probe.shakesHands(handshake)) {
      findings.append("\(whose) does not take \(name)")
    }
    for (name, handshake) in refused where try await probe.shakesHands(handshake) {
      findings.append("\(whose) takes \(name)")
    }
    return findings
  }
}
