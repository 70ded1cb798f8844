/// What an admin looks for in the trail, as it stands in the address of the page.

import Contract
import ControlStore
import ServerKit
import Trust
import Values

struct AuditSearch: Sendable, Equatable {
  var event: AuditEvent?
  var account: AccountID?
  var app: AppID?
  /// A part of a name or address, where there are too many people to choose from.
  var typedPerson: String?
  /// The same for an app's title or name.
  var typedApp: String?
  var request: Contract.RequestID?
  var from: Day?
  /// The last day, whole.
  var until: Day?
  var before: AuditEventID?
  /// New events shall appear by themselves.
  var isLive = false

  init() {}

  /// `invalid_input` for a value that the page does not offer.
  init(_ fields: Fields) throws(Problem) {
    event = try Self.value(fields, "event") { AuditEvent(rawValue: $0) }
    (account, typedPerson) = Self.choice(fields, "account") { AccountID($0) }
    (app, typedApp) = Self.choice(fields, "app") { AppID($0) }
    request = try Self.value(fields, "request") { Contract.RequestID($0) }
    from = try Self.value(fields, "from") { Day(iso: $0) }
    until = try Self.value(fields, "until") { Day(iso: $0) }
    before = try Self.value(fields, "before") { AuditEventID($0) }
    isLive = try Self.value(fields, "live") { $0 == "1" ? true : nil } ?? false
  }

  var filter: AuditFilter {
    AuditFilter(
      event: event, account: account, app: app, request: request, from: from.map { Instant($0) },
      until: until.flatMap { $0.adding(days: 1) }.map { Instant($0) })
  }

  /// The query of the same page, following the trail or not.
  func query(live: Bool) -> String {
    (fields + (live ? [("live", "1")] : [])).map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  /// The query of the next page's address; its values need no escaping.
  func query(before next: AuditEventID) -> String {
    (fields + [("before", next.description)]).map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  /// What is looked for, without a place in it.
  var fields: [(name: String, value: String)] {
    let all = [
      ("event", event?.rawValue), ("account", account?.description), ("app", app?.description),
      ("request", request?.description), ("from", from?.iso), ("until", until?.iso),
    ]
    var fields: [(name: String, value: String)] = []
    for case (let name, let value?) in all { fields.append((name, value)) }
    return fields
  }

  /// The id that was chosen, or what was typed instead.
  private static func choice<ID>(_ fields: Fields, _ name: String, _ read: (String) -> ID?) -> (ID?, String?) {
    guard let text = fields[name], !text.isEmpty else { return (nil, nil) }
    let id = read(text)
    return (id, id == nil ? String(text.prefix(254)) : nil)
  }

  /// Nil for a field that is absent or empty.
  private static func value<Value>(
    _ fields: Fields, _ name: String, _ read: (String) -> Value?
  ) throws(Problem) -> Value? {
    guard let text = fields[name], !text.isEmpty else { return nil }
    guard let value = read(text) else {
      throw Problem(
        .invalidInput, "The filter “\(name)” has no such value.", advice: "Choose one that the page offers.")
    }
    return value
  }
}
