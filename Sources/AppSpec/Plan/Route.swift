/// Which page a path means, and what a path says for a row.
extension PagePath {
  /// The values of the path's parameters when `segments` has its shape; nil when it has not.
  func match(_ segments: [String]) -> [Name: String]? {
    guard segments.count == self.segments.count else { return nil }
    var values: [Name: String] = [:]
    for (pattern, text) in zip(self.segments, segments) {
      switch pattern {
      case .literal(let literal): if literal != text { return nil }
      case .parameter(let name):
        if text.isEmpty { return nil }
        values[name] = text
      }
    }
    return values
  }

  /// Whether every path of the shape `other` is one of this shape: `/invoices/:id` covers `/invoices/:number`.
  func covers(_ other: PagePath) -> Bool {
    guard segments.count == other.segments.count else { return false }
    return zip(segments, other.segments).allSatisfy { mine, theirs in
      if case .parameter = mine { true } else { mine == theirs }
    }
  }

  var literalCount: Int { segments.count { if case .literal = $0 { true } else { false } } }
}

extension App {
  /// The page at `segments` that this role may open; of several the one with the most literal segments.
  func page(at segments: [String], for role: Role) -> (page: Page, parameters: [Name: String])? {
    pages.compactMap { page in page.path.match(segments).map { (page: page, parameters: $0) } }
      .max { $0.page.path.literalCount < $1.page.path.literalCount }
      .flatMap { $0.page.roles.contains(role) ? $0 : nil }
  }

  /// Whether the page that `path` leads to is one that this role may open: links to others are not shown.
  func leadsSomewhere(_ path: PagePath, for role: Role) -> Bool {
    pages.filter { $0.path.covers(path) }.max { $0.path.literalCount < $1.path.literalCount }
      .map { $0.roles.contains(role) } ?? false
  }

  /// The pages of the navigation.
  func listedPages(for role: Role) -> [Page] {
    pages.filter { $0.listed && $0.path.parameters.isEmpty && $0.roles.contains(role) }
  }

  func actions(_ names: [Name], for role: Role) -> [Action] {
    names.compactMap { action($0) }.filter { $0.roles.contains(role) }
  }
}
