/// One statement of a spec with its `:name` placeholders found, so that values are only ever bound.
public struct SQLTemplate: Sendable, Equatable {
  /// What the statement is for decides what it may begin with.
  public enum Use: Sendable {
    /// Reads through a cursor.
    case query
    /// A step of an action.
    case step

    /// The words that a statement may begin with.
    public var allowed: [String] {
      switch self {
      case .query: ["select", "with", "values", "table"]
      case .step: ["insert", "update", "delete", "merge", "with", "select"]
      }
    }
  }

  public enum Piece: Sendable, Equatable {
    case sql(String)
    case placeholder(Name)
  }

  /// The statement in order, without a final semicolon.
  public let pieces: [Piece]
  /// Each placeholder's name once, in the order of first appearance.
  public let names: [Name]
  /// Every occurrence with its UTF-8 offset in the statement as written.
  public let occurrences: [(name: Name, offset: Int)]
  public let problems: [SQLProblem]

  /// Always makes a template; it may run only when `problems` is empty.
  public init(_ sql: String, for use: Use) {
    let lexer = SQLLexer(sql)
    var found = lexer.problems
    found += SQLGrammar(lexer: lexer, use: use).problems()
    occurrences = lexer.tokens.compactMap { token in
      guard token.kind == .placeholder, let name = Name(String(lexer.text(token).dropFirst())) else { return nil }
      return (name, token.range.lowerBound)
    }
    var seen: Set<Name> = []
    names = occurrences.map(\.name).filter { seen.insert($0).inserted }
    pieces = SQLTemplate.cut(lexer)
    problems = found.sorted { $0.offset < $1.offset }
  }

  /// The statement with `numbering`'s placeholders: `($2::bigint)`. Called for each occurrence; the same name should get
  /// the same index.
  ///
  /// Parenthesised, because `$1::text[]` before a subscript would read the subscript as part of the type. Ends without a
  /// line break and possibly in a `--` comment: put one behind it before appending anything.
  public func text(numbering: (Name) -> (index: Int, type: String)) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .sql(let sql): text += sql
      case .placeholder(let name):
        let (index, type) = numbering(name)
        text += "($\(index)::\(type))"
      }
    }
    return text
  }

  private static func cut(_ lexer: SQLLexer) -> [Piece] {
    var pieces: [Piece] = []
    var start = 0
    func sql(upTo end: Int) {
      if end > start { pieces.append(.sql(String(decoding: lexer.bytes[start..<end], as: UTF8.self))) }
    }
    for token in lexer.tokens {
      if token.kind == .placeholder, let name = Name(String(lexer.text(token).dropFirst())) {
        sql(upTo: token.range.lowerBound)
        pieces.append(.placeholder(name))
        start = token.range.upperBound
      } else if token.kind == .symbol(UInt8(ascii: ";")) {
        sql(upTo: token.range.lowerBound)
        start = token.range.upperBound
      }
    }
    sql(upTo: lexer.bytes.count)
    return pieces
  }

  public static func == (left: SQLTemplate, right: SQLTemplate) -> Bool {
    left.pieces == right.pieces && left.problems == right.problems
  }
}
