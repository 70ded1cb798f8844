/// Blocks: what they show, by which columns, and who may do what they offer.
extension SpecChecker {
  mutating func readBlocks(_ page: SpecNode, _ path: PagePath, _ roles: [Role]) -> [Block] {
    var blocks: [Block] = []
    let nodes = page["blocks"]?.items ?? []
    for (index, node) in nodes.enumerated() {
      guard let entry = node.entries.first(where: { SpecShape.block.key($0.key) != nil }) else { continue }
      let context = BlockContext(node: entry.value, path: path, roles: roles, page: page)
      if let content = readBlock(entry.key, context) { blocks.append(Block(index: index, content: content)) }
    }
    return blocks
  }

  /// Where a block stands.
  struct BlockContext {
    let node: SpecNode
    let path: PagePath
    let roles: [Role]
    let page: SpecNode
  }

  private mutating func readBlock(_ kind: String, _ context: BlockContext) -> Block.Content? {
    switch kind {
    case "text": readText(context)
    case "metric": readMetric(context.node)
    case "filter": readFilter(context)
    case "table": readTable(context)
    case "detail": readDetail(context)
    case "form": readForm(context)
    case "chart": readChart(context.node)
    case "document": readDocument(context.node)
    default: nil
    }
  }

  mutating func query(_ node: SpecNode) -> Name? {
    reference(node, "query", to: "query", among: declaredQueries)
  }

  private mutating func columnList(_ node: SpecNode?, of query: Name?) -> [String] {
    var list: [String] = []
    for item in node?.texts ?? [] {
      guard let column = item.text else { continue }
      checkColumn(column, of: query, at: item.place)
      if list.contains(column) {
        report(
          item.place, "duplicate-column", "The column “\(column.shortened)” stands twice in this list.",
          "Remove one of them.")
      } else {
        list.append(column)
      }
    }
    return list
  }

  private mutating func readText(_ context: BlockContext) -> Block.Content? {
    let node = context.node
    let query = query(node)
    let textNode = node.text == nil ? node["text"] : node
    // The page's parameters: those in its path and those of the queries that stand on it.
    let names = (context.page["blocks"]?.items ?? []).flatMap { $0.entries }
      .compactMap { $0.value.name("query")?.name }.flatMap { queries[$0]?.parameters ?? [] }
    var scope = Scope(rows: query.map { [$0] } ?? [], hasLinks: true)
    scope.names += context.path.parameters.map(\.text) + names.map(\.name.text)
    checkText(textNode, scope)
    return textNode?.text.map { .text(TextBlock(text: $0, query: query)) }
  }

  private mutating func readMetric(_ node: SpecNode) -> Block.Content? {
    let query = query(node)
    if let value = node["value"], let text = value.text { checkColumn(text, of: query, at: value.place) }
    guard let query, let value = node.text("value") else { return nil }
    return .metric(MetricBlock(query: query, value: value, label: node.text("label") ?? ""))
  }

  private mutating func readFilter(_ context: BlockContext) -> Block.Content? {
    guard let query = query(context.node) else { return nil }
    let fields = queries[query]?.parameters.filter { !context.path.parameters.contains($0.name) }
    if fields?.isEmpty == true {
      warn(
        context.node.place, "nothing-to-filter", "The query “\(query)” has no parameters to filter by.",
        "Declare parameters at the query, or remove the filter.")
    }
    return .filter(FilterBlock(query: query))
  }

  private mutating func readTable(_ context: BlockContext) -> Block.Content? {
    let node = context.node
    let query = query(node)
    let columns = columnList(node["columns"], of: query)
    let search = columnList(node["search"], of: query)
    let actions = readActionNames(context, on: query)
    let row = readRow(node["row"], query)
    let sort = readSort(node["sort"], query)
    guard let query else { return nil }
    warnAboutKey(query, node)
    return .table(
      TableBlock(
        query: query, title: node.text("title"), columns: columns, sort: sort, search: search, row: row,
        actions: actions, pageSize: node.text("page_size").flatMap { Int($0) } ?? 50,
        export: node["export"]?.flag ?? true, empty: node.text("empty")))
  }

  private mutating func warnAboutKey(_ query: Name, _ node: SpecNode) {
    // A key that the spec names and the query does not return is an error at the query.
    guard let key = queries[query]?.key.first(where: { !isColumn($0, of: query) }), key == "id" else { return }
    warn(
      node["query"]?.place ?? node.place, "no-key",
      "The query “\(query)” does not return its key “\(key.shortened)”, so late pages of this table are slow.",
      "Add it to the select list, or name the columns that identify a row: key: …")
  }

  private mutating func readSort(_ node: SpecNode?, _ query: Name?) -> Sort? {
    guard let node, let text = node.text else { return nil }
    let descending = text.hasPrefix("-")
    let column = descending ? String(text.dropFirst()) : text
    checkColumn(column, of: query, at: node.place)
    return Sort(column: column, descending: descending)
  }

  private mutating func readRow(_ node: SpecNode?, _ query: Name?) -> PagePath? {
    guard let node, let path = node.text.flatMap({ PagePath(parsing: $0) }) else { return nil }
    checkLeads(path, at: node.place)
    for name in path.parameters { checkColumn(name.text, of: query, at: node.place) }
    return path
  }

  private mutating func readDetail(_ context: BlockContext) -> Block.Content? {
    let node = context.node
    let query = query(node)
    let columns = columnList(node["columns"], of: query)
    let actions = readActionNames(context, on: query)
    guard let query else { return nil }
    return .detail(DetailBlock(query: query, title: node.text("title"), columns: columns, actions: actions))
  }

  /// Actions on a row of `query`: they must read it again through the same query.
  private mutating func readActionNames(_ context: BlockContext, on query: Name?) -> [Name] {
    var names: [Name] = []
    for item in context.node["actions"]?.items ?? [] {
      guard let name = reference(item, to: "action", among: declaredActions) else { continue }
      names.append(name)
      guard let action = actions[name] else { continue }
      checkRoles(action, context, at: item.place)
      guard let query, action.on != query else { continue }
      report(
        item.place, "wrong-row",
        action.on.map { "The action “\(name)” is on rows of “\($0)”, and these are rows of “\(query)”." }
          ?? "The action “\(name)” is not on a row.",
        "Say on: \(query) at the action, or offer it in a form block.")
    }
    return names
  }

  private mutating func checkRoles(_ action: Action, _ context: BlockContext, at place: Place) {
    guard !context.roles.isEmpty, !action.roles.isEmpty, !action.roles.contains(where: context.roles.contains) else {
      return
    }
    warn(place, "nobody-may", "Nobody who may open this page may do “\(action.name)”.", "Compare the roles of the two.")
  }

  private mutating func readForm(_ context: BlockContext) -> Block.Content? {
    guard let name = reference(context.node, "action", to: "action", among: declaredActions) else { return nil }
    if let action = actions[name] {
      checkRoles(action, context, at: context.node["action"]?.place ?? context.node.place)
    }
    return .form(FormBlock(action: name, title: context.node.text("title")))
  }

  private mutating func readChart(_ node: SpecNode) -> Block.Content? {
    let query = query(node)
    if let x = node["x"], let text = x.text { checkColumn(text, of: query, at: x.place) }
    let y = columnList(node["y"], of: query)
    guard let query, let kind = node.text("kind").flatMap(ChartBlock.Kind.init), let x = node.text("x") else {
      return nil
    }
    return .chart(ChartBlock(query: query, kind: kind, x: x, y: y, title: node.text("title") ?? ""))
  }
}
