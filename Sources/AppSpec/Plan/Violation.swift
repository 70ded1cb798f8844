import Values

/// A rule of the database's own that the values of an action do not keep: the person can correct it. Carries names of
/// the schema to find the field by; they are the database owner's and are never shown.
public struct Violation: Error, Sendable, Equatable {
  public enum Rule: Sendable { case unique, reference, overlap, missing, check, range, length, form, own }

  public let rule: Rule
  public let sqlState: String
  let table: String?
  let column: String?
  let constraint: String?

  /// Nil for what is no such rule (PostgreSQL, appendix A: classes 22, 23 and 44, and `raise exception`).
  public init?(sqlState: String, table: String? = nil, column: String? = nil, constraint: String? = nil) {
    switch sqlState {
    case "23505": rule = .unique
    case "23503", "23001": rule = .reference
    case "23P01": rule = .overlap
    case "23502": rule = .missing
    case "22003": rule = .range
    case "22001": rule = .length
    case "P0001": rule = .own
    case _ where sqlState.hasPrefix("23") || sqlState.hasPrefix("44"): rule = .check
    case _ where sqlState.hasPrefix("22"): rule = .form
    default: return nil
    }
    self.sqlState = sqlState
    self.table = table
    self.column = column
    self.constraint = constraint
  }

  /// Whether it is about what else there is, and not about the values alone.
  public var isConflict: Bool { [.unique, .reference, .overlap].contains(rule) }

  var message: String {
    switch rule {
    case .unique: "There is one with this value already, and there may be only one."
    case .reference: "This refers to something that is not there, or something else still needs it."
    case .overlap: "This overlaps with something that is there already."
    case .missing: "The database needs a value here."
    case .check: "The database does not allow this value."
    case .range: "This number is too large for the database."
    case .length: "This text is too long for the database."
    case .form: "This value does not have the form that the database expects."
    case .own: "A rule of the database does not allow this."
    }
  }
}

extension ActionPlan {
  /// In the person's words, at the input that it is about where that can be told.
  public func problem(_ violation: Violation) -> FieldProblem {
    FieldProblem(field: input(violation)?.name.text ?? FieldProblem.wholeForm, message: violation.message)
  }

  /// By the column's name, by PostgreSQL's own naming of constraints (`table_column_key`), or as the only input of the
  /// kind that can break such a rule.
  private func input(_ violation: Violation) -> Parameter? {
    if let column = violation.column { return action.inputs.first { $0.columnNames.contains(column) } }
    if let table = violation.table, let constraint = violation.constraint {
      let named = action.inputs.filter { input in
        input.columnNames.contains { constraint.hasPrefix("\(table)_\($0)_") }
      }
      return named.max { $0.name.text.utf8.count < $1.name.text.utf8.count }
    }
    let able = action.inputs.filter { violation.canConcern($0.type) }
    return able.count == 1 ? able[0] : nil
  }
}

extension Violation {
  fileprivate func canConcern(_ type: ParameterType) -> Bool {
    switch rule {
    case .length: type == .text
    case .range: type == .integer || type == .decimal
    default: false
    }
  }
}

extension Parameter {
  /// The columns that an input is about by its name. `Check` refuses an input that is named like a column of its row and
  /// advises `new_` in front.
  var columnNames: [String] {
    name.text.hasPrefix("new_") ? [name.text, String(name.text.dropFirst(4))] : [name.text]
  }

  /// What an edit form begins with: the row's value of the column that the input is about, as its field takes it.
  func value(in row: ResultSet?) -> String? {
    guard let row, !row.isEmpty, let column = columnNames.lazy.compactMap({ row.column($0) }).first,
      let text = row.text(0, column)
    else { return nil }
    switch type {
    case .text, .integer, .decimal, .uuid: return text
    case .boolean: return text == "t" || text == "true" ? "true" : "false"
    case .day: return String(text.prefix(10))
    // Sources answer in UTC and ISO 8601: 2026-03-12 09:30:00+00
    case .timestamp: return String(text.prefix(10)) + "T" + text.dropFirst(11).prefix { $0 != "+" && $0 != "-" }
    case .choice(let choices): return choices.contains { $0.value == text } ? text : nil
    }
  }
}
