/// What an operator decides about a control plane; read once from the command line and the environment.

import Glibc
public import ServerKit
import Workspaces

public struct Settings: Sendable {
  /// The folder of keys, and of the private cluster when there is no `databaseURL`.
  public var data: String
  /// A server of one's own: `postgresql://HOST[:PORT]/DATABASE[?sslmode=…]`. The logins are Freehold's.
  public var databaseURL: String?
  public var host: String
  public var port: Int
  /// As people's browsers reach it: `https://freehold.example.com`, without a slash at its end.
  public var address: String
  /// The host that every runtime's address must have; nil admits any.
  public var runtimeDomain: String?
  public var smtpURL: String?
  public var mailFrom: String?
  /// The first account's address, on an installation that is new. Nobody reads mail at the default: the operator's
  /// command line lets him in.
  public var owner = "owner@freehold.local"
  /// Whether strangers may sign up, on an installation that is new.
  public var isOpen: Bool
  /// Where somebody who found a weakness writes to: a `mailto:`, `https:` or `tel:` address; nil: none is told.
  public var securityContact: String?
  /// Addresses of proxies in front of us, whose `X-Forwarded-For` says who asks.
  public var trustedProxies: Set<String> = []
  /// A session's secret lives this long before a page gives it a new one.
  public var sessionRotationSeconds = 86_400
  /// After this long a person signs in again.
  public var sessionLifetimeSeconds = 30 * 86_400
  /// Audit events older than this many days are pruned, under a signed checkpoint; nil keeps all.
  public var auditDays: Int?
  /// Credits that each account is given once; nil: Studio's downloads cost none, and the server hears of none.
  public var freeCredits: Int? = 10
  public var announces = true
  /// Keep what is logged in the data folder as well.
  public var keepsLog = false
  /// The canonical name of a host, for the proof of a workspace's domain.
  public var canonicalName: @Sendable (String) async -> String? = { await DomainName.canonical($0) }
  /// With them the server speaks TLS itself; without, a proxy may.
  public var tls: CertificateFiles?
  /// A plain address that sends browsers to the secure one.
  public var redirectPort: Int?
  /// A port of the loopback address for Prometheus.
  public var metricsPort: Int?

  public init(
    data: String, databaseURL: String? = nil, host: String = "127.0.0.1", port: Int = 8080,
    address: String = "http://localhost:8080", runtimeDomain: String? = nil, smtpURL: String? = nil,
    mailFrom: String? = nil, isOpen: Bool = true
  ) {
    self.data = data
    self.databaseURL = databaseURL
    self.host = host
    self.port = port
    self.address = address
    self.runtimeDomain = runtimeDomain
    self.smtpURL = smtpURL
    self.mailFrom = mailFrom
    self.isOpen = isOpen
  }

  /// `text` without a slash at its end; refuses what is no origin.
  public static func origin(_ text: String) throws(SettingsProblem) -> String {
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    guard let address = RuntimeAddress(text) else { throw .address }
    return address.text
  }

  /// What may stand in `securityContact` (RFC 9116, section 2.5.3).
  public static func contact(_ text: String) throws(SettingsProblem) -> String {
    let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && text.utf8.count <= 500
    switch text.prefix(while: { $0 != ":" }) {
    case "mailto" where EmailAddress(String(text.dropFirst("mailto:".count))) != nil && isPlain: return text
    case "https" where text.hasPrefix("https://") && text.utf8.count > 8 && isPlain: return text
    case "tel" where text.dropFirst(4).allSatisfy({ "+-0123456789".contains($0) }) && text.count > 4: return text
    default: throw .contact
    }
  }

  /// An environment variable's value; nil when it is not set or empty.
  public static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Why some controls are not claimed here, by their ids.
  var unclaimed: [String: String] { Served.unclaimed(address: address, securityContact: securityContact) }

  /// People reach it by https: cookies are bound to that.
  var isSecure: Bool { address.hasPrefix("https://") }
}
