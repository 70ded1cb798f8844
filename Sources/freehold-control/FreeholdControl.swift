/// The control plane's program: reads the command line once and hands over to the wiring.

import ArgumentParser
import ControlPlane
import Logging
import ServerKit

@main
struct FreeholdControl: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freehold-control",
    abstract: "Freehold's control plane: accounts, workspaces, app specs, publishing, audit. Never business data.",
    discussion: """
      Start it with `serve`; the other commands work beside a server that runs, on the same data folder.

      Exit codes: 0 done, 1 refused or failed (the reason is on standard error), 64 wrong arguments.
      """,
    subcommands: [
      Serve.self, OwnerLink.self, Enrol.self, Seed.self, GrantCredits.self, Migrate.self, TrustCheck.self,
      TrustStatements.self, TrustState.self, TrustWithdraw.self, Routes.self, Files.self,
    ],
    defaultSubcommand: nil)
}

/// What every command is told.
struct Place: ParsableArguments {
  @Option(help: "The folder of keys and, without a database URL, of the private database.") var data: String
  @Option(
    help: """
      A PostgreSQL 15 or later of your own: postgresql://HOST[:PORT]/DATABASE[?sslmode=verify-full&sslrootcert=FILE]. \
      Without user and password: the logins are Freehold's, made by `migrate`. No transaction pooler in between.
      """)
  var databaseURL: String?
  @Option(help: "The address that people's browsers use. Default: the running server's.") var address: String?

  /// For the commands beside a server: they use its address.
  func settings() throws -> Settings {
    var settings = Settings(data: data, databaseURL: databaseURL)
    settings.address = try address ?? OperatorCommands.servedAddress(data: data) ?? settings.address
    return settings
  }

  func operate<Answer>(_ body: (OperatorCommands) async throws -> Answer) async throws -> Answer {
    let commands = try OperatorCommands(try settings(), logger: Place.logger(quiet: true))
    return try await closing({ await commands.close() }) { try await body(commands) }
  }

  func trust<Answer>(_ body: (TrustCommands) async throws -> Answer) async throws -> Answer {
    let commands = try TrustCommands(try settings(), logger: Place.logger(quiet: true))
    return try await closing({ await commands.close() }) { try await body(commands) }
  }

  /// What `body` answers, after `close`, which comes however it ends.
  private func closing<Answer>(
    _ close: () async -> Void, _ body: () async throws -> Answer
  ) async throws -> Answer {
    do {
      let answer = try await body()
      await close()
      return answer
    } catch {
      await close()
      throw error
    }
  }

  /// JSON lines on standard error; `quiet` leaves out what is not wrong.
  static func logger(quiet: Bool = false) -> Logger { .json("freehold-control", level: quiet ? .warning : .info) }
}

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve until SIGTERM or SIGINT.",
    discussion: """
      Prints {"ready":true,"address":…} on standard output once it answers, and logs JSON lines to standard error and, \
      for 30 days, below DATA/logs (see: freehold logs --help). The first start makes the database, the keys, and an \
      owner; `owner-link` lets the owner in.

      Example:  freehold-control serve --data /var/lib/freehold --address https://freehold.example.com
      """)

  @OptionGroup var place: Place
  @Option(help: "The interface to listen on.") var host = "127.0.0.1"
  @Option(help: "The port to listen on; 0 takes a free one.") var port = 8080
  @OptionGroup var secure: SecureOptions
  @Option(help: "The host, with its port, that every runtime's address must have. Default: any.")
  var runtimeDomain: String?
  @Option(
    help:
      "Where mail goes: smtp://[user:password@]host[:port] or smtps://…  Default: FREEHOLD_SMTP_URL, then an outbox page."
  )
  var smtpURL: String?
  @Option(help: "The address that mail comes from.") var mailFrom: String?
  @Option(help: "The first account's e-mail address, for a new installation.") var owner: String?
  @Option(
    help: """
      Where somebody who found a weakness writes to: mailto:…, https://… or tel:+…  Told at /.well-known/security.txt. \
      Default: FREEHOLD_SECURITY_CONTACT, then none.
      """)
  var securityContact: String?
  @Option(help: "The address of a proxy in front, whose X-Forwarded-For is believed; may be given more than once.")
  var trustedProxy: [String] = []
  @Option(
    help: "Prune audit events that are older than this many days; a signed checkpoint says so. Default: all are kept.")
  var keepAuditDays: Int?
  @Option(help: "Credits that each account is given once, for downloads of Studio.") var freeCredits = 10
  @Flag(help: "Studio's downloads cost no credits, signed in or not; the server hears of none.") var noCredits = false
  @Flag(help: "A new installation admits only people who were invited.") var closed = false

  func validate() throws {
    guard (0...1_000_000).contains(freeCredits) else {
      throw ValidationError("--free-credits must be between 0 and 1000000.")
    }
    if let keepAuditDays, keepAuditDays < 1 { throw ValidationError("--keep-audit-days must be 1 or more.") }
  }

  func run() async throws {
    var settings = Settings(
      data: place.data, databaseURL: place.databaseURL, host: host, port: port,
      address: try Settings.origin(place.address ?? "\(secure.scheme)://localhost:\(port)"),
      runtimeDomain: runtimeDomain,
      smtpURL: smtpURL ?? Settings.environment("FREEHOLD_SMTP_URL"), mailFrom: mailFrom, isOpen: !closed)
    try secure.apply(to: &settings)
    settings.trustedProxies = Set(trustedProxy)
    settings.auditDays = keepAuditDays
    settings.keepsLog = true
    settings.freeCredits = noCredits ? nil : freeCredits
    settings.securityContact = try (securityContact ?? Settings.environment("FREEHOLD_SECURITY_CONTACT"))
      .map { try Settings.contact($0) }
    if let owner { settings.owner = owner }
    let logger = Place.logger()
    do {
      try await Wiring.serve(settings, logger: logger)
    } catch {
      logger.critical("\(error)")
      throw ExitCode.failure
    }
  }
}

struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the database's schema up to date.",
    discussion: """
      `serve` does this by itself for the private database. For a server of your own, set \
      \(Migration.administratorVariable) to an administrator's URL, which no other command reads: a login with \
      CREATEROLE, and CREATEDB where the database is not there yet; it need not be a superuser. `migrate` makes the \
      database, its roles, schema and logins, and says so again after each change of them; `serve` then needs the \
      --database-url alone, and never that login.

      Example:  FREEHOLD_ADMINISTRATOR_URL=postgresql://dba:PASSWORD@db.example.com/freehold \\
                  freehold-control migrate --data /var/lib/freehold --database-url postgresql://db.example.com/freehold
                freehold-control serve --data /var/lib/freehold --database-url postgresql://db.example.com/freehold
      """)

  @OptionGroup var place: Place
  @Flag(help: .hidden) var logFailure = false

  func run() async throws {
    do {
      try await migrate()
    } catch  where logFailure {
      Place.logger().critical("\(error)")
      throw ExitCode.failure
    }
  }

  private func migrate() async throws {
    let applied = try await Migration.run(
      try place.settings(), administrator: Settings.environment(Migration.administratorVariable),
      logger: Place.logger(quiet: true))
    print(applied.isEmpty ? "The schema is current." : applied.joined(separator: "\n"))
  }
}
