/// What an operator decides about a runtime; read once, from the command line and the environment.

public import Addresses
public import Connectors
public import Contract
public import ServerKit

public struct RuntimeSettings: Sendable {
  /// Keys, cached releases, the spool: a folder of mode 0700.
  public var data: String
  public var host: String
  /// 0 lets the system choose.
  public var port: Int
  /// Workspaces are hosts below this one: `acme.apps.example.com` of `apps.example.com`.
  public var domain: String
  /// Where browsers reach it, `https://apps.example.com`; nil: `http://DOMAIN:PORT`, or
  /// `https` with TLS.
  public var address: String?
  /// The control plane as this machine reaches it, `https://control.example.com`.
  public var control: String
  /// For the first start only.
  public var enrolmentToken: String?
  public var environment: Environment
  /// Private addresses that sources may have.
  public var allowedAddresses: [AddressRange]
  /// The file with the secrets' key; nil: `secrets.key` in the data folder.
  public var secretsKeyFile: String?
  /// `FREEHOLD_SECRETS_KEY`, which goes before the file.
  public var secretsKey: String?
  public var limits = SourceLimits()
  /// `FREEHOLD_STUDIO`: the folder with Studio's files, for documents; nil: beside the program.
  public var studio: String?
  /// Print one JSON line on standard output once requests are answered.
  public var announces = false
  /// Keep what is logged in the data folder as well.
  public var keepsLog = false
  /// With them the server speaks TLS itself; without, a proxy may.
  public var tls: CertificateFiles?
  /// A plain port that sends browsers to the secure address.
  public var redirectPort: Int?
  /// A port of the loopback address for Prometheus.
  public var metricsPort: Int?
  /// PEM: an authority of one's own behind the control plane's certificate, trusted beside the system's.
  public var controlAuthority: String?
  /// Requests of one workspace at the same time; more are asked to come back.
  public var requestsPerWorkspace = 128
  /// Exports of one workspace at the same time.
  public var exportsPerWorkspace = 2
  /// Prompts of one workspace at the same time.
  public var promptsPerWorkspace = 16
  /// So long a model goes on writing for a person who has left the page.
  public var unreadPrompts = Duration.seconds(15)
  /// PEM: authorities of a company's own behind the certificates of models and redactors, trusted beside the system's.
  public var outgoingAuthorities: String?
  /// What may wait for the control plane; a spool that is full refuses actions.
  public var spoolBytes = 64 << 20

  public init(
    data: String, host: String = "127.0.0.1", port: Int = 8081, domain: String, address: String? = nil,
    control: String, enrolmentToken: String? = nil, environment: Environment = .production,
    allowedAddresses: [AddressRange] = [], secretsKeyFile: String? = nil, secretsKey: String? = nil
  ) {
    self.data = data
    self.host = host
    self.port = port
    self.domain = domain
    self.address = address
    self.control = control
    self.enrolmentToken = enrolmentToken
    self.environment = environment
    self.allowedAddresses = allowedAddresses
    self.secretsKeyFile = secretsKeyFile
    self.secretsKey = secretsKey
  }

  func path(_ name: String) -> String { "\(data)/\(name)" }
}
