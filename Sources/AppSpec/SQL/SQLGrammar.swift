/// The few rules about a statement that its tokens alone can tell. The database has the last word; these are for a
/// clear message while the spec is being written.
struct SQLGrammar {
  let lexer: SQLLexer
  let use: SQLTemplate.Use

  func problems() -> [SQLProblem] {
    placeholders() + brackets() + statements() + beginning() + (use == .query ? writes() : [])
  }

  private func placeholders() -> [SQLProblem] {
    lexer.tokens.compactMap { token in
      let text = lexer.text(token)
      if token.kind == .positional { return problem(.positionalPlaceholder(text), token) }
      guard token.kind == .placeholder, Name(String(text.dropFirst())) == nil else { return nil }
      return problem(.badPlaceholder(text), token)
    }
  }

  private func brackets() -> [SQLProblem] {
    var open: [SQLToken] = []
    var problems: [SQLProblem] = []
    for token in lexer.tokens {
      switch token.kind {
      case .symbol(UInt8(ascii: "(")), .symbol(UInt8(ascii: "[")): open.append(token)
      case .symbol(UInt8(ascii: ")")), .symbol(UInt8(ascii: "]")):
        let partner: UInt8 = lexer.text(token) == ")" ? UInt8(ascii: "(") : UInt8(ascii: "[")
        if open.last?.kind == .symbol(partner) {
          open.removeLast()
        } else {
          problems.append(problem(.unbalanced(lexer.text(token)), token))
        }
      default: break
      }
    }
    return problems + open.map { problem(.unbalanced(lexer.text($0)), $0) }
  }

  /// Semicolons may end the statement; nothing but more of them may follow.
  private func statements() -> [SQLProblem] {
    let semicolon = SQLToken.Kind.symbol(UInt8(ascii: ";"))
    guard let end = lexer.tokens.firstIndex(where: { $0.kind == semicolon }),
      let second = lexer.tokens[end...].first(where: { $0.kind != semicolon })
    else { return [] }
    return [problem(.severalStatements, second)]
  }

  private func beginning() -> [SQLProblem] {
    guard let first = lexer.tokens.first(where: { $0.kind != .symbol(UInt8(ascii: "(")) }),
      first.kind != .symbol(UInt8(ascii: ";"))
    else { return lexer.problems.isEmpty ? [SQLProblem(kind: .empty, offset: 0)] : [] }
    let word = lexer.text(first).lowercased()
    if first.kind == .word, use.allowed.contains(word) { return [] }
    if use == .query, first.kind == .word, SQLGrammar.writing.contains(word) {
      return [problem(.writes(word: word), first)]
    }
    return [problem(.notAllowed(word: String(word.prefix(40)), allowed: use.allowed), first)]
  }

  private static let writing: Set<String> = ["insert", "update", "delete", "merge", "truncate"]

  /// A writing CTE, `select … into`, and row locks; a cursor would refuse each.
  private func writes() -> [SQLProblem] {
    let tokens = lexer.tokens
    let words = tokens.map { $0.kind == .word ? lexer.text($0).lowercased() : "" }
    return tokens.indices.compactMap { index in
      let before = index > 0 ? words[index - 1] : ""
      switch words[index] {
      case "insert", "update", "delete", "merge":
        guard index > 1, tokens[index - 1].kind == .symbol(UInt8(ascii: "(")),
          ["as", "materialized"].contains(words[index - 2])
        else { return nil }
        return problem(.writes(word: words[index]), tokens[index])
      case "into":
        let qualified = index > 0 && tokens[index - 1].kind == .symbol(UInt8(ascii: "."))
        return before == "as" || qualified || writingBefore(index, words)
          ? nil : problem(.writes(word: "select … into"), tokens[index])
      case "for":
        let after = index + 1 < words.count ? words[index + 1] : ""
        return ["update", "share", "no", "key"].contains(after) ? problem(.locksRows, tokens[index]) : nil
      default: return nil
      }
    }
  }

  /// `insert into` and `merge into` have their own problem already.
  private func writingBefore(_ index: Int, _ words: [String]) -> Bool {
    index > 0 && ["insert", "merge"].contains(words[index - 1])
  }

  private func problem(_ kind: SQLProblem.Kind, _ token: SQLToken) -> SQLProblem {
    SQLProblem(kind: kind, offset: token.range.lowerBound)
  }
}
