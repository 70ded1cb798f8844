import Values

/// The values of one query's parameters in one request: from the path, the query string or their defaults.
struct Arguments: Sendable {
  /// In text format, by parameter; nil is NULL.
  private(set) var values: [Name: String?] = [:]
  /// What stands in the filter's fields: what was typed, or the default.
  private(set) var typed: [Name: String] = [:]
  private(set) var problems: [FieldProblem] = []
  /// What the fields with a problem are called on the page.
  private(set) var labels: [String: String] = [:]
  /// Required, without a default, and not in the request.
  private(set) var missing: [Parameter] = []

  var isComplete: Bool { problems.isEmpty && missing.isEmpty }

  /// - Parameters:
  ///   - path: the values of the page path's parameters, which no query string can replace.
  ///   - lookup: the query string's value of a name.
  init(_ query: Query, path: [Name: String], now: Instant, lookup: (String) -> String?) {
    for parameter in query.parameters {
      take(parameter, path[parameter.name] ?? lookup(parameter.name.text), now)
    }
  }

  /// Absent: the default. Present and empty: NULL where the parameter may be empty, else the default.
  private mutating func take(_ parameter: Parameter, _ text: String?, _ now: Instant) {
    let name = parameter.name
    typed[name] = text ?? parameter.fallbackValue(now: now) ?? ""
    switch parameter.parse(text ?? "") {
    case .failure(let problem):
      problems.append(problem)
      labels[problem.field] = parameter.label
    case .success(let value?): values[name] = .some(value)
    case .success(nil):
      let usesDefault = text == nil || parameter.required
      if usesDefault, let fallback = parameter.fallbackValue(now: now) {
        values[name] = .some(fallback)
        typed[name] = fallback
      } else if parameter.required {
        missing.append(parameter)
      } else {
        values[name] = .some(nil)
      }
    }
  }
}

extension CompiledQuery {
  /// The values of `$1…`.
  func bound(_ arguments: Arguments, viewer: Viewer) -> [String?] {
    names.map { viewer.value(of: $0) ?? arguments.values[$0] ?? nil }
  }
}
