/// The words in which findings speak of shapes and names.
enum SpecWords {
  static func what(_ shape: Shape) -> String {
    switch shape {
    case .text(let rule): rule.what
    case .flag: "true or false"
    case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .word(let words, _): "one of \(words.joined(separator: ", "))"
    case .list(let element): "a list [ … ], each \(what(element))"
    case .named: "a group of names { … }"
    case .group(let group):
      "\(group.what) { \(group.keys.filter(\.required).map { "\($0.name): …" }.joined(separator: ", ")) }"
    case .either(let shapes): shapes.map(what).joined(separator: ", or ")
    }
  }

  static func fits(_ shape: Shape, _ node: SpecNode) -> Bool {
    switch (shape, node.content) {
    case (.text, .scalar), (.flag, .scalar), (.whole, .scalar), (.word, .scalar), (.list, .sequence),
      (.named, .mapping), (.group, .mapping):
      true
    case (.either(let shapes), _): shapes.contains { fits($0, node) }
    default: false
    }
  }

  static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// `due_on` as “Due on”.
  static func label(_ name: String) -> String {
    capital(String(name.map { $0 == "_" ? " " : $0 }))
  }
}
