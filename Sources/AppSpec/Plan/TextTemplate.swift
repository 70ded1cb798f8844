/// The `{{variables}}` of a spec's texts: Mustache without what `Check` refuses (`{{{`, `{{&`, partials, lambdas, other
/// delimiters).
///
/// Our own and not swift-mustache, because a value must stay a value: texts are Markdown, and neither markup nor
/// links may come out of a customer's name. Values are therefore kept apart from the literals around them.
struct TextTemplate: Sendable {
  enum Piece: Sendable, Equatable {
    case literal(String)
    case value(Value)
  }

  /// What a variable stands for.
  struct Value: Sendable, Equatable {
    /// The database's text, for URLs.
    var raw: String
    /// As a person reads it.
    var shown: String
    /// Its class, where it is personal.
    var personal: PersonalData?

    init(raw: String, shown: String? = nil, personal: PersonalData? = nil) {
      self.raw = raw
      self.shown = shown ?? raw
      self.personal = personal
    }
  }

  private indirect enum Node {
    case literal(String)
    case variable(String)
    case section(String, inverted: Bool, [Node])
  }

  private let nodes: [Node]

  init(_ text: String) {
    var rest = text[...]
    nodes = TextTemplate.parse(&rest, until: nil)
  }

  /// Every variable and section, in order, as often as it stands there.
  var names: [String] { TextTemplate.names(nodes) }

  private static func names(_ nodes: [Node]) -> [String] {
    nodes.flatMap { node -> [String] in
      switch node {
      case .literal: []
      case .variable(let name): [name]
      case .section(let name, _, let inner): [name] + names(inner)
      }
    }
  }

  /// - Parameter lookup: nil for NULL and for what there is not; a variable of it leaves nothing behind.
  func expand(_ lookup: (String) -> Value?) -> [Piece] {
    var out: [Piece] = []
    TextTemplate.expand(nodes, lookup, &out)
    return out
  }

  /// As plain text.
  func text(_ lookup: (String) -> Value?) -> String {
    expand(lookup).map { piece in
      switch piece {
      case .literal(let text): text
      case .value(let value): value.shown
      }
    }.joined()
  }

  private static func expand(_ nodes: [Node], _ lookup: (String) -> Value?, _ out: inout [Piece]) {
    for node in nodes {
      switch node {
      case .literal(let text): out.append(.literal(text))
      case .variable(let name): if let value = lookup(name) { out.append(.value(value)) }
      case .section(let name, let inverted, let inner):
        if isTrue(lookup(name)) != inverted { expand(inner, lookup, &out) }
      }
    }
  }

  /// PostgreSQL's false is `f`.
  private static func isTrue(_ value: Value?) -> Bool {
    guard let raw = value?.raw else { return false }
    return !raw.isEmpty && raw != "f" && raw != "false"
  }

  private static func parse(_ rest: inout Substring, until closing: String?) -> [Node] {
    var nodes: [Node] = []
    while let open = position(of: "{{", in: rest) {
      if open > rest.startIndex { nodes.append(.literal(String(rest[..<open]))) }
      let inner = rest[rest.index(open, offsetBy: 2)...]
      guard let close = position(of: "}}", in: inner) else {
        nodes.append(.literal(String(rest[open...])))
        rest = ""
        return nodes
      }
      let tag = words(inner[..<close])
      rest = inner[inner.index(close, offsetBy: 2)...]
      switch tag.first {
      case "#", "^":
        let name = words(tag.dropFirst())
        nodes.append(.section(String(name), inverted: tag.first == "^", parse(&rest, until: String(name))))
      case "/": if closing == String(words(tag.dropFirst())) { return nodes }
      case "!": break
      default: nodes.append(.variable(String(tag)))
      }
    }
    if !rest.isEmpty { nodes.append(.literal(String(rest))) }
    rest = ""
    return nodes
  }

  private static func words(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  private static func position(of pair: String, in text: Substring) -> String.Index? {
    let wanted = pair.first
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == wanted, next < text.endIndex, text[next] == wanted { return index }
      index = next
    }
    return nil
  }
}
