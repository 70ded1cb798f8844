/// What may stand at a place of a spec. One table of shapes (`SpecShape`) feeds both the checker and the JSON Schema, so
/// that they cannot differ.
indirect enum Shape: Sendable {
  /// One scalar that obeys a rule.
  case text(TextRule)
  /// `true` or `false`, without quotes.
  case flag
  /// A whole number without quotes.
  case whole(ClosedRange<Int>)
  /// One of these words. `later` are words of the design that this version does not know yet.
  case word([String], later: [String] = [])
  case list(Shape)
  /// Names of the builder's choice, each with a value of one shape.
  case named(TextRule, Shape, atLeastOne: Bool = true)
  case group(Group)
  /// A short and a long form; which of them it is shows by scalar, list or group.
  case either([Shape])

  struct Group: Sendable {
    /// In messages: “a query”. The last word names it in the JSON Schema.
    let what: String
    let keys: [Key]
    /// Exactly one of the keys, instead of any of them.
    var exactlyOne = false

    func key(_ name: String) -> Key? { keys.first { $0.name == name } }

    /// The key that a mistyped one most probably is; nil for a known key.
    func meant(by text: String) -> String? {
      key(text) == nil ? Nearest.word(to: text, among: keys.lazy.filter { !$0.later }.map(\.name)) : nil
    }
  }

  struct Key: Sendable {
    let name: String
    let shape: Shape
    var required = false
    /// One sentence for editors.
    let summary: String
    /// Said instead of the general words when the key is missing.
    var missing: (code: String, message: String, advice: String)?
    /// A key of the design that this version does not know yet.
    var later = false
  }

  struct TextRule: Sendable {
    /// In messages: “a name”.
    let what: String
    /// ECMA 262, for the JSON Schema: to be found anywhere in the text.
    let pattern: String
    let accepts: @Sendable (String) -> Bool
    let advice: String
    /// Whether the JSON Schema may take numbers and booleans too: a spec reads them as the text that stands there.
    var anyScalar = false
  }
}

extension Shape.TextRule {
  /// Words for people, as they stand there.
  static let words = Shape.TextRule(
    what: "a text", pattern: "^(?![\\s\\S]*\\{\\{)[\\s\\S]*[^\\u0000-\\u0020]",
    accepts: { isSomething($0) && !$0.contains("{{") },
    advice:
      "Write something, or leave the key out. {{variables}} work in text blocks, confirm, success and prompt only.",
    anyScalar: true)

  /// Words for people with `{{variables}}`.
  static let template = Shape.TextRule(
    what: "a text", pattern: "[^\\u0000-\\u0020]", accepts: isSomething,
    advice: "Write something, or leave the key out.", anyScalar: true)

  static let sql = Shape.TextRule(
    what: "an SQL statement", pattern: "[^\\u0000-\\u0020]", accepts: isSomething,
    advice: "Write one statement, such as: select id, name from customers")

  private static func isSomething(_ text: String) -> Bool { !text.utf8.allSatisfy { $0 <= 32 } }

  /// A value as it would be typed, also an empty one.
  static let value = Shape.TextRule(
    what: "a value", pattern: "", accepts: { _ in true }, advice: "Write one value.", anyScalar: true)

  static let name = Shape.TextRule(
    what: "a name", pattern: "^[a-z][a-z0-9_]{0,62}$", accepts: { Name($0) != nil },
    advice: "Use a lower-case letter, then lower-case letters, digits and underscores, at most 63 in all.")

  static let column = Shape.TextRule(
    what: "a column", pattern: "^[^\\u0000]{1,63}$", accepts: { (1...63).contains($0.utf8.count) },
    advice: "Write the column's name as the query returns it, at most 63 bytes.")

  static let secret = Shape.TextRule(
    what: "the name of a secret", pattern: "^[a-z][a-z0-9_-]{0,62}$",
    accepts: { text in
      let bytes = Array(text.utf8)
      return (1...63).contains(bytes.count) && (97...122).contains(bytes[0])
        && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
    },
    advice:
      "Name it with lower-case letters, digits, - and _, beginning with a letter; its value is set on the runtime.")

  static let path = Shape.TextRule(
    what: "a path",
    pattern:
      "^/(([a-z0-9][a-z0-9_-]{0,62}|:[a-z][a-z0-9_]{0,62})(/([a-z0-9][a-z0-9_-]{0,62}|:[a-z][a-z0-9_]{0,62}))*)?$",
    accepts: { PagePath(parsing: $0) != nil },
    advice: "Begin with /; each part is lower-case letters, digits, - and _, or a parameter such as :id.")

  static let sort = Shape.TextRule(
    what: "a column to sort by", pattern: "^-?[^\\u0000-][^\\u0000]{0,62}$",
    accepts: { text in
      let column = text.hasPrefix("-") ? String(text.dropFirst()) : text
      return (1...63).contains(column.utf8.count) && !column.hasPrefix("-")
    },
    advice: "Write due_on for the smallest first, -due_on for the largest first.")

  static let expectation = Shape.TextRule(
    what: "an expectation", pattern: "^(one row|some rows|any rows|[0-9]{1,9} rows)$",
    accepts: { Expectation(parsing: $0) != nil },
    advice: "Write one of: one row, some rows, any rows, 3 rows.")

  static let currency = Shape.TextRule(
    what: "a currency", pattern: "^[A-Z]{3}$", accepts: { CurrencyCodes.all.contains($0) },
    advice: "Write an ISO 4217 code such as EUR, CHF or USD.")
}
