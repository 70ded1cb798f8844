/// Builds the model from a spec's tree and checks what the tree's shape cannot say: references, types, roles, SQL, texts.
///
/// Goes on after every finding; what cannot be built is left out, and `SpecCheck` throws the app away when there was an
/// error.
struct SpecChecker {
  let source: SpecSource
  private(set) var findings: [Finding] = []

  /// What the spec declares, also where it is wrong: a reference to something wrong is not a second error.
  var declaredSources: [String] = []
  var declaredQueries: [String] = []
  var declaredActions: [String] = []

  var sources: [Name: Source] = [:]
  var queries: [Name: Query] = [:]
  /// What each query's text tells about its columns.
  var columns: [Name: SelectList] = [:]
  var actions: [Name: Action] = [:]
  /// The paths of all pages that could be read.
  var paths: [PagePath] = []
  var hasUnreadablePaths = false
  /// Names that something refers to.
  var used: Set<String> = []

  /// Where looking for more stops: nobody reads them, and each costs a search for what was meant.
  static let enough = 1000
  var hasEnough: Bool { findings.count >= SpecChecker.enough }

  init(source: SpecSource) { self.source = source }

  mutating func check(_ root: SpecNode) -> App {
    declaredSources = declared("sources", root)
    declaredQueries = declared("queries", root)
    declaredActions = declared("actions", root)
    let pageNodes = root["pages"]?.items ?? []
    paths = pageNodes.compactMap { $0.text("path").flatMap { PagePath(parsing: $0) } }
    hasUnreadablePaths = paths.count < pageNodes.count
    let sources = readSources(root)
    let queries = readQueries(root)
    let actions = readActions(root)
    let pages = readPages(root)
    warnAboutUnused(root)
    warnAboutRedaction(root, actions)
    return App(
      name: root.name("app")?.name ?? Name("unnamed")!, title: root.text("title") ?? "",
      sources: sources, redaction: root["redaction"]?.text("policy").flatMap(RedactionPolicy.init) ?? .standard,
      redactor: root["redaction"]?.text("redactor"), queries: queries, pages: pages, actions: actions)
  }

  /// Also what stands under a mistyped `key`: that has its finding, and references to it need no others.
  private func declared(_ key: String, _ root: SpecNode) -> [String] {
    let node = root[key] ?? root.entries.first { SpecShape.app.meant(by: $0.key) == key }?.value
    return node?.entries.map(\.key) ?? []
  }

  private mutating func readSources(_ root: SpecNode) -> [Source] {
    let list = (root["sources"]?.entries ?? []).compactMap { entry -> Source? in
      guard let name = Name(entry.key), let kind = entry.value.text("kind").flatMap(Source.Kind.init),
        let secret = entry.value.text("secret")
      else { return nil }
      return Source(name: name, kind: kind, secret: secret)
    }
    for source in list { sources[source.name] = source }
    return list
  }

  private mutating func warnAboutUnused(_ root: SpecNode) {
    let kinds = [("sources", "source"), ("queries", "query"), ("actions", "action")]
    for (key, word) in kinds {
      for entry in root[key]?.entries ?? [] where !used.contains("\(word) \(entry.key)") {
        warn(
          entry.place, "unused-\(word)", "Nothing uses the \(word) “\(entry.key.shortened)”.",
          "Use it on a page, or remove it.")
      }
    }
  }

  mutating func report(_ place: Place, _ code: String, _ message: String, _ advice: String) {
    if hasEnough { return }
    findings.append(Finding(.error, place, code, message, advice))
  }

  mutating func warn(_ place: Place, _ code: String, _ message: String, _ advice: String) {
    if hasEnough { return }
    findings.append(Finding(.warning, place, code, message, advice))
  }

  /// The name at `key` when it is declared; a finding when it is not.
  mutating func reference(_ node: SpecNode, _ key: String, to word: String, among declared: [String]) -> Name? {
    node[key].flatMap { reference($0, to: word, among: declared) }
  }

  mutating func reference(_ node: SpecNode, to word: String, among declared: [String]) -> Name? {
    guard let text = node.text, let name = Name(text) else { return nil }
    guard declared.contains(text) else {
      if hasEnough { return nil }
      report(
        node.place, "unknown-\(word)", "There is no \(word) “\(text)”.",
        Nearest.advice(for: text, among: declared, none: "The spec declares none yet."))
      return nil
    }
    used.insert("\(word) \(text)")
    return name
  }

  /// Reports a column that the query certainly does not return.
  mutating func checkColumn(_ column: String, of query: Name?, at place: Place) {
    guard !hasEnough, let query, let known = columns[query], !isColumn(column, of: query) else { return }
    let candidates = known.columns.isEmpty ? known.mentioned.sorted() : known.columns
    report(
      place, "unknown-column", "The query “\(query)” does not seem to return a column “\(column.shortened)”.",
      Nearest.advice(for: column, among: candidates, none: "")
        + (known.isComplete ? "" : " If it does return it, declare it under the query's columns."))
  }

  func isColumn(_ column: String, of query: Name) -> Bool {
    guard let known = columns[query] else { return true }
    return known.mayReturn(column) || queries[query]?.column(column) != nil
  }

  /// The columns that a query surely returns, for “did you mean”.
  func knownColumns(of query: Name) -> [String] {
    (columns[query]?.columns ?? []) + (queries[query]?.columns.map(\.name) ?? [])
  }

  /// Problems of a statement, each at its place in the spec.
  mutating func checkSQL(_ node: SpecNode, for use: SQLTemplate.Use) -> SQLTemplate? {
    guard let sql = node.text else { return nil }
    let template = SQLTemplate(sql, for: use)
    for problem in template.problems.prefix(20) where !hasEnough {
      report(source.place(of: problem.offset, in: node), problem.code, problem.message, problem.advice)
    }
    return template
  }

  static let viewerNames = ["viewer_id", "viewer_email", "viewer_role", "viewer_groups"]
}
