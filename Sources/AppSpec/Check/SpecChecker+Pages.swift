/// Pages: paths that do not meet, roles, and parameters that somebody supplies.
extension SpecChecker {
  mutating func readPages(_ root: SpecNode) -> [Page] {
    let nodes = root["pages"]?.items ?? []
    checkMeetings(nodes)
    if !nodes.isEmpty, !hasUnreadablePaths, !paths.contains(PagePath(segments: [])) {
      warn(
        root.entry("pages")?.place ?? root.place, "no-first-page",
        "No page has the path “/”, so the app's address shows none.",
        "Give the page that people see first the path /.")
    }
    return nodes.compactMap { readPage($0) }
  }

  private mutating func checkMeetings(_ nodes: [SpecNode]) {
    var seen: [(path: PagePath, line: Int)] = []
    for node in nodes {
      guard let pathNode = node["path"], let path = pathNode.text.flatMap({ PagePath(parsing: $0) }) else { continue }
      checkParameters(path, at: pathNode.place)
      for other in seen {
        switch path.meets(other.path) {
        case .apart, .ordered: continue
        case .same:
          report(
            pathNode.place, "duplicate-page", "“\(path)” is the page in line \(other.line) again.",
            "Give one of them another path.")
        case .ambiguous:
          report(
            pathNode.place, "ambiguous-page",
            "Some addresses are for “\(path)” and for “\(other.path)” (line \(other.line)) at once.",
            "Begin one of them with a word of its own.")
        }
        break
      }
      seen.append((path, pathNode.place.line))
    }
  }

  private mutating func checkParameters(_ path: PagePath, at place: Place) {
    var seen: Set<Name> = []
    for name in path.parameters {
      if !seen.insert(name).inserted {
        report(place, "duplicate-parameter", "“:\(name)” stands twice in this path.", "Give one of them another name.")
      }
      if name.text.hasPrefix("viewer_") {
        report(
          place, "reserved-name", "“\(name)” is reserved: names that begin with viewer_ are set by the runtime.",
          "Choose another name.")
      }
    }
  }

  private mutating func readPage(_ node: SpecNode) -> Page? {
    guard let path = node.text("path").flatMap({ PagePath(parsing: $0) }) else {
      _ = readBlocks(node, PagePath(segments: []), [])
      return nil
    }
    let roles = readRoles(node["roles"])
    let blocks = readBlocks(node, path, roles)
    checkSupply(node, path, blocks)
    let listed = node["listed"]?.flag
    if listed == true, !path.parameters.isEmpty, let place = node["listed"]?.place {
      warn(
        place, "cannot-be-listed", "A page with a parameter in its path cannot be listed.",
        "Remove listed; rows lead to this page.")
    }
    return Page(
      path: path, title: node.text("title") ?? "", roles: roles,
      listed: path.parameters.isEmpty && (listed ?? true), blocks: blocks)
  }

  /// The queries that a page's blocks read.
  func queryNames(of blocks: [Block]) -> [Name] {
    blocks.flatMap { block -> [Name] in
      switch block.content {
      case .text(let text): text.query.map { [$0] } ?? []
      case .metric(let metric): [metric.query]
      case .filter(let filter): [filter.query]
      case .table(let table): [table.query]
      case .detail(let detail): [detail.query]
      case .form(let form): actions[form.action]?.on.map { [$0] } ?? []
      case .chart(let chart): [chart.query]
      case .document(let document): [document.query, document.lines]
      }
    }
  }

  private mutating func checkSupply(_ node: SpecNode, _ path: PagePath, _ blocks: [Block]) {
    let names = queryNames(of: blocks)
    let parameters = names.flatMap { queries[$0]?.parameters ?? [] }
    let place = node["path"]?.place ?? node.place
    for name in path.parameters where !parameters.contains(where: { $0.name == name }) {
      warn(
        place, "unused-path-parameter", "No query on this page has the parameter “\(name)”.",
        "Declare it at the query that should follow the address: parameters: { \(name): integer }")
    }
    let filtered = blocks.flatMap { block -> [Name] in
      guard case .filter(let filter) = block.content else { return [] }
      return queries[filter.query]?.parameters.map(\.name) ?? []
    }
    var reported: Set<Name> = []
    for parameter in parameters where parameter.required && parameter.fallback == nil {
      guard !path.parameters.contains(parameter.name), !filtered.contains(parameter.name),
        reported.insert(parameter.name).inserted
      else { continue }
      warn(
        place, "never-supplied", "Nothing on this page supplies “\(parameter.name)”.",
        "Put it into the path (/:\(parameter.name)), add a filter, or give it a default.")
    }
  }
}
