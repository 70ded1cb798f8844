/// Queries: their SQL, parameters, columns and keys.
extension SpecChecker {
  mutating func readQueries(_ root: SpecNode) -> [Query] {
    (root["queries"]?.entries ?? []).compactMap { entry in
      let query = readQuery(entry)
      if let query { queries[query.name] = query }
      return query
    }
  }

  private mutating func readQuery(_ entry: SpecNode.Entry) -> Query? {
    let node = entry.value
    let source = reference(node, "source", to: "source", among: declaredSources)
    let parameters = readParameters(node["parameters"], isInput: false)
    let sqlNode = node["sql"]
    let template = sqlNode.flatMap { checkSQL($0, for: .query) }
    if let template, let sqlNode { checkPlaceholders(template, sqlNode, parameters, node) }
    guard let name = Name(entry.key), let sql = sqlNode?.text else { return nil }
    let selected = SelectList(sql)
    // A statement that is wrong itself says nothing certain about its columns.
    if template?.problems.isEmpty == true { columns[name] = selected }
    let columns = readColumns(node["columns"], selected, name)
    let key = node["key"]?.texts.compactMap(\.text) ?? ["id"]
    let query = Query(
      name: name, source: source ?? name, sql: sql, parameters: parameters, columns: columns, key: key)
    queries[name] = query
    for column in node["key"]?.texts ?? [] { checkColumn(column.text ?? "", of: name, at: column.place) }
    return query
  }

  private mutating func checkPlaceholders(
    _ template: SQLTemplate, _ sql: SpecNode, _ parameters: [Parameter], _ node: SpecNode
  ) {
    let declared = node["parameters"]?.entries.map(\.key) ?? []
    for (name, offset) in template.occurrences
    where !hasEnough && !declared.contains(name.text) && !SpecChecker.viewerNames.contains(name.text) {
      report(
        source.place(of: offset, in: sql), "unknown-parameter", "“:\(name)” is not a parameter of this query.",
        Nearest.advice(for: name.text, among: declared + SpecChecker.viewerNames, none: "")
          + " Or declare it under parameters: \(name): text.")
    }
    let used = Set(template.names.map(\.text))
    for entry in node["parameters"]?.entries ?? [] where !used.contains(entry.key) {
      warn(
        entry.place, "unused-parameter", "The SQL does not use “:\(entry.key.shortened)”.",
        "Write :\(entry.key.shortened) where its value belongs, or remove the parameter.")
    }
  }

  private mutating func readColumns(_ node: SpecNode?, _ selected: SelectList, _ query: Name) -> [Column] {
    (node?.entries ?? []).map { entry in
      if columns[query] != nil, selected.isComplete, !selected.columns.contains(entry.key) {
        report(
          entry.place, "unknown-column", "The query “\(query)” does not return a column “\(entry.key.shortened)”.",
          Nearest.advice(for: entry.key, among: selected.columns, none: ""))
      }
      let format = readFormat(entry.value["format"], selected)
      return Column(
        name: entry.key, label: entry.value.text("label") ?? SpecWords.label(entry.key), format: format,
        personal: entry.value.text("personal").flatMap(PersonalData.init))
    }
  }

  private mutating func readFormat(_ node: SpecNode?, _ selected: SelectList) -> Column.Format {
    guard let node else { return .automatic }
    switch node.text {
    case "percent": return .percent
    case "day": return .day
    case "timestamp": return .timestamp
    case "boolean": return .boolean
    case "email": return .email
    case "phone": return .phone
    case "link": return .link
    default: break
    }
    if let currency = node.text("money") { return .money(currency: currency) }
    if let decimals = node.text("number").flatMap({ Int($0) }) { return .number(decimals: decimals) }
    if let column = node["money_in"], let text = column.text {
      if !selected.mayReturn(text) {
        report(
          column.place, "unknown-column", "The query does not return a column “\(text.shortened)” with the currency.",
          Nearest.advice(for: text, among: selected.columns, none: "Add it to the select list."))
      }
      return .moneyIn(column: text)
    }
    guard let badge = node["badge"] else { return .automatic }
    let tones = badge.entries.compactMap { entry in entry.value.text.flatMap(Column.Tone.init).map { (entry.key, $0) } }
    return .badge(Dictionary(tones) { first, _ in first })
  }
}
