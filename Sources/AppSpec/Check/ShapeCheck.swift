/// Compares a spec's tree with the table of shapes: unknown and missing keys, wrong kinds and words.
struct ShapeCheck {
  private(set) var findings: [Finding] = []

  static func findings(_ root: SpecNode) -> [Finding] {
    var check = ShapeCheck()
    check.group(SpecShape.app, root, at: root.place)
    return check.findings
  }

  /// - Parameter place: of the key at which `node` stands.
  private mutating func value(_ shape: Shape, _ node: SpecNode, at place: Place, key: String) {
    if node.isAbsent {
      return report(
        place, "value-missing", "Nothing stands at “\(key.shortened)”.",
        "Write \(SpecWords.what(shape)), or remove the key.")
    }
    switch shape {
    case .text(let rule): text(rule, node, key)
    case .flag: flag(node, key)
    case .whole(let range): whole(range, node, key)
    case .word(let words, let later): word(words, later, node, key)
    case .list(let element): list(element, node, key)
    case .named(let rule, let element, let atLeastOne): named(rule, element, atLeastOne, node, key)
    case .group(let shape): group(shape, node, at: place)
    case .either(let shapes):
      guard let fitting = shapes.first(where: { SpecWords.fits($0, node) }) else { return wrongKind(shape, node, key) }
      value(fitting, node, at: place, key: key)
    }
  }

  private mutating func text(_ rule: Shape.TextRule, _ node: SpecNode, _ key: String) {
    guard case .scalar(let text, _) = node.content else { return wrongKind(.text(rule), node, key) }
    if !rule.accepts(text) {
      let quoted = text.isEmpty ? "An empty text" : "“\(text.shortened)”"
      report(node.place, "bad-value", "\(quoted) is not \(rule.what) (at “\(key)”).", rule.advice)
    }
  }

  private mutating func flag(_ node: SpecNode, _ key: String) {
    guard case .scalar(let text, let style) = node.content else { return wrongKind(.flag, node, key) }
    guard style == .plain, text == "true" || text == "false" else {
      return report(
        node.place, "bad-value", "“\(text.shortened)” is neither true nor false (at “\(key)”).",
        "Write true or false, without quotes; yes, no, on and off are texts here.")
    }
  }

  private mutating func whole(_ range: ClosedRange<Int>, _ node: SpecNode, _ key: String) {
    guard case .scalar(let text, let style) = node.content else { return wrongKind(.whole(range), node, key) }
    guard style == .plain, let number = Int(text), String(number) == text, range.contains(number) else {
      return report(
        node.place, "bad-value",
        "“\(text.shortened)” is not a whole number from \(range.lowerBound) to \(range.upperBound) (at “\(key)”).",
        "Write it in plain digits, without quotes and leading zeros.")
    }
  }

  private mutating func word(_ words: [String], _ later: [String], _ node: SpecNode, _ key: String) {
    guard case .scalar(let text, _) = node.content else { return wrongKind(.word(words), node, key) }
    if words.contains(text) { return }
    if later.contains(text) {
      return report(
        node.place, "not-yet", "“\(text)” comes in a later version.",
        "This version knows: \(words.joined(separator: ", ")).")
    }
    report(
      node.place, "unknown-word", "“\(text.shortened)” is not known at “\(key)”.",
      Nearest.advice(for: text, among: words, none: ""))
  }

  private mutating func list(_ element: Shape, _ node: SpecNode, _ key: String) {
    guard case .sequence(let items) = node.content else { return wrongKind(.list(element), node, key) }
    if items.isEmpty {
      let empty = emptiness(key)
      report(node.place, empty.code, empty.message, empty.advice)
    }
    for item in items { value(element, item, at: item.place, key: key) }
  }

  /// An empty list of roles is as bad as none.
  private func emptiness(_ key: String) -> (code: String, message: String, advice: String) {
    if key == "roles" { return SpecShape.rolesKey("list", "use").missing ?? ("list-empty", "", "") }
    return ("list-empty", "The list at “\(key)” is empty.", "Add an entry, or remove the key.")
  }

  private mutating func named(
    _ rule: Shape.TextRule, _ element: Shape, _ atLeastOne: Bool, _ node: SpecNode, _ key: String
  ) {
    guard case .mapping(let entries) = node.content else { return wrongKind(.named(rule, element), node, key) }
    if entries.isEmpty, atLeastOne {
      report(node.place, "list-empty", "Nothing stands in the braces at “\(key)”.", "Add an entry, or remove the key.")
    }
    for entry in entries {
      if !rule.accepts(entry.key) {
        report(entry.place, "bad-name", "“\(entry.key.shortened)” is not \(rule.what) (under “\(key)”).", rule.advice)
      }
      value(element, entry.value, at: entry.place, key: entry.key)
    }
  }

  private mutating func group(_ shape: Shape.Group, _ node: SpecNode, at place: Place) {
    guard case .mapping(let entries) = node.content else { return wrongKind(.group(shape), node, shape.what) }
    let names = shape.keys.filter { !$0.later }.map(\.name)
    for entry in entries {
      guard let key = shape.key(entry.key) else {
        unknown(entry, names, shape)
        continue
      }
      if key.later {
        report(
          entry.place, "not-yet", "“\(key.name)” in \(shape.what) comes in a later version.",
          "This version knows: \(names.joined(separator: ", ")).")
      } else {
        value(key.shape, entry.value, at: entry.place, key: key.name)
      }
    }
    shape.exactlyOne ? exactlyOne(shape, names, entries, place) : missing(shape, entries, place)
  }

  private mutating func unknown(_ entry: SpecNode.Entry, _ names: [String], _ shape: Shape.Group) {
    // `{ help: Now, please }` has a key “please”.
    let isRest = entry.value.isAbsent && entry.key.contains(" ")
    report(
      entry.place, "unknown-key", "“\(entry.key.shortened)” is not a key of \(shape.what).",
      isRest
        ? "A comma in { } begins the next key: put a text with commas in quotes."
        : Nearest.advice(for: entry.key, among: names, none: ""))
  }

  private mutating func exactlyOne(
    _ shape: Shape.Group, _ names: [String], _ entries: [SpecNode.Entry], _ place: Place
  ) {
    let known = entries.filter { shape.key($0.key) != nil }
    if known.count > 1 {
      report(
        known[1].place, "several-kinds", "“\(known[1].key)” stands beside “\(known[0].key)” in \(shape.what).",
        "Keep one of them here, and give the other an entry of its own.")
    } else if known.isEmpty, entries.isEmpty {
      report(
        place, "key-missing", "This is \(shape.what) without content.",
        "Write one of: \(names.joined(separator: ", ")).")
    }
  }

  private mutating func missing(_ shape: Shape.Group, _ entries: [SpecNode.Entry], _ place: Place) {
    let missing = shape.keys.filter { key in key.required && !entries.contains { $0.key == key.name } }
    if missing.isEmpty || findings.count >= SpecChecker.enough { return }
    let mistyped = Set(entries.compactMap { shape.meant(by: $0.key) })
    for key in missing where !mistyped.contains(key.name) {
      let said =
        key.missing ?? (
          "key-missing", "\(SpecWords.capital(shape.what)) needs “\(key.name)”; it is missing here.",
          "Add \(key.name): \(SpecWords.what(key.shape)). \(key.summary)"
        )
      report(place, said.code, said.message, said.advice)
    }
  }

  private mutating func wrongKind(_ shape: Shape, _ node: SpecNode, _ key: String) {
    report(
      node.place, "wrong-kind", "Here stands \(node.kind), where “\(key.shortened)” wants \(SpecWords.what(shape)).",
      "Write \(SpecWords.what(shape)).")
  }

  private mutating func report(
    _ place: Place, _ code: String, _ message: @autoclosure () -> String, _ advice: @autoclosure () -> String
  ) {
    if findings.count >= SpecChecker.enough { return }
    findings.append(Finding(.error, place, code, message(), advice()))
  }
}
