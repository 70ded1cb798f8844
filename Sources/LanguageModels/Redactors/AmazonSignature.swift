/// Signature Version 4 of Amazon's APIs, for POST requests without a query.

import Crypto
import Secrets
import Values

struct AmazonSignature {
  private let credential: OwnRedactor.AmazonCredential
  private let service: String
  /// `20260312T093000Z`
  private let time: String

  init(_ credential: OwnRedactor.AmazonCredential, service: String, now: Instant) {
    self.credential = credential
    self.service = service
    let second = Instant(secondsSinceEpoch: Int(now.microsecondsSinceEpoch / 1_000_000))
    time = second.iso.filter { $0 != "-" && $0 != ":" }
  }

  /// What is to be added to `headers`, which are signed too.
  func headers(for endpoint: Endpoint, _ headers: [(String, String)], _ body: [UInt8]) -> [(String, String)] {
    var added = [("X-Amz-Date", time)]
    if let session = credential.session {
      added.append(("X-Amz-Security-Token", session.reveal { String(decoding: $0, as: UTF8.self) }))
    }
    let signed = ([("host", endpoint.authority)] + headers + added).map { ($0.0.lowercased(), $0.1) }.sorted {
      $0.0 < $1.0
    }
    let names = signed.map(\.0).joined(separator: ";")
    let canonical =
      ["POST", endpoint.path.isEmpty ? "/" : endpoint.path, endpoint.query ?? ""] + signed.map { "\($0.0):\($0.1)" }
      + ["", names, Self.hash(body)]
    let scope = "\(time.prefix(8))/\(credential.region)/\(service)/aws4_request"
    let text = ["AWS4-HMAC-SHA256", time, scope, Self.hash(Array(canonical.joined(separator: "\n").utf8))]
    let signature = Hex.encode(Self.code(text.joined(separator: "\n"), key))
    let proof = "Credential=\(credential.access)/\(scope), SignedHeaders=\(names), Signature=\(signature)"
    return added + [("Authorization", "AWS4-HMAC-SHA256 \(proof)")]
  }

  /// Of the day, the region and the service.
  private var key: [UInt8] {
    let secret = credential.secret.reveal { Array("AWS4".utf8) + $0 }
    return [String(time.prefix(8)), credential.region, service, "aws4_request"].reduce(secret) { Self.code($1, $0) }
  }

  private static func code(_ text: String, _ key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
  }

  private static func hash(_ bytes: [UInt8]) -> String { Hex.encode(SHA256.hash(data: bytes)) }
}
