// The checks of controls that ask the control database. All as the server's own two logins: what they may see is part of
// what is checked. Nothing is changed; the one change that is tried is rolled back.

public import Contract
public import Logging
public import Postgres
public import Trust
public import Values

public struct StoreChecks: Sendable {
  let app: Pool
  let sealer: Pool
  let signer: ContextSigner
  let key: VerificationKey
  let now: @Sendable () -> Instant
  /// The same server by logins that must not come in.
  var doors: [Server]
  /// Whether the whole cluster is Freehold's.
  let isPrivate: Bool
  /// Events may wait so many seconds for their seal, which they have within two where all is well.
  var sealingPatience: Int64 = 600
  /// Of a longer trail so many of the newest events, and so many of the others, are hashed again in one run.
  var eventsHashed: Int64 = 100_000

  /// - Parameters:
  ///   - app: the control database as `freehold_app`.
  ///   - sealer: the same as `freehold_sealer`.
  ///   - isPrivate: nothing else is in its cluster.
  ///   - contextKey: the 32 bytes that contexts are signed with.
  ///   - key: what audit heads are verified with.
  public init(
    app: Server, sealer: Server, isPrivate: Bool = false, contextKey: [UInt8], key: VerificationKey,
    now: @escaping @Sendable () -> Instant, logger: Logger
  ) {
    self.isPrivate = isPrivate
    doors = Self.doors(app, sealer, isPrivate: isPrivate)
    self.app = Pool(app.sayingSettings, size: 2, acquireTimeout: .seconds(30), logger: logger)
    self.sealer = Pool(sealer.sayingSettings, size: 1, acquireTimeout: .seconds(30), logger: logger)
    signer = ContextSigner(key: contextKey)
    self.key = key
    self.now = now
  }

  public func close() async {
    await app.close()
    await sealer.close()
  }

  /// `data.design-only`: tables and texts as documented, and the vocabulary of reports closed.
  public func designOnly() async throws -> ControlVerdict {
    let (vocabulary, tried) = VocabularyCheck.run()
    return try await app.withConnection { connection in
      let findings =
        try await SchemaCheck.tables(connection) + SchemaCheck.texts(connection)
        + SchemaFact.findings(connection, of: .designOnly) + (isPrivate ? SchemaCheck.databases(connection) : [])
        + vocabulary
      var evidence = Evidence()
      evidence.names("tables", StoreSchema.audited.union(StoreSchema.exemptions.keys).sorted())
      evidence.count("columns that can hold text", StoreSchema.texts.count)
      evidence.count("facts of the schema", SchemaFact.count(of: .designOnly))
      evidence.count("reports tried on the vocabulary", tried)
      return ControlVerdict(findings: findings, evidence)
    }
  }

  /// `audit.typed`: the enum and the columns of the trail.
  public func trailIsTyped() async throws -> ControlVerdict {
    try await app.withConnection { connection in
      let findings = try await SchemaCheck.trail(connection) + SchemaFact.findings(connection, of: .trailTyped)
      var evidence = Evidence()
      evidence.count("facts of the schema", SchemaFact.count(of: .trailTyped))
      evidence.count("kinds of events", AuditEvent.allCases.count)
      evidence.names("columns", StoreSchema.trailColumns.sorted())
      return ControlVerdict(findings: findings, evidence)
    }
  }

  /// `studio.usage-only`: the ledger's columns, triggers and rights.
  public func creditsHoldUsageOnly() async throws -> ControlVerdict {
    try await app.withConnection { connection in
      let rights = try await SchemaCheck.rights(connection).filter { $0.hasSuffix("may change credits") }
      let facts = try await SchemaFact.findings(connection, of: .usageOnly)
      let findings = try await SchemaCheck.credits(connection) + rights + facts
      var evidence = Evidence()
      evidence.count("facts of the schema", SchemaFact.count(of: .usageOnly))
      evidence.names("columns", StoreSchema.creditColumns.sorted())
      evidence.names("triggers", StoreSchema.creditTriggers.sorted())
      return ControlVerdict(findings: findings, evidence)
    }
  }

  /// The addresses of the runtimes that serve every workspace: what each of them may see.
  public func sharedRuntimes() async throws -> [String] {
    let nobody = context(workspace: .random(milliseconds: 0), actor: nil, role: "seeker")
    return try await app.read(context: nobody) { transaction in
      try await transaction.query(
        "select distinct address from runtimes where workspace_id is null and removed_at is null order by 1"
      ).map { try $0.get("address") }
    }
  }

  /// A context that says just these fields, signed as the server signs its own.
  func context(workspace: WorkspaceID?, actor: AccountID?, role: String) -> Pool.Context {
    let text = (workspace?.description ?? "", actor?.description ?? "", role)
    return { signer.context(fields: text, now: now(), backendPID: $0) }
  }
}
