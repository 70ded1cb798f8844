// An audit trail as a file: JSON lines that anybody can verify offline.
//
//     {"kind":"export","version":1,"workspace":…,"key":…,"at":…}       who signs; the first line
//     {"kind":"export",…,"filtered":true}                               a filter left out events, not their leaves
//     {"kind":"checkpoint",…}                                           what retention has removed
//     {"kind":"leaf","leaf":0,"id":…,"hash":…,"event":{…}|null}         each leaf in order, with its event
//     {"kind":"head",…}                                                 each signed head, after its last leaf
//     {"kind":"unsealed","event":{…}}                                   events that the sealer has not come to yet
//     {"kind":"end","leaves":…}                                         the last line

public import Contract
public import Values

public enum AuditExportLine: Sendable, Equatable {
  case start(workspace: WorkspaceID?, key: VerificationKey, at: Instant, isFiltered: Bool = false)
  case checkpoint(SignedAuditCheckpoint)
  case leaf(Int64, id: AuditEventID, hash: Digest, AuditRecord?)
  case head(SignedAuditHead)
  case unsealed(AuditRecord)
  case end(leaves: Int64)

  /// One line with its line feed.
  public var bytes: [UInt8] { json.bytes + [10] }

  private var json: JSON {
    switch self {
    case .start(let workspace, let key, let at, let isFiltered):
      line(
        "export",
        [
          .init("version", .integer(1)), .init("workspace", workspace.map { .string($0.description) } ?? .null),
          .init("key", .string(Base64URL.encode(key.rawBytes))), .init("at", .string(at.iso)),
        ] + (isFiltered ? [.init("filtered", .bool(true))] : []))
    case .checkpoint(let checkpoint): line("checkpoint", checkpoint.members)
    case .leaf(let number, let id, let hash, let record):
      line(
        "leaf",
        [
          .init("leaf", .integer(number)), .init("id", .string(id.description)),
          .init("hash", .string(hash.description)), .init("event", record?.json ?? .null),
        ])
    case .head(let head): line("head", head.json.members ?? [])
    case .unsealed(let record): line("unsealed", [.init("event", record.json)])
    case .end(let leaves): line("end", [.init("leaves", .integer(leaves))])
    }
  }

  private func line(_ kind: String, _ members: [JSON.Member]) -> JSON {
    .object([.init("kind", .string(kind))] + members)
  }

  /// Nil for anything else than one such line.
  public init?(_ bytes: [UInt8]) {
    do {
      let json = try JSON.parse(bytes)
      guard let members = json.members, members.first?.name == "kind", let kind = members[0].value.string
      else { return nil }
      try self.init(kind, .object(Array(members.dropFirst())))
    } catch { return nil }
  }

  private init(_ kind: String, _ json: JSON) throws(JSONReader.Problem) {
    switch kind {
    case "checkpoint": self = .checkpoint(try SignedAuditCheckpoint(json))
    case "head": self = .head(try SignedAuditHead(json))
    default:
      var reader = try JSONReader(json)
      self = try AuditExportLine.read(kind, &reader)
      try reader.end()
    }
  }

  private static func read(_ kind: String, _ reader: inout JSONReader) throws(JSONReader.Problem) -> Self {
    switch kind {
    case "export":
      guard try reader.integer("version") == 1 else { throw JSONReader.Problem(member: "version") }
      let workspace = try reader.optionalText("workspace", WorkspaceID.init)
      guard let key = VerificationKey(rawBytes: try reader.base64("key")) else {
        throw JSONReader.Problem(member: "key")
      }
      let at = try reader.text("at", Instant.init(iso:))
      let filtered = reader.optional("filtered")
      guard filtered == nil || filtered == .bool(true) else { throw JSONReader.Problem(member: "filtered") }
      return .start(workspace: workspace, key: key, at: at, isFiltered: filtered != nil)
    case "leaf":
      let number = try reader.integer("leaf")
      let id: AuditEventID = try reader.id("id")
      let hash = try reader.text("hash", Digest.init(hex:))
      guard let event = reader.optional("event") else { return .leaf(number, id: id, hash: hash, nil) }
      return .leaf(number, id: id, hash: hash, try AuditRecord(event))
    case "unsealed": return .unsealed(try AuditRecord(try reader.value("event")))
    case "end": return .end(leaves: try reader.integer("leaves"))
    default: throw JSONReader.Problem(member: "kind")
    }
  }
}
