// Opening: every parameter that libpq would otherwise look up in the environment or the home folder is given.

import CLibpq
import Glibc

extension Wire {
  /// Connects, applies the server's settings and enters pipeline mode. `isInterrupted` is asked every 50 ms.
  static func connect(_ server: Server, isInterrupted: () -> Bool = { false }) throws(PostgresError) -> Wire {
    Environment.scrub()
    LibCrypto.keep()
    let parameters = try connectionParameters(server)
    let deadline = Deadline.after(server.connectTimeout)
    guard let handle = start(parameters) else { throw .connection(.other(nil)) }
    let wire = Wire(handle)
    PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
    try wire.shakeHands(deadline, isInterrupted)
    PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
    PQsetnonblocking(handle, 1)
    try wire.enterPipeline()
    try wire.apply(server.settings, deadline)
    return wire
  }

  private func shakeHands(_ deadline: Deadline, _ isInterrupted: () -> Bool) throws(PostgresError) {
    var state = PGRES_POLLING_WRITING
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED, !isBroken else { throw .connection(failure()) }
      let events = Int16(state == PGRES_POLLING_READING ? POLLIN : POLLOUT)
      try waitForHandshake(events, deadline, isInterrupted)
      state = PQconnectPoll(handle)
    }
  }

  private func waitForHandshake(
    _ events: Int16, _ deadline: Deadline, _ isInterrupted: () -> Bool
  ) throws(PostgresError) {
    while true {
      var descriptor = pollfd(fd: socket, events: events, revents: 0)
      let timeout = deadline.pollTimeout
      if poll(&descriptor, 1, timeout < 0 ? 50 : min(timeout, 50)) > 0 { return }
      if isInterrupted() { throw .cancelled }
      if deadline.isOver { throw .connection(.timedOut) }
    }
  }

  /// Settings go as bound parameters after the handshake: poolers refuse the start-up packet's `options`.
  func apply(_ settings: [Server.Setting], _ deadline: Deadline) throws(PostgresError) {
    // Lets the server notice that we are gone while it works for us. One before 14 cannot, and does without.
    let check = Server.Setting(name: "client_connection_check_interval", value: "5s")
    let outcomes = try exchange([settings.map(Step.set), [Step.set(check)]], deadline)
    try outcomes[0].check()
    if case .done = outcomes[1][0] { extraSettings = [check] }
  }

  private static func start(_ parameters: [(String, String)]) -> OpaquePointer? {
    let keywords = parameters.map { strdup($0.0) }
    let values = parameters.map { strdup($0.1) }
    defer { for pointer in keywords + values { free(pointer) } }
    return PQconnectStartParams(
      keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 0)
  }

  private static func connectionParameters(_ server: Server) throws(PostgresError) -> [(String, String)] {
    for text in [server.host, server.database, server.user, server.password ?? "", server.application]
    where text.utf8.contains(0) { throw .configuration("it contains a NUL character") }
    // A path that does not exist stands for "no file": an empty value would mean the home folder's default.
    let nowhere = "/nonexistent/freehold"
    var parameters = [
      ("host", server.host), ("port", String(server.port)), ("dbname", server.database), ("user", server.user),
      ("application_name", server.application), ("client_encoding", "UTF8"), ("passfile", nowhere),
      ("sslcert", nowhere), ("sslkey", nowhere), ("sslcrl", nowhere), ("sslcompression", "0"),
      ("ssl_min_protocol_version", "TLSv1.2"), ("gssencmode", "disable"), ("channel_binding", "prefer"),
      ("target_session_attrs", "any"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
      ("keepalives_count", "3"), ("tcp_user_timeout", "60000"),
    ]
    // The settings follow in a statement of their own, which a time-out that the role gave itself could end: this one
    // goes before the role's already while connecting.
    if let timeout = server.settings.last(where: { $0.name == "statement_timeout" })?.value,
      timeout.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) })
    {
      parameters.append(("options", "-c statement_timeout=\(timeout)"))
    }
    if let password = server.password { parameters.append(("password", password)) }
    if let address = server.hostAddress { parameters.append(("hostaddr", address)) }
    return parameters + tlsParameters(server, nowhere: nowhere)
  }

  private static func tlsParameters(_ server: Server, nowhere: String) -> [(String, String)] {
    if server.isSocket { return [("sslmode", "disable")] }
    return switch server.tls {
    case .off: [("sslmode", "disable")]
    // With a root certificate at hand libpq would check even under "require".
    case .required: [("sslmode", "require"), ("sslrootcert", nowhere)]
    case .verifyFull(let roots): [("sslmode", "verify-full"), ("sslrootcert", roots ?? systemAuthorities)]
    }
  }

  /// Debian's bundle; libpq 15 has no word for the system's.
  private static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"
}

/// What libpq reads from the environment without a parameter that could override it.
private enum Environment {
  /// Removes libpq's variables before a connection: `PGTZ`, `PGDATESTYLE`, `PGGEQO`, the service file and a password that is
  /// not given have no parameter that wins over them.
  static func scrub() {
    for name in [
      "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGCHANNELBINDING",
      "PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR", "PGOPTIONS", "PGAPPNAME", "PGSSLMODE", "PGREQUIRESSL",
      "PGSSLCOMPRESSION", "PGSSLCERT", "PGSSLKEY", "PGSSLROOTCERT", "PGSSLCRL", "PGSSLCRLDIR", "PGSSLSNI",
      "PGREQUIREPEER", "PGSSLMINPROTOCOLVERSION", "PGSSLMAXPROTOCOLVERSION", "PGGSSENCMODE", "PGKRBSRVNAME",
      "PGGSSLIB", "PGCONNECT_TIMEOUT", "PGCLIENTENCODING", "PGTARGETSESSIONATTRS", "PGDATESTYLE", "PGTZ", "PGGEQO",
      "PGLOCALEDIR",
    ] where getenv(name) != nil { unsetenv(name) }
  }
}

/// libpq signs in by way of OpenSSL, which cleans up when the process ends: a thread that is just signing in then would
/// crash it after its work was done.
private enum LibCrypto {
  static func keep() { _ = kept }

  /// Before its first use (OpenSSL, OPENSSL_init_crypto: `OPENSSL_INIT_NO_ATEXIT`).
  private static let kept: Bool = {
    typealias Init = @convention(c) (UInt64, UnsafeRawPointer?) -> CInt
    guard let found = dlsym(nil, "OPENSSL_init_crypto") else { return false }
    return unsafeBitCast(found, to: Init.self)(0x0008_0000, nil) == 1
  }()
}

extension Wire {
  /// Reads libpq's words about a failed handshake. The server's own are an SQLSTATE only (`PQERRORS_SQLSTATE`), libpq's are
  /// in English because nothing sets a locale for messages.
  private func failure() -> ConnectionFailure {
    let message = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
    if let state = serverState(message) { return failure(state) }
    let known: [(String, ConnectionFailure)] = [
      ("could not translate host name", .unknownHost), ("could not look up", .unknownHost),
      ("invalid response to SSL negotiation", .notPostgres), ("expected authentication request", .notPostgres),
      ("Connection refused", .refused), ("No such file or directory", .refused),
      ("certificate verify failed", .certificateRejected), ("does not match host name", .certificateRejected),
      ("could not get server's host name", .certificateRejected), ("root certificate", .certificateRejected),
      ("server does not support SSL", .tlsUnavailable), ("SSL error", .tlsUnavailable),
      ("no password supplied", .authentication), ("authentication", .authentication), ("SCRAM", .authentication),
      ("timeout", .timedOut), ("timed out", .timedOut), ("unreachable", .unreachable),
      ("server closed the connection", .lost), ("Connection reset", .lost),
    ]
    return known.first { message.firstRange(of: $0.0) != nil }?.1 ?? .other(nil)
  }

  /// The code in "FATAL:  28P01".
  private func serverState(_ message: String) -> SQLState? {
    guard let mark = message.lastRange(of: "FATAL:  ") else { return nil }
    let code = message[mark.upperBound...].prefix(5)
    return code.utf8.count == 5 ? SQLState(rawValue: String(code)) : nil
  }

  private func failure(_ state: SQLState) -> ConnectionFailure {
    switch state {
    case .invalidPassword, .invalidAuthorization: .authentication
    case .invalidCatalogName: .unknownDatabase
    case .cannotConnectNow, .adminShutdown, .crashShutdown: .starting
    case .tooManyConnections: .tooManyConnections
    default: .other(state)
    }
  }
}

extension String {
  fileprivate func firstRange(of needle: String) -> Range<Index>? {
    indices.lazy.first { self[$0...].hasPrefix(needle) }.map { $0..<index($0, offsetBy: needle.count) }
  }

  fileprivate func lastRange(of needle: String) -> Range<Index>? {
    indices.last { self[$0...].hasPrefix(needle) }.map { $0..<index($0, offsetBy: needle.count) }
  }
}
