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
  var from: Moment?
  /// The last day or minute, whole.
  var until: Moment?
  var before: AuditEventID?
  /// New events shall appear by themselves.
  var isLive = false

  /// A day, or a minute of it, in UTC.
  struct Moment: Sendable, Equatable {
    let day: Day
    /// 0…1439; nil for the whole day.
    let minute: Int?

    /// `14:05`
    var clock: String? {
      minute.map { "\($0 < 600 ? "0" : "")\($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60)" }
    }

    var start: Instant { Instant(day).adding(seconds: (minute ?? 0) * 60) }
    var end: Instant { start.adding(seconds: minute == nil ? 86_400 : 60) }
  }

  init() {}

  /// `invalid_input` for a value that the page does not offer.
  init(_ fields: Fields) throws(Problem) {
    event = try Self.value(fields, "event") { AuditEvent(rawValue: $0) }
    (account, typedPerson) = Self.choice(fields, "account") { AccountID($0) }
    (app, typedApp) = Self.choice(fields, "app") { AppID($0) }
    request = try Self.value(fields, "request") { Contract.RequestID($0) }
    from = try Self.moment(fields, "from")
    until = try Self.moment(fields, "until")
    before = try Self.value(fields, "before") { AuditEventID($0) }
    isLive = try Self.value(fields, "live") { $0 == "1" ? true : nil } ?? false
  }

  var filter: AuditFilter {
    AuditFilter(
      event: event, account: account, app: app, request: request, from: from?.start,
      until: until?.end)
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
      ("request", request?.description), ("from", from?.day.iso), ("from_time", from?.clock),
      ("until", until?.day.iso), ("until_time", until?.clock),
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

  /// `from` is a day, `from_time` a time of that day: `invalid_input` for a time that has none.
  private static func moment(_ fields: Fields, _ name: String) throws(Problem) -> Moment? {
    let day = try value(fields, name) { Day(iso: $0) }
    let minute = try value(fields, "\(name)_time", minuteOfDay)
    if let day { return Moment(day: day, minute: minute) }
    guard minute == nil else {
      throw Problem(.invalidInput, "The filter has a time without its day.", advice: "Choose the day as well.")
    }
    return nil
  }

  /// As a field for a time sends it (HTML living standard, section 2.3.5.4): `14:05`, or with seconds, which are cut off.
  private static func minuteOfDay(_ text: String) -> Int? {
    let isShort = text.utf8.count == 5
    guard isShort || text.utf8.count == 8, Instant(iso: "2000-01-01T\(text)\(isShort ? ":00" : "")Z") != nil,
      let minute = Instant(iso: "2000-01-01T\(text.prefix(5)):00Z")
    else { return nil }
    return (minute.secondsSinceEpoch - Instant(minute.day).secondsSinceEpoch) / 60
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
