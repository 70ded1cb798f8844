// The one canonical text of an audit record: what is exported, and what is hashed into the tree.

import AppSpec
public import Contract
public import Values

extension AuditRecord {
  /// `leaf(json.bytes)`: RFC 6962's leaf hash of the record.
  public var leafHash: Digest { MerkleHash.leaf(json.bytes) }

  /// All members always, in this order, null where there is nothing; a receipt's behind them where there is one.
  public var json: JSON {
    func text(_ value: (some CustomStringConvertible)?) -> JSON { value.map { .string($0.description) } ?? .null }
    func integer(_ value: Int64?) -> JSON { value.map { .integer($0) } ?? .null }
    let (actorKind, actorID) = actor.columns
    let members: [JSON.Member] = [
      .init("id", text(id)), .init("workspace", text(workspace)), .init("at", text(at)),
      .init("recorded_at", text(recordedAt)), .init("actor_kind", .string(actorKind)), .init("actor", text(actorID)),
      .init("event", .string(event.rawValue)), .init("subject_table", .string(subject.table)),
      .init("subject", text(subject.id)), .init("outcome", .string(outcome.rawValue)),
      .init("request", text(request)), .init("role_from", text(details.roleFrom?.rawValue)),
      .init("role_to", text(details.roleTo?.rawValue)), .init("app", text(details.app)),
      .init("release", text(details.release)), .init("number", integer(details.number)),
      .init("element", text(details.element)), .init("problem", text(details.problem?.rawValue)),
      .init("sqlstate", text(details.sqlState)), .init("rows", integer(details.rows)),
      .init("milliseconds", integer(details.milliseconds)),
    ]
    return .object(members + (details.receipt.map { [.init("model", .object($0.members))] } ?? []))
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    id = try reader.id("id")
    workspace = try reader.optionalText("workspace", WorkspaceID.init)
    at = try reader.text("at", Instant.init(iso:))
    recordedAt = try reader.text("recorded_at", Instant.init(iso:))
    let kind = try reader.string("actor_kind")
    guard let actor = Actor(kind: kind, id: try reader.optionalText("actor") { $0 }) else {
      throw JSONReader.Problem(member: "actor")
    }
    self.actor = actor
    event = try reader.text("event", AuditEvent.init)
    subject = Subject(
      table: try reader.string("subject_table"), id: try reader.optionalText("subject", SubjectID.init))
    outcome = try reader.text("outcome", AuditOutcome.init)
    request = try reader.optionalText("request", RequestID.init)
    details = try Details(&reader)
    try reader.end()
  }
}

extension AuditRecord.Actor {
  /// The kind's name, and the id of accounts and runtimes.
  public var columns: (kind: String, id: String?) {
    switch self {
    case .account(let id): ("account", id.description)
    case .runtime(let id): ("runtime", id.description)
    case .system: ("system", nil)
    case .operatorCommand: ("operator", nil)
    }
  }

  /// Nil unless kind and id belong together.
  public init?(kind: String, id: String?) {
    switch (kind, id) {
    case ("account", let text?):
      guard let id = AccountID(text) else { return nil }
      self = .account(id)
    case ("runtime", let text?):
      guard let id = RuntimeID(text) else { return nil }
      self = .runtime(id)
    case ("system", nil): self = .system
    case ("operator", nil): self = .operatorCommand
    default: return nil
    }
  }
}

extension AuditRecord.Details {
  fileprivate init(_ reader: inout JSONReader) throws(JSONReader.Problem) {
    self.init()
    roleFrom = try reader.optionalText("role_from", Role.init)
    roleTo = try reader.optionalText("role_to", Role.init)
    app = try reader.optionalText("app", AppID.init)
    release = try reader.optionalText("release", ReleaseID.init)
    number = try reader.optionalInteger("number")
    element = try reader.optionalText("element", Name.init)
    problem = try reader.optionalText("problem", ProblemCode.init)
    sqlState = try reader.optionalText("sqlstate") { isSQLState($0) ? $0 : nil }
    rows = try reader.optionalInteger("rows")
    milliseconds = try reader.optionalInteger("milliseconds")
    if let model = reader.optional("model") {
      var inner = try JSONReader(model)
      receipt = try ModelReceipt(&inner)
      try inner.end()
    }
  }
}

extension JSONReader {
  mutating func text<T>(_ member: String, _ make: (String) -> T?) throws(Problem) -> T {
    guard let value = make(try string(member)) else { throw Problem(member: member) }
    return value
  }

  mutating func optionalText<T>(_ member: String, _ make: (String) -> T?) throws(Problem) -> T? {
    guard let value = optional(member) else { return nil }
    guard let text = value.string, let made = make(text) else { throw Problem(member: member) }
    return made
  }

  mutating func optionalInteger(_ member: String) throws(Problem) -> Int64? {
    guard let value = optional(member) else { return nil }
    guard let number = value.integer else { throw Problem(member: member) }
    return number
  }
}
