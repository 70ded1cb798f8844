/// The tree of a spec with the place of everything in it, before anything is known about its meaning.
///
/// Scalars stay text: what `no`, `1:30` or `007` means is decided by the key they stand at, never guessed.
struct SpecNode: Equatable {
  enum Content: Equatable {
    case scalar(String, Style)
    case sequence([SpecNode])
    case mapping([Entry])
  }
  enum Style: Equatable { case plain, quoted, literal, folded }
  struct Entry: Equatable {
    let key: String
    let place: Place
    let value: SpecNode
  }
  let content: Content
  let place: Place

  /// What a message calls it.
  var kind: String {
    switch content {
    case .scalar(let text, .plain) where text.isEmpty || text == "~" || text == "null": "nothing"
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a group of keys"
    }
  }

  /// Nothing stands here: `key:`, `~` or `null` without quotes.
  var isAbsent: Bool { kind == "nothing" }
}

/// Line and column from 1; columns count Unicode scalars.
struct Place: Comparable, Sendable {
  var line: Int
  var column: Int
  static let start = Place(line: 1, column: 1)
  static func < (left: Place, right: Place) -> Bool { (left.line, left.column) < (right.line, right.column) }
}
