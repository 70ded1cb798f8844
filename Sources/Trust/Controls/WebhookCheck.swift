// `crypto.webhooks`: what a receiver was sent, verified by a second hand. The code is computed here from SHA-256 alone, as RFC
// 2104 says, so that signing and checking do not share a mistake.

public import Contract
import Crypto
public import Values

public enum WebhookCheck {
  /// One request as its receiver saw it.
  public struct Received: Sendable, Equatable {
    /// `X-Freehold-Signature`; nil where there was none.
    public var signature: String?
    public var body: [UInt8]
    public var at: Instant

    public init(signature: String?, body: [UInt8], at: Instant) {
      (self.signature, self.body, self.at) = (signature, body, at)
    }
  }

  public typealias Verifier = (_ header: String, _ body: [UInt8], _ secrets: [[UInt8]], _ now: Instant) -> Bool

  /// - Parameters:
  ///   - secret: what sender and receiver share.
  ///   - verifies: what this program's own receiver of webhooks asks.
  public static func verdict(
    of requests: [Received], secret: [UInt8],
    verifies: Verifier = { WebhookSignature.verifies($0, $1, secrets: $2, now: $3) }
  ) -> ControlVerdict {
    var findings = requests.isEmpty ? ["no webhook was sent"] : []
    for request in requests where !isSigned(request, secret) {
      findings.append(request.signature == nil ? "a webhook is not signed" : "a webhook's signature is not right")
    }
    if let sample = requests.first(where: { isSigned($0, secret) }) {
      findings += changed(sample, secret).filter { verifies($0.signature, $0.body, [$0.secret], $0.at) }
        .map { "\($0.name) goes unnoticed" }
      if !verifies(sample.signature ?? "", sample.body, [secret], sample.at) {
        findings.append("the receiver refuses what is right")
      }
    }
    var evidence = Evidence()
    evidence.count("webhooks received", requests.count)
    evidence.names("tried on the receiver", requests.first.map { changed($0, secret).map(\.name) } ?? [])
    return ControlVerdict(findings: findings.uniqued(), evidence)
  }

  /// A time of now and, of that time and the body, exactly one code.
  private static func isSigned(_ request: Received, _ secret: [UInt8]) -> Bool {
    let members = (request.signature ?? "").split(separator: ",", omittingEmptySubsequences: false)
    guard members.count == 2, members[0].hasPrefix("t="), let time = Int64(members[0].dropFirst(2)),
      abs(time - request.at.microsecondsSinceEpoch / 1_000_000) <= 60
    else { return false }
    return members[1] == "v1=" + Hex.encode(code(Array("\(time).".utf8) + request.body, secret))
  }

  /// HMAC-SHA256 (RFC 2104, section 2), with blocks of 64 bytes.
  static func code(_ message: [UInt8], _ secret: [UInt8]) -> [UInt8] {
    let short = secret.count > 64 ? Array(SHA256.hash(data: secret)) : secret
    let key = short + Array(repeating: 0, count: 64 - short.count)
    let inner = Array(SHA256.hash(data: key.map { $0 ^ 0x36 } + message))
    return Array(SHA256.hash(data: key.map { $0 ^ 0x5C } + inner))
  }

  private struct Changed {
    var name: String
    var signature: String
    var body: [UInt8]
    var secret: [UInt8]
    var at: Instant
  }

  /// The same request, changed in each way that must be noticed.
  private static func changed(_ sample: Received, _ secret: [UInt8]) -> [Changed] {
    let signature = sample.signature ?? ""
    let time = signature.prefix { $0 != "," }
    var (body, flipped) = (sample.body, Array(signature.utf8))
    if !body.isEmpty { body[body.count / 2] ^= 1 }
    if let last = flipped.indices.last { flipped[last] = flipped[last] == 0x30 ? 0x31 : 0x30 }
    func with(
      _ name: String, _ signature: String, body: [UInt8]? = nil, secret other: [UInt8]? = nil, after seconds: Int = 0
    ) -> Changed {
      Changed(
        name: name, signature: signature, body: body ?? sample.body, secret: other ?? secret,
        at: sample.at.adding(seconds: seconds))
    }
    let later = "t=\(Int64(time.dropFirst(2)).map { $0 + 1 } ?? 0)" + signature.dropFirst(time.count)
    return [
      with("a changed byte", signature, body: body), with("a further byte", signature, body: sample.body + [0x20]),
      with("another time", later), with("another secret", signature, secret: secret + [1]), with("no signature", ""),
      with("a time without a code", String(time)),
      with("a changed code", String(decoding: flipped, as: UTF8.self)),
      with("a request of an hour ago", signature, after: 3_600),
    ]
  }
}

extension [String] {
  /// Each once, in order.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
