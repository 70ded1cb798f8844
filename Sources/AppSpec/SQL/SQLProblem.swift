/// What is wrong with a statement of a spec, at a byte of its text.
public struct SQLProblem: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case empty
    case nulByte
    case unterminated(what: String)
    case unbalanced(String)
    case severalStatements
    case positionalPlaceholder(String)
    case badPlaceholder(String)
    /// `allowed` are the words that this kind of statement may begin with.
    case notAllowed(word: String, allowed: [String])
    case writes(word: String)
    case locksRows
  }
  public let kind: Kind
  /// UTF-8 offset in the statement.
  public let offset: Int

  /// A stable kebab-case code.
  public var code: String {
    switch kind {
    case .empty: "sql-empty"
    case .nulByte: "sql-nul-byte"
    case .unterminated: "sql-unterminated"
    case .unbalanced: "sql-unbalanced"
    case .severalStatements: "sql-several-statements"
    case .positionalPlaceholder: "sql-positional-placeholder"
    case .badPlaceholder: "sql-bad-placeholder"
    case .notAllowed: "sql-not-allowed"
    case .writes: "sql-writes"
    case .locksRows: "sql-locks-rows"
    }
  }

  public var message: String {
    switch kind {
    case .empty: "There is no SQL here."
    case .nulByte: "The SQL contains a NUL byte, which PostgreSQL cannot read."
    case .unterminated(let what): "This \(what) is never closed."
    case .unbalanced(let bracket): "This “\(bracket)” has no partner."
    case .severalStatements: "A second statement begins here."
    case .positionalPlaceholder(let text): "“\(text)” is a numbered placeholder; values have names here."
    case .badPlaceholder(let text): "“\(text)” is not a usable placeholder name."
    case .notAllowed(let word, _): "“\(word)” cannot be the beginning of this statement."
    case .writes(let word): "This query writes (“\(word)”), and queries only read."
    case .locksRows: "This query locks rows, and queries only read."
    }
  }

  public var advice: String {
    switch kind {
    case .empty: "Write one statement, such as: select id, name from customers"
    case .nulByte: "Remove it; text columns cannot hold NUL either."
    case .unterminated: "Close it where it should end."
    case .unbalanced: "Add the missing bracket, or remove this one."
    case .severalStatements:
      "Write one statement for each query or step; several steps of an action already commit together."
    case .positionalPlaceholder: "Declare a parameter and write it as :name."
    case .badPlaceholder: "Use a lower-case letter, then lower-case letters, digits and underscores: :due_before"
    case .notAllowed(_, let allowed): "Begin with one of: \(allowed.joined(separator: ", "))."
    case .writes: "Write in a step of an action: there it is confirmed, checked and audited."
    case .locksRows: "Leave the “for …” clause out; an action's steps run in a transaction of their own."
    }
  }
}
