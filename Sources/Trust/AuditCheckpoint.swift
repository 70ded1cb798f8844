// Retention removes events and keeps their leaves; a signed checkpoint tells that apart from somebody's deletion.

public import Contract
public import Values

public struct AuditCheckpoint: Sendable, Equatable {
  /// Nil: the installation's own tree.
  public var workspace: WorkspaceID?
  /// Events of leaves below this one were removed.
  public var prunedBelow: Int64
  public var at: Instant

  public init(workspace: WorkspaceID?, prunedBelow: Int64, at: Instant) {
    self.workspace = workspace
    self.prunedBelow = prunedBelow
    self.at = at
  }

  var members: [JSON.Member] {
    [
      .init("workspace", workspace.map { .string($0.description) } ?? .null),
      .init("pruned_below", .integer(prunedBelow)), .init("at", .string(at.iso)),
    ]
  }
}

public struct SignedAuditCheckpoint: Sendable, Equatable {
  /// As claimed, until `verified`.
  public let checkpoint: AuditCheckpoint
  public let signature: [UInt8]

  public init(signing checkpoint: AuditCheckpoint, with key: SigningKey) throws {
    self.checkpoint = checkpoint
    signature = try key.sign(.auditCheckpoint, JSON.object(checkpoint.members).bytes)
  }

  /// As it was kept.
  public init(_ checkpoint: AuditCheckpoint, signature: [UInt8]) {
    self.checkpoint = checkpoint
    self.signature = signature
  }

  public func verified(by key: VerificationKey) -> AuditCheckpoint? {
    key.verifies(signature, .auditCheckpoint, JSON.object(checkpoint.members).bytes) ? checkpoint : nil
  }

  var members: [JSON.Member] { checkpoint.members + [.init("signature", .string(Base64URL.encode(signature)))] }

  init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    checkpoint = AuditCheckpoint(
      workspace: try reader.optionalText("workspace", WorkspaceID.init),
      prunedBelow: try reader.integer("pruned_below"), at: try reader.text("at", Instant.init(iso:)))
    signature = try reader.base64("signature")
    try reader.end()
  }
}
