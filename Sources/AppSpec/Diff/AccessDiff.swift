/// What changes for people between two states of an app: who can see and do more, who less, and what does something else
/// under the same name. It reads specs only, so it says what the app offers, not which rows a query returns.
public struct AccessDiff: Sendable, Equatable {
  public let gained: [AccessChange]
  public let lost: [AccessChange]
  public let altered: [Alteration]
  /// The new state has prompts and the policy `off`: personal data goes to models as it is.
  public let sendsUnredacted: Bool

  public var isEmpty: Bool { gained.isEmpty && lost.isEmpty && altered.isEmpty }

  public init(from old: App, to new: App) {
    let (before, after) = (old.access, new.access)
    gained = AccessChange.group(after, without: before)
    lost = AccessChange.group(before, without: after)
    altered = Alteration.between(old, new)
    sendsUnredacted = new.sendsUnredacted
  }
}

/// Something that some roles reach on one side only.
public struct AccessChange: Sendable, Equatable {
  public enum Subject: Sendable, Equatable {
    case page(String)
    /// Column names; `isAll` where the query's text does not tell all that it returns.
    case columns(query: Name, [String], isAll: Bool)
    case export(query: Name)
    case action(Name)
  }

  public let subject: Subject
  /// In the order of `Role`; never empty.
  public let roles: [Role]

  /// Pages, then what is read, exported and done; by name.
  static func group(
    _ facts: [AccessSubject: Set<Role>], without others: [AccessSubject: Set<Role>]
  ) -> [AccessChange] {
    var changes: [AccessChange] = []
    var columns: [ColumnGroup: [String?]] = [:]
    for (subject, roles) in facts {
      let more = roles.subtracting(others[subject] ?? []).sorted()
      if more.isEmpty { continue }
      switch subject {
      case .page(let path): changes.append(AccessChange(subject: .page(path), roles: more))
      case .export(let query): changes.append(AccessChange(subject: .export(query: query), roles: more))
      case .action(let name): changes.append(AccessChange(subject: .action(name), roles: more))
      case .column(let query, let column): columns[ColumnGroup(query: query, roles: more), default: []].append(column)
      }
    }
    for (group, names) in columns {
      let subject = Subject.columns(query: group.query, names.compactMap { $0 }.sorted(), isAll: names.contains(nil))
      changes.append(AccessChange(subject: subject, roles: group.roles))
    }
    return changes.sorted { $0.order.lexicographicallyPrecedes($1.order) }
  }

  private struct ColumnGroup: Hashable {
    let query: Name
    let roles: [Role]
  }

  private var order: [String] {
    let who = roles.map(\.rawValue).joined(separator: " ")
    switch subject {
    case .page(let path): return ["1", path, who]
    case .columns(let query, _, _): return ["2", query.text, who]
    case .export(let query): return ["3", query.text, who]
    case .action(let name): return ["4", name.text, who]
    }
  }
}

/// Something of the same name on both sides that is not the same, or a source that came or went.
public enum Alteration: Sendable, Equatable {
  case sourceAdded(Name)
  case sourceRemoved(Name)
  /// Another kind or another secret: the same queries go to another place.
  case source(Name)
  case redaction(from: RedactionPolicy, to: RedactionPolicy)
  /// Another redactor, by its secret; nil is ours.
  case redactor(from: String?, to: String?)
  /// The action's prompts name these now and did not before: columns of its row, inputs, the viewer's own.
  case sends(action: Name, [PromptField], model: Name?)
  /// The action's prompts no longer name these.
  case sendsNoLonger(action: Name, [PromptField])
  /// The same goes to another model connection; nil is the workspace's default one.
  case model(action: Name, from: Name?, to: Name?)
  case query(QueryChange)
  /// Its steps, or the query that its row is read through.
  case action(Name)

  static func between(_ old: App, _ new: App) -> [Alteration] {
    var found: [Alteration] = []
    for source in new.sources {
      guard let before = old.source(source.name) else {
        found.append(.sourceAdded(source.name))
        continue
      }
      if before != source { found.append(.source(source.name)) }
    }
    found += old.sources.filter { new.source($0.name) == nil }.map { .sourceRemoved($0.name) }
    if old.redaction != new.redaction { found.append(.redaction(from: old.redaction, to: new.redaction)) }
    if old.redactor != new.redactor { found.append(.redactor(from: old.redactor, to: new.redactor)) }
    found += PromptField.changes(old, new)
    for query in new.queries {
      guard let before = old.query(query.name), let change = QueryChange(from: before, to: query) else { continue }
      found.append(.query(change))
    }
    for action in new.actions {
      guard let before = old.action(action.name) else { continue }
      if before.steps != action.steps || before.on != action.on { found.append(.action(action.name)) }
    }
    return found
  }
}
