// A signed statement of how long a workspace's audit tree is and what its root hash is (RFC 6962 section 3.5).

public import Contract
public import Values

public struct AuditHead: Sendable, Equatable {
  /// Nil: the installation's own tree.
  public var workspace: WorkspaceID?
  /// Grows when a control store was restored from a dump.
  public var epoch: Int64
  /// How many leaves.
  public var size: Int64
  /// RFC 6962 section 2.1's tree hash.
  public var root: Digest
  public var at: Instant

  public init(workspace: WorkspaceID?, epoch: Int64, size: Int64, root: Digest, at: Instant) {
    self.workspace = workspace
    self.epoch = epoch
    self.size = size
    self.root = root
    self.at = at
  }

  var members: [JSON.Member] {
    [
      .init("workspace", workspace.map { .string($0.description) } ?? .null), .init("epoch", .integer(epoch)),
      .init("size", .integer(size)), .init("root", .string(root.description)), .init("at", .string(at.iso)),
    ]
  }

  var message: [UInt8] { JSON.object(members).bytes }
}

public struct SignedAuditHead: Sendable, Equatable {
  /// As claimed, until `verified`.
  public let head: AuditHead
  public let signature: [UInt8]

  public init(signing head: AuditHead, with key: SigningKey) throws {
    self.head = head
    signature = try key.sign(.auditHead, head.message)
  }

  /// As it was kept.
  public init(_ head: AuditHead, signature: [UInt8]) {
    self.head = head
    self.signature = signature
  }

  public func verified(by key: VerificationKey) -> AuditHead? {
    key.verifies(signature, .auditHead, head.message) ? head : nil
  }

  public var json: JSON {
    .object(head.members + [.init("signature", .string(Base64URL.encode(signature)))])
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    let workspace = try reader.optionalText("workspace", WorkspaceID.init)
    let epoch = try reader.integer("epoch")
    let size = try reader.integer("size")
    guard size >= 0 else { throw JSONReader.Problem(member: "size") }
    let root = try reader.text("root", Digest.init(hex:))
    let at = try reader.text("at", Instant.init(iso:))
    head = AuditHead(workspace: workspace, epoch: epoch, size: size, root: root, at: at)
    signature = try reader.base64("signature")
    try reader.end()
  }
}
