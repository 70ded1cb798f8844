/// A table with its tools: search, export, sortable headings, row links, row actions, paging.
struct TableView {
  let plan: PagePlan
  let block: BlockPlan
  let table: TablePlan
  let address: PageAddress
  let chrome: Chrome

  private var index: Int { block.index }
  private var title: String { table.block.title ?? plan.page.title }
  private var formID: String { "rows\(index)" }

  func write(_ rows: ResultSet, to html: inout HTML) {
    let page = TablePage(table, rows)
    html.raw("<section class=\"card table\"")
    html.attribute("id", "b\(index)")
    html.attribute("aria-label", title)
    html.raw(">")
    writeTools(hasRows: !page.shown.isEmpty || table.paging != .first, to: &html)
    if page.shown.isEmpty { writeEmpty(to: &html) } else { writeTable(rows, page, to: &html) }
    if !page.shown.isEmpty || table.paging != .first { writePager(page, to: &html) }
    html.raw("</section>")
  }

  private func writeTools(hasRows: Bool, to html: inout HTML) {
    let searches = !table.block.search.isEmpty && (hasRows || !table.state.search.isEmpty)
    let exports = table.block.export && hasRows
    if table.block.title == nil, !searches, !exports { return }
    html.raw("<div class=\"tools\">")
    if let title = table.block.title { html.heading(title) }
    if searches { writeSearch(to: &html) }
    if exports {
      html.raw("<a class=\"button plain\" download")
      let changes = PageAddress.place(index).map { (name: $0, value: String?.none) } + [("export", "\(index)")]
      html.attribute("href", chrome.appPath + address.text(changes))
      html.raw(">Export CSV</a>")
    }
    html.raw("</div>")
  }

  private func writeSearch(to html: inout HTML) {
    let name = "q.\(index)"
    html.raw("<form class=\"search\" role=\"search\" method=\"get\"")
    html.attribute("action", chrome.appPath + address.path)
    html.attribute("aria-label", "Search in " + title)
    html.raw(">")
    address.writeHidden(except: Set(PageAddress.place(index) + [name]), to: &html)
    html.raw("<label class=\"vh\"")
    html.attribute("for", name)
    html.raw(">Search in ")
    html.text(searchedColumns)
    html.raw("</label><input type=\"search\" data-search placeholder=\"Search\"")
    html.attribute("title", "Searches in " + searchedColumns)
    html.attribute("id", name)
    html.attribute("name", name)
    html.attribute("value", table.state.search)
    html.raw("><button class=\"button plain\">Search</button></form>")
  }

  private var searchedColumns: String {
    table.block.search.map { table.query.label($0).lowercased() }.joined(separator: ", ")
  }

  // MARK: - Rows

  private func writeTable(_ rows: ResultSet, _ page: TablePage, to html: inout HTML) {
    let view = RowView(rows, table.query, shown: table.block.columns)
    let hasActions = !table.actions.isEmpty && RowKey.fields(rows, 0, key: table.query.key) != nil
    html.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\"")
    html.attribute("aria-label", title + ", table")
    html.raw("><table><thead><tr>")
    let sorting = address.opening("sort.\(index)", without: PageAddress.place(index))
    for column in view.columns { writeHeading(column, sorting, to: &html) }
    if hasActions { html.raw("<th scope=\"col\"><span class=\"vh\">Actions</span></th>") }
    html.raw("</tr></thead><tbody>")
    // Unmanaged: to count a reference for each cell costs as much as to write a short one.
    let columns = view.columns.map { Unmanaged.passUnretained($0) }
    rows.withCells { cells in
      for row in page.shown { writeRow(columns, rows, cells, row, hasActions: hasActions, to: &html) }
    }
    withExtendedLifetime(view) {}
    html.raw("</tbody></table></div>")
    if hasActions { writeRowForm(to: &html) }
  }

  /// - Parameter sorting: the address that a column's name completes.
  private func writeHeading(_ column: ColumnView, _ sorting: String, to html: inout HTML) {
    let sorted = table.order.sort?.column == column.name ? table.order.sort : nil
    html.raw(column.isNumeric ? "<th scope=\"col\" class=\"n\"" : "<th scope=\"col\"")
    if let sorted { html.raw(sorted.descending ? " aria-sort=\"descending\"" : " aria-sort=\"ascending\"") }
    html.raw(">")
    if table.isSortable(column.name) {
      let next = Sort(column: column.name, descending: sorted.map { !$0.descending } ?? false)
      html.raw("<a data-keep href=\"")
      html.text(chrome.appPath)
      html.text(sorting)
      html.text(PercentEncoding.encode(next.text))
      html.raw("#b")
      html.number(index)
      html.raw("\">")
      html.text(column.label)
      html.raw("<span class=\"arrow\" aria-hidden=\"true\"></span></a>")
    } else {
      html.text(column.label)
    }
    html.raw("</th>")
  }

  private func writeRow(
    _ columns: [Unmanaged<ColumnView>], _ rows: ResultSet, _ cells: Cells, _ row: Int, hasActions: Bool,
    to html: inout HTML
  ) {
    html.raw("<tr>")
    for position in columns.indices {
      columns[position]._withUnsafeGuaranteedRef { column in
        html.raw(position == 0 ? "<th scope=\"row\"" : "<td")
        html.raw(column.cellClass(cells, row))
        column.write(cells, row, href: position == 0 ? target(rows, cells, row) : nil, to: &html)
        html.raw(position == 0 ? "</th>" : "</td>")
      }
    }
    if hasActions { writeButtons(rows, row, to: &html) }
    html.raw("</tr>")
  }

  private func target(_ rows: ResultSet, _ cells: Cells, _ row: Int) -> [UInt8]? {
    guard let path = table.row else { return nil }
    var out = Array(chrome.appPath.utf8)
    let isComplete = AppPath.append(path, to: &out) { name in
      rows.column(name.text).flatMap { cells.cell(row, $0) }
    }
    return isComplete ? out : nil
  }

  // MARK: - Actions

  /// All rows share one form; each button brings its row's key.
  private func writeRowForm(to html: inout HTML) {
    html.raw("<form method=\"post\"")
    html.attribute("id", formID)
    html.raw(">")
    ActionFields(chrome, returnTo: address.text()).write(to: &html)
    ActionFields.writeParameters(block.arguments, to: &html)
    html.raw("</form>")
  }

  private func writeButtons(_ rows: ResultSet, _ row: Int, to html: inout HTML) {
    html.raw("<td class=\"actions\">")
    if let key = RowKey.text(rows, row, key: table.query.key) {
      ActionFields.writeButtons(
        table.actions, key: key, of: chrome, form: formID, opening: "<button class=\"button small\" name=\"keys\"",
        to: &html)
    }
    html.raw("</td>")
  }

  // MARK: - Around

  private func writeEmpty(to html: inout HTML) {
    html.raw("<div class=\"empty\"><p>")
    let filters = block.arguments.map { Set($0.typed.keys.map(\.text)) } ?? []
    let isFiltered = !table.state.search.isEmpty || address.parameters.contains { filters.contains($0.name) }
    if table.paging != .first {
      html.raw("There are no more rows here.")
    } else if isFiltered {
      html.raw("Nothing matches.</p><p><a class=\"button\"")
      let names = filters.union(address.places).union(["q.\(index)"]).sorted()
      html.attribute("href", chrome.appPath + address.text(names.map { ($0, nil) }))
      html.raw(">Clear filter and search</a>")
    } else {
      html.text(table.block.empty ?? "Nothing here yet.")
    }
    html.raw("</p></div>")
  }

  private func writePager(_ page: TablePage, to html: inout HTML) {
    html.raw("<div class=\"pager\"><p>")
    if let range = page.range { html.text(range) }
    html.raw("</p>")
    let links = page.links(index)
    if !links.isEmpty {
      html.raw("<nav")
      html.attribute("aria-label", "More of " + title)
      html.raw(">")
      for link in links {
        html.raw("<a class=\"button plain\" data-keep")
        html.attribute("href", chrome.appPath + address.text(link.changes) + "#b\(index)")
        html.raw(">")
        html.text(link.label)
        html.raw("</a>")
      }
      html.raw("</nav>")
    }
    html.raw("</div>")
  }
}

extension HTML {
  mutating func heading(_ title: String) {
    raw("<h2>")
    text(title)
    raw("</h2>")
  }
}
