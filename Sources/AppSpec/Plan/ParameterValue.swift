import Values

/// What a person typed, as the text that PostgreSQL gets: parsed by the parameter's type and held against its bounds.
extension Parameter {
  /// Nil is an empty value; whether that will do is the caller's question.
  func parse(_ typed: String) -> Result<String?, FieldProblem> {
    let text = trimmed(typed)
    if text.isEmpty { return .success(nil) }
    switch type.canonical(text) {
    case .failure(let problem): return .failure(FieldProblem(field: name.text, message: problem.text))
    case .success(let value):
      let problem = boundProblem(value).map { FieldProblem(field: name.text, message: $0.text) }
      return problem.map { .failure($0) } ?? .success(value)
    }
  }

  /// The value that stands for an absent one, in text format.
  func fallbackValue(now: Instant) -> String? {
    switch fallback {
    case nil: nil
    case .literal(let text): text
    case .today(let days): dayText(now.day.adding(days: days))
    case .now: type == .day ? now.day.iso : now.iso
    }
  }

  private func dayText(_ day: Day) -> String { type == .timestamp ? Instant(day).iso : day.iso }

  private func trimmed(_ typed: String) -> String {
    if type == .text {
      // Browsers send the lines of a text area with CR LF (HTML, 4.10.21.5).
      let text =
        typed.contains("\r\n")
        ? typed.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n") : typed
      return text.allSatisfy(\.isWhitespace) ? "" : text
    }
    // Nearly always there is nothing to cut: visible ASCII at both ends.
    if let first = typed.utf8.first, let last = typed.utf8.last, (33...126).contains(first), (33...126).contains(last) {
      return typed
    }
    return String(typed.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  private func boundProblem(_ value: String) -> ValueProblem? {
    let isText = type == .text
    if let minimum, type.compare(value, minimum) == .less {
      return ValueProblem(isText ? "Write at least \(minimum) characters." : "The least possible is \(shown(minimum)).")
    }
    if let maximum, type.compare(value, maximum) == .greater {
      return ValueProblem(isText ? "Write at most \(maximum) characters." : "The most possible is \(shown(maximum)).")
    }
    return nil
  }

}

struct ValueProblem: Error {
  let text: String
  init(_ text: String) { self.text = text }
}

extension ParameterType {
  enum Order { case less, equal, greater }

  /// `text` is neither empty nor surrounded by white space.
  func canonical(_ text: String) -> Result<String, ValueProblem> {
    switch self {
    case .text:
      text.utf8.contains(0) ? .failure(ValueProblem("This text holds a NUL character.")) : .success(text)
    case .integer: integer(text)
    case .decimal: decimal(text)
    case .boolean: boolean(text)
    case .day: day(text)
    case .timestamp: timestamp(text)
    case .uuid: uuid(text)
    case .choice(let choices):
      choices.contains { $0.value == text } ? .success(text) : .failure(ValueProblem("Choose one of the list."))
    }
  }

  private func integer(_ text: String) -> Result<String, ValueProblem> {
    guard let value = Int64(text) else { return .failure(ValueProblem("Write a whole number, such as 42.")) }
    return .success(String(value))
  }

  /// A comma is a decimal separator where it cannot be one for thousands.
  private func decimal(_ text: String) -> Result<String, ValueProblem> {
    let advice = ValueProblem("Write a number without separators for thousands, such as 1234.50.")
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    var plain = text
    if parts.count == 2 {
      guard !text.contains("."), (1...2).contains(parts[1].utf8.count) else { return .failure(advice) }
      plain = parts.joined(separator: ".")
    }
    guard parts.count <= 2, let value = Decimal(plain) else { return .failure(advice) }
    return .success(value.description)
  }

  private func boolean(_ text: String) -> Result<String, ValueProblem> {
    switch text.lowercased() {
    case "true", "t", "yes", "on", "1": .success("true")
    case "false", "f", "no", "off", "0": .success("false")
    default: .failure(ValueProblem("Choose yes or no."))
    }
  }

  private func day(_ text: String) -> Result<String, ValueProblem> {
    guard let day = Day(iso: text) else {
      return .failure(ValueProblem("Write a day that exists, as year-month-day: 2026-03-12."))
    }
    return .success(day.iso)
  }

  /// RFC 3339, or what `<input type="datetime-local">` sends, which is taken for UTC.
  private func timestamp(_ text: String) -> Result<String, ValueProblem> {
    let local = text.utf8.count == 16 ? text + ":00Z" : text + "Z"
    guard let instant = Instant(iso: text) ?? Instant(iso: local) else {
      return .failure(ValueProblem("Write a day and a time: 2026-03-12 09:30 (UTC)."))
    }
    return .success(instant.iso)
  }

  private enum AnyRow {}
  private func uuid(_ text: String) -> Result<String, ValueProblem> {
    guard let id = ID<AnyRow>(text.lowercased()) else {
      return .failure(ValueProblem("Write an id of 36 characters, such as 0190c2f4-7a3b-7c11-9d2e-5f60718293a4."))
    }
    return .success(id.description)
  }

  /// Both canonical; for text `bound` is a length in characters.
  func compare(_ value: String, _ bound: String) -> Order {
    func order<T: Comparable>(_ left: T, _ right: T?) -> Order {
      guard let right else { return .equal }
      return left < right ? .less : left > right ? .greater : .equal
    }
    switch self {
    case .text: return order(value.count, Int(bound))
    case .integer: return order(Int64(value) ?? 0, Int64(bound))
    case .decimal: return order(Decimal(value) ?? .zero, Decimal(bound))
    case .day: return order(value, bound)
    case .timestamp: return Instant(iso: value).map { order($0, Instant(iso: bound)) } ?? .equal
    case .boolean, .uuid, .choice: return .equal
    }
  }
}
