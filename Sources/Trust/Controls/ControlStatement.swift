// What an operator states about a control that no program can check: who says it, when, until when, in which words. Signed
// by the installation like a check's result, and never taken for one.

public import Values

public struct ControlStatement: Sendable, Equatable {
  public var control: ControlID
  public var at: Instant
  /// Who states it: a person's or an office's name, as he gave it.
  public var by: String
  /// The last day, in UTC, on which it counts.
  public var until: Day
  /// Empty: what was stated before is withdrawn.
  public var text: String

  public static let longestName = 120
  public static let longestText = 2_000

  public enum Part: String, Sendable, CaseIterable { case name, until, text }

  /// What is wrong with which field.
  public struct Problems: Error, Equatable {
    public var of: [Part: String]
  }

  /// As a form has it.
  ///
  /// - Parameter control: an attested one; it says how many days a statement counts at most.
  public static func read(
    _ control: Control, name: String, until: String, text: String, at: Instant
  ) -> Result<ControlStatement, Problems> {
    let (name, text) = (trimmed(name), trimmed(text))
    let last = at.day.adding(days: control.statedDays)
    let day = Day(iso: trimmed(until))
    var problems: [Part: String] = [:]
    if name.isEmpty || name.unicodeScalars.count > longestName || !name.unicodeScalars.allSatisfy(\.isPlain) {
      problems[.name] = "Say who states it: one line of at most \(longestName) characters."
    }
    if day.map({ $0 < at.day || $0 > last }) ?? true {
      problems[.until] = "It counts until a day between \(at.day) and \(last)."
    }
    if text.isEmpty || text.unicodeScalars.count > longestText
      || !text.unicodeScalars.allSatisfy({ $0.isPlain || $0 == "\n" })
    {
      problems[.text] = "Say in your words how it stands: 1 to \(longestText) characters."
    }
    guard let day, problems.isEmpty else { return .failure(Problems(of: problems)) }
    return .success(ControlStatement(control: control.id, at: at, by: name, until: day, text: text))
  }

  /// Takes back what was stated.
  public static func withdrawal(of control: Control, by name: String, at: Instant) -> ControlStatement {
    ControlStatement(control: control.id, at: at, by: name, until: at.day, text: "")
  }

  public var isWithdrawal: Bool { text.isEmpty }

  /// Whether it still counts.
  public func counts(at now: Instant) -> Bool { !isWithdrawal && now.day <= until }

  /// Canonical: the bytes that are signed.
  public var json: JSON {
    [
      "control": .string(control.text), "at": .string(at.iso), "by": .string(by), "until": .string(until.iso),
      "text": .string(text),
    ]
  }

  private static func trimmed(_ text: String) -> String {
    let lines = text.filter { $0 != "\r" }.replacing("\r\n", with: "\n")
    return String(lines.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}

extension ControlStatement {
  public init(_ json: JSON) throws(JSONReader.Problem) {
    var reader = try JSONReader(json)
    control = try reader.text("control", ControlID.init)
    at = try reader.text("at", Instant.init(iso:))
    by = try reader.string("by")
    until = try reader.text("until", Day.init(iso:))
    text = try reader.string("text")
    try reader.end()
  }
}
