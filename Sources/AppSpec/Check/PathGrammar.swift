extension PagePath {
  /// `/`, or parts behind slashes: literals of lower-case letters, digits, `-` and `_` that begin with a letter or digit
  /// (so that `-` and `_freehold` stay the runtime's), and `:names`. Nil for anything else.
  init?(parsing text: String) {
    guard text.hasPrefix("/"), text.utf8.count <= 500 else { return nil }
    if text == "/" {
      self.init(segments: [])
      return
    }
    var segments: [Segment] = []
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      if part.hasPrefix(":") {
        guard let name = Name(String(part.dropFirst())) else { return nil }
        segments.append(.parameter(name))
      } else {
        guard PagePath.isLiteral(part) else { return nil }
        segments.append(.literal(String(part)))
      }
    }
    self.init(segments: segments)
  }

  private static func isLiteral(_ part: Substring) -> Bool {
    let bytes = part.utf8
    guard let first = bytes.first, bytes.count <= 63, first != 45, first != 95 else { return false }
    return bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
  }

  /// How two pages' paths meet, so that a request is never for two pages: a literal wins over a parameter.
  enum Meeting { case apart, same, ambiguous, ordered }

  func meets(_ other: PagePath) -> Meeting {
    guard segments.count == other.segments.count else { return .apart }
    var thisWins = false
    var otherWins = false
    for pair in zip(segments, other.segments) {
      switch pair {
      case (.literal(let left), .literal(let right)): if left != right { return .apart }
      case (.literal, .parameter): thisWins = true
      case (.parameter, .literal): otherWins = true
      case (.parameter, .parameter): break
      }
    }
    if thisWins && otherWins { return .ambiguous }
    return thisWins || otherWins ? .ordered : .same
  }

  /// Whether a link of this form leads to that page: a page's parameter takes anything, its literal only itself.
  func leads(to page: PagePath) -> Bool {
    segments.count == page.segments.count
      && zip(segments, page.segments).allSatisfy { link, segment in
        if case .literal(let wanted) = segment { return link == .literal(wanted) }
        return true
      }
  }
}

extension Expectation {
  /// `one row`, `some rows`, `any rows`, `3 rows`
  init?(parsing text: String) {
    switch text {
    case "one row": self = .oneRow
    case "some rows": self = .someRows
    case "any rows": self = .anyRows
    default:
      guard text.hasSuffix(" rows"), let count = Int(text.dropLast(5)), (0...999_999_999).contains(count),
        text.utf8.first.map({ (48...57).contains($0) }) == true
      else { return nil }
      self = .rows(count)
    }
  }
}
