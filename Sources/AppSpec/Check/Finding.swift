/// One thing that a spec's author should know, at its place, with what would be right.
public struct Finding: Sendable, Equatable {
  public enum Severity: String, Sendable { case error, warning }
  public let severity: Severity
  /// From 1.
  public let line: Int
  /// From 1, in Unicode scalars.
  public let column: Int
  /// Stable, kebab-case: for machines and documentation.
  public let code: String
  /// What is wrong.
  public let message: String
  /// What would be right.
  public let advice: String

  public init(severity: Severity, line: Int, column: Int, code: String, message: String, advice: String) {
    self.severity = severity
    self.line = line
    self.column = column
    self.code = code
    self.message = message
    self.advice = advice
  }

  init(_ severity: Severity, _ place: Place, _ code: String, _ message: String, _ advice: String) {
    self.init(
      severity: severity, line: place.line, column: place.column, code: code, message: message, advice: advice)
  }
}

extension String {
  /// For messages: one line of at most 60 characters, without control characters.
  var shortened: String {
    let visible = String(String.UnicodeScalarView(unicodeScalars.prefix(200).map { $0.value < 32 ? " " : $0 }))
    return visible.count <= 60 ? visible : String(visible.prefix(57)) + "…"
  }
}
