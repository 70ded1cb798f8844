/// The wire form of reports, written and read strictly.

public import AppSpec
public import Values

extension Report {
  public var json: JSON {
    var members: [JSON.Member] = [
      .init("id", .string(id.description)), .init("workspace", .string(workspace.description)),
      .init("at", .string(at.iso)),
    ]
    members += kind.members
    return .object(members)
  }

  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    id = try reader.id("id")
    workspace = try reader.id("workspace")
    guard let at = Instant(iso: try reader.string("at")) else { throw JSONReader.Problem(member: "at") }
    self.at = at
    kind = try Kind(&reader)
    try reader.end()
  }
}

extension Report.Kind {
  fileprivate var members: [JSON.Member] {
    switch self {
    case .actionIntended(let run): [.init("kind", "action_intended")] + run.members
    case .actionEnded(let run, let intent, let outcome, let rows, let milliseconds):
      [.init("kind", "action_ended")] + run.members + [
        .init("intent", .string(intent.description)), .init("outcome", .string(outcome.rawValue)),
        .init("rows", .integer(rows)), .init("milliseconds", .integer(milliseconds)),
      ]
    case .modelCalled(let call): [.init("kind", "model_called")] + call.members
    case .exported(let release, let query, let account, let rows):
      [
        .init("kind", "exported"), .init("release", .string(release.description)), .init("query", .string(query.text)),
        .init("by", .string(account.description)), .init("rows", .integer(rows)),
      ]
    case .releasePrepared(let release, let milliseconds):
      [
        .init("kind", "release_prepared"), .init("release", .string(release.description)),
        .init("milliseconds", .integer(milliseconds)),
      ]
    case .releaseFailed(let release, let element, let problem, let sqlState):
      [
        .init("kind", "release_failed"), .init("release", .string(release.description)),
        .init("element", element.map { .string($0.text) } ?? .null), .init("problem", .string(problem.rawValue)),
        .init("sqlstate", sqlState.map { .string($0) } ?? .null),
      ]
    case .sessionOpened(let account): [.init("kind", "session_opened"), .init("by", .string(account.description))]
    case .passRefused(let problem): [.init("kind", "pass_refused"), .init("problem", .string(problem.rawValue))]
    case .secretSet(let environment, let account): Self.members("secret_set", environment, account)
    case .secretRemoved(let environment, let account): Self.members("secret_removed", environment, account)
    case .auditHeadRejected: [.init("kind", "audit_head_rejected")]
    }
  }

  private static func members(_ kind: String, _ environment: Environment, _ account: AccountID?) -> [JSON.Member] {
    [
      .init("kind", .string(kind)), .init("environment", .string(environment.rawValue)),
      .init("by", account.map { .string($0.description) } ?? .null),
    ]
  }

  fileprivate init(_ reader: inout JSONReader) throws(JSONReader.Problem) {
    switch try reader.string("kind") {
    case "action_intended": self = .actionIntended(try Report.ActionRun(&reader))
    case "action_ended":
      self = .actionEnded(
        try Report.ActionRun(&reader), intent: try reader.id("intent"), outcome: try reader.choice("outcome"),
        rows: try reader.count("rows"), milliseconds: try reader.count("milliseconds"))
    case "model_called": self = .modelCalled(try ModelCall(&reader))
    case "exported":
      self = .exported(
        release: try reader.id("release"), query: try reader.name("query"), by: try reader.id("by"),
        rows: try reader.count("rows"))
    case "release_prepared":
      self = .releasePrepared(try reader.id("release"), milliseconds: try reader.count("milliseconds"))
    case "release_failed":
      self = .releaseFailed(
        try reader.id("release"), element: try reader.optionalName("element"), problem: try reader.choice("problem"),
        sqlState: try reader.sqlState("sqlstate"))
    case "session_opened": self = .sessionOpened(by: try reader.id("by"))
    case "pass_refused": self = .passRefused(try reader.choice("problem"))
    case "secret_set": self = .secretSet(try reader.choice("environment"), by: try reader.optionalID("by"))
    case "secret_removed": self = .secretRemoved(try reader.choice("environment"), by: try reader.optionalID("by"))
    case "audit_head_rejected": self = .auditHeadRejected
    default: throw JSONReader.Problem(member: "kind")
    }
  }

  /// The release whose spec must hold `names`; nil for reports that name none.
  public var release: ReleaseID? {
    switch self {
    case .actionIntended(let run), .actionEnded(let run, _, _, _, _): run.release
    case .modelCalled(let call): call.release
    case .exported(let release, _, _, _), .releasePrepared(let release, _), .releaseFailed(let release, _, _, _):
      release
    case .sessionOpened, .passRefused, .secretSet, .secretRemoved, .auditHeadRejected: nil
    }
  }

  /// The app that it names itself.
  public var app: AppID? { if case .modelCalled(let call) = self { call.app } else { nil } }

  /// The spec's names in it, each of which the release must have.
  public var names: [Name] {
    switch self {
    case .actionIntended(let run), .actionEnded(let run, _, _, _, _): [run.action]
    case .modelCalled(let call): call.action.map { [$0] } ?? []
    case .exported(_, let query, _, _): [query]
    case .releaseFailed(_, let element, _, _): element.map { [$0] } ?? []
    case .releasePrepared, .sessionOpened, .passRefused, .secretSet, .secretRemoved, .auditHeadRejected: []
    }
  }
}

extension Report.ActionRun {
  fileprivate var members: [JSON.Member] {
    [
      .init("release", .string(release.description)), .init("action", .string(action.text)),
      .init("by", .string(by.description)), .init("request", .string(request.description)),
    ]
  }

  fileprivate init(_ reader: inout JSONReader) throws(JSONReader.Problem) {
    self.init(
      release: try reader.id("release"), action: try reader.name("action"), by: try reader.id("by"),
      request: try reader.id("request"))
  }
}

extension JSONReader {
  mutating func name(_ member: String) throws(Problem) -> Name {
    guard let name = Name(try string(member)) else { throw Problem(member: member) }
    return name
  }

  mutating func optionalName(_ member: String) throws(Problem) -> Name? {
    guard let value = optional(member) else { return nil }
    guard let name = Name(value.string ?? "") else { throw Problem(member: member) }
    return name
  }

  mutating func optionalID<Of>(_ member: String) throws(Problem) -> ID<Of>? {
    guard let value = optional(member) else { return nil }
    guard let id = ID<Of>(value.string ?? "") else { throw Problem(member: member) }
    return id
  }

  mutating func sqlState(_ member: String) throws(Problem) -> String? {
    guard let value = optional(member) else { return nil }
    guard let text = value.string, isSQLState(text) else { throw Problem(member: member) }
    return text
  }

  mutating func count(_ member: String) throws(Problem) -> Int64 {
    let value = try integer(member)
    guard value >= 0 else { throw Problem(member: member) }
    return value
  }

  mutating func choice<C: RawRepresentable<String>>(_ member: String) throws(Problem) -> C {
    guard let value = C(rawValue: try string(member)) else { throw Problem(member: member) }
    return value
  }
}
