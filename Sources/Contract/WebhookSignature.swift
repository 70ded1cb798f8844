/// How the caller of a webhook proves itself: `X-Freehold-Signature: t=SECONDS,v1=HEX`, HMAC-SHA256 (RFC 2104) of
/// `SECONDS.body` with a secret of both sides. A moment of five minutes, and while a secret rotates either of two.

import Crypto
public import Values

public enum WebhookSignature {
  public static let header = "X-Freehold-Signature"
  /// How far the time may be from ours, in seconds.
  public static let tolerance: Int64 = 300
  /// The shortest secret, in bytes.
  public static let shortest = 16

  /// The header's value.
  public static func sign(_ body: [UInt8], with secret: [UInt8], at now: Instant) -> String {
    let time = seconds(now)
    return "t=\(time),v1=\(Hex.encode(code(body, secret, time)))"
  }

  /// The same with a code for each of `secrets`, while one takes the other's place.
  public static func sign(_ body: [UInt8], with secrets: [[UInt8]], at now: Instant) -> String {
    let time = seconds(now)
    return (["t=\(time)"] + secrets.map { "v1=\(Hex.encode(code(body, $0, time)))" }).joined(separator: ",")
  }

  /// - Parameters:
  ///   - header: as it was sent; other members than `t` and `v1` are for later versions.
  ///   - secrets: any of them may have been used.
  public static func verifies(_ header: String, _ body: [UInt8], secrets: [[UInt8]], now: Instant) -> Bool {
    var time: Int64?
    var codes: [[UInt8]] = []
    for member in header.split(separator: ",") {
      let pair = member.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { return false }
      switch pair[0] {
      case "t": time = Int64(pair[1])
      case "v1": if let code = Hex.decode(pair[1].utf8) { codes.append(code) }
      default: break
      }
    }
    guard let time, (-tolerance...tolerance).contains(time.subtractingReportingOverflow(seconds(now)).partialValue),
      codes.count <= 2
    else { return false }
    return secrets.contains { secret in
      codes.contains {
        HMAC<SHA256>.isValidAuthenticationCode($0, authenticating: signed(body, time), using: .init(data: secret))
      }
    }
  }

  private static func code(_ body: [UInt8], _ secret: [UInt8], _ time: Int64) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: signed(body, time), using: SymmetricKey(data: secret)))
  }

  private static func signed(_ body: [UInt8], _ time: Int64) -> [UInt8] { Array("\(time).".utf8) + body }

  private static func seconds(_ now: Instant) -> Int64 { now.microsecondsSinceEpoch / 1_000_000 }
}
