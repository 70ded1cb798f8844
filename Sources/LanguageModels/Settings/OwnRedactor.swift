/// A workspace's own redactor as its secret describes it, one `name=value` on each line. It is read in the runtime only.

import Contract
public import Secrets

public struct OwnRedactor: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case webhook, presidio, dlp, comprehend }

  public let kind: Kind
  /// Whether our checksummed findings are added to its own.
  public let isUnited: Bool
  let endpoint: Endpoint
  /// What requests are signed with, the current one first; empty for redactors that know no signature.
  let secrets: [SecretValue]
  let cloud: Cloud?
  /// Presidio's: `0.35`.
  let threshold: String?

  /// What Google and Amazon want to know.
  enum Cloud: Sendable {
    case google(credential: GoogleCredential)
    case amazon(AmazonCredential)
  }

  enum GoogleCredential: Sendable { case key(SecretValue), token(SecretValue) }

  struct AmazonCredential: Sendable {
    var region: String
    var access: String
    var secret: SecretValue
    var session: SecretValue?
  }

  public enum Problem: String, Error, Sendable {
    case malformed, unknownKind, badURL, noURL, noSecret, secretTooShort, noCredential, badRegion, badProject
  }

  /// - Throws: in words that repeat nothing of the secret.
  public init(_ secret: SecretValue) throws(Problem) {
    let lines: SecretLines
    do throws(SecretLines.Problem) { lines = try SecretLines(secret, names: Self.names) } catch { throw .malformed }
    guard let kind = Kind(rawValue: lines["kind"] ?? "webhook") else { throw .unknownKind }
    guard let isUnited = ["on": true, "off": false][lines["union"] ?? "on"] else { throw .malformed }
    self.kind = kind
    self.isUnited = isUnited
    secrets = try Self.secrets(lines)
    guard kind != .webhook || !secrets.isEmpty else { throw .noSecret }
    cloud = try Self.cloud(kind, lines)
    threshold = lines["threshold"]
    guard threshold.map(Self.isShare) != false else { throw .malformed }
    guard let endpoint = Endpoint(try Self.url(kind, lines)) else { throw .badURL }
    self.endpoint = endpoint
  }

  private static let names: Set<String> = [
    "kind", "url", "secret", "previous-secret", "union", "threshold", "project", "location", "api-key", "token",
    "region",
    "access-key", "secret-key", "session-token",
  ]

  private static func secrets(_ lines: SecretLines) throws(Problem) -> [SecretValue] {
    var secrets: [SecretValue] = []
    for name in ["secret", "previous-secret"] {
      guard let secret = lines[name] else { continue }
      guard secret.utf8.count >= WebhookSignature.shortest else { throw .secretTooShort }
      secrets.append(SecretValue(Array(secret.utf8)))
    }
    return secrets
  }

  private static func url(_ kind: Kind, _ lines: SecretLines) throws(Problem) -> String {
    if let url = lines["url"] { return url }
    switch kind {
    case .webhook, .presidio: throw .noURL
    case .dlp:
      guard let project = lines["project"], isName(project), isName(lines["location"] ?? "global") else {
        throw .badProject
      }
      let place = "projects/\(project)/locations/\(lines["location"] ?? "global")"
      return "https://dlp.googleapis.com/v2/\(place)/content:inspect"
    case .comprehend: return "https://comprehend.\(lines["region"] ?? "").amazonaws.com"
    }
  }

  private static func cloud(_ kind: Kind, _ lines: SecretLines) throws(Problem) -> Cloud? {
    func value(_ name: String) throws(Problem) -> SecretValue? {
      guard let text = lines[name] else { return nil }
      guard text.isHeaderSafe else { throw .malformed }
      return SecretValue(Array(text.utf8))
    }
    switch kind {
    case .webhook, .presidio: return nil
    case .dlp:
      if let token = try value("token") { return .google(credential: .token(token)) }
      guard let key = try value("api-key") else { throw .noCredential }
      return .google(credential: .key(key))
    case .comprehend:
      guard let region = lines["region"], isName(region) else { throw .badRegion }
      guard let access = lines["access-key"], access.isHeaderSafe, let secret = try value("secret-key") else {
        throw .noCredential
      }
      return .amazon(
        AmazonCredential(region: region, access: access, secret: secret, session: try value("session-token")))
    }
  }

  /// `0`, `1` or a fraction between them, as JSON writes it.
  private static func isShare(_ text: String) -> Bool {
    let digits = text.dropFirst(2)
    return text == "0" || text == "1"
      || text.hasPrefix("0.") && (1...6).contains(digits.count) && digits.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// A part of a path or a host's name.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 63
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}
