import ArgumentParser
import FoundationEssentials

struct DevCertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dev-certificate",
    abstract: "Make a certificate for local work, and an authority of this machine alone behind it.",
    discussion: """
      Writes authority.pem, certificate.pem and key.pem, and keeps the authority's own key beside them: authority-key.pem. \
      The authority can speak for the names given and those below them, and for nothing else: its key, stolen, opens no \
      other site. Both keys are readable by you alone. Saying it again renews the certificate; what was trusted stays \
      trusted as long as the names are the same.

      Examples:
        freehold dev-certificate
        freehold dev-certificate freehold.test '*.apps.freehold.test' --folder certificate
        freehold dev --tls
      """)

  @Argument(help: "Hosts, *.hosts and loopback addresses. Default: localhost, *.apps.localhost, 127.0.0.1 and ::1")
  var names: [String] = []
  @Option(help: "Where the files go. Default: .freehold/certificate") var folder: String?
  @Option(help: "How many days the certificate is good for.") var days = 397

  func validate() throws {
    // What browsers take at most.
    guard (1...825).contains(days) else { throw ValidationError("--days must be between 1 and 825.") }
  }

  func run() throws {
    let authority = LocalAuthority(
      folder: Files.absolute(folder ?? ".freehold/certificate"),
      names: names.isEmpty ? LocalAuthority.usualNames : names)
    let outcome = try authority.issue(days: days)
    Terminal.line(
      """
      For \(authority.names.joined(separator: ", ")) until \(outcome.until.formatted(.iso8601.year().month().day())):
        --tls-certificate \(authority.certificate)
        --tls-key \(authority.key)
      """)
    Terminal.line(outcome.isNewAuthority ? Self.trust(authority.authority) : "The authority is the one from before.")
  }

  /// How browsers and programs are told to trust it.
  static func trust(_ path: String) -> String {
    """
    Trust this machine's authority once, where you browse from:
      Debian, for programs   sudo cp \(path) /usr/local/share/ca-certificates/freehold.crt && sudo update-ca-certificates
      Chromium on Linux      certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n "Freehold local" -i \(path)
      Firefox                Settings, Privacy & Security, View Certificates, Authorities, Import
      curl                   curl --cacert \(path) https://localhost:8080
    """
  }
}
