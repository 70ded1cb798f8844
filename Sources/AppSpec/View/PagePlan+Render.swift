extension PagePlan {
  /// A UTF-8 HTML document.
  /// - Parameters:
  ///   - outcomes: one for each of `statements`, in their order.
  ///   - form: a submission that came back with problems; its form shows them with what was typed.
  public func render(_ outcomes: [Outcome], chrome: Chrome, form: FormState? = nil) -> [UInt8] {
    precondition(outcomes.count == statements.count)
    let page = PageView(plan: self, outcomes: outcomes, chrome: chrome, form: form)
    return Layout(app, title: page.title, chrome: chrome, current: self.page.path).document { page.write(to: &$0) }
  }
}

/// The blocks of a page from top to bottom.
struct PageView {
  let plan: PagePlan
  let outcomes: [Outcome]
  let chrome: Chrome
  let form: FormState?
  private let address: PageAddress

  init(plan: PagePlan, outcomes: [Outcome], chrome: Chrome, form: FormState?) {
    self.plan = plan
    self.outcomes = outcomes
    self.chrome = chrome
    self.form = form
    address = PageAddress(plan)
  }

  var title: String { plan.page.title }

  func write(to html: inout HTML) {
    writeTrail(to: &html)
    html.raw("<h1>")
    html.text(title)
    html.raw("</h1>")
    var isInMetrics = false
    for block in plan.blocks {
      let isMetric = if case .metric = block.kind { true } else { false }
      // Metrics beside each other make one row.
      if isMetric != isInMetrics { html.raw(isMetric ? "<div class=\"metrics\">" : "</div>") }
      isInMetrics = isMetric
      write(block, to: &html)
    }
    if isInMetrics { html.raw("</div>") }
  }

  /// Where the person is, on pages that no navigation lists.
  private func writeTrail(to html: inout HTML) {
    let listed = plan.app.listedPages(for: chrome.viewer.role)
    guard let first = listed.first, !listed.contains(where: { $0.path == plan.page.path }) else { return }
    html.raw("<nav class=\"trail\" aria-label=\"Where you are\"><a")
    html.attribute("href", chrome.appPath + (AppPath.fill(first.path) { _ in nil } ?? "/"))
    html.raw(">")
    html.text(first.title)
    html.raw("</a> <span aria-hidden=\"true\">/</span> <span aria-current=\"page\">")
    html.text(title)
    html.raw("</span></nav>")
  }

  private func write(_ block: BlockPlan, to html: inout HTML) {
    if case .filter(let query) = block.kind {
      return FilterView(plan: plan, block: block, query: query, address: address, chrome: chrome).write(to: &html)
    }
    if let arguments = block.arguments, !arguments.isComplete {
      return ProblemView.writeWaiting(arguments, title: block.title, to: &html)
    }
    guard let statement = block.statement else { return write(block, nil, to: &html) }
    switch outcomes[statement] {
    case .rows(let rows): write(block, rows, to: &html)
    case .failed(let failure):
      ProblemView.write(
        failure, source: plan.statements[statement].source, title: block.title, requestID: chrome.requestID, to: &html)
    }
  }

  private func write(_ block: BlockPlan, _ rows: ResultSet?, to html: inout HTML) {
    let rows = rows ?? ResultSet(columns: [])
    switch block.kind {
    case .text(let text, let query):
      TextView(appPath: chrome.appPath) { variable($0, rows, query) }.write(text.text, to: &html)
    case .metric(let metric, let query): MetricView.write(metric, query, rows, to: &html)
    case .filter: break
    case .table(let table):
      TableView(plan: plan, block: block, table: table, address: address, chrome: chrome).write(rows, to: &html)
    case .detail(let detail, let query, let actions):
      DetailView(block: block, detail: detail, query: query, actions: actions, address: address, chrome: chrome)
        .write(rows, to: &html)
    case .form(let form, let action, let query):
      FormView(
        block: block, form: form, action: action, query: query, address: address, chrome: chrome,
        state: isTyped(block, action) ? self.form : nil, now: plan.request.now
      ).write(rows, to: &html)
    case .chart(let chart, let query): ChartView(chart, query, index: block.index).write(rows, to: &html)
    case .document(let document, _):
      DocumentView(block: block, document: document, address: address, chrome: chrome).write(rows, to: &html)
    }
  }

  private func isTyped(_ block: BlockPlan, _ action: Action) -> Bool {
    form?.block == block.index && form?.action == action.name
  }

  /// What a text's `{{name}}` means: a column of its row, the viewer's, a parameter of the page.
  private func variable(_ name: String, _ rows: ResultSet, _ query: Query?) -> TextTemplate.Value? {
    if rows.column(name) != nil { return RowView(rows, query).variable(0, name) }
    guard let name = Name(name) else { return nil }
    if let value = plan.request.viewer.value(of: name) { return TextTemplate.Value(raw: value) }
    if let value = plan.parameters[name] { return TextTemplate.Value(raw: value) }
    for block in plan.blocks {
      if let value = block.arguments?.values[name] {
        let parameter = block.query?.parameters.first { $0.name == name }
        return value.map { TextTemplate.Value(raw: $0, shown: parameter?.shown($0)) }
      }
    }
    return nil
  }
}

extension BlockPlan {
  var query: Query? {
    switch kind {
    case .text(_, let query), .form(_, _, let query): query
    case .metric(_, let query), .filter(let query), .detail(_, let query, _), .chart(_, let query),
      .document(_, let query):
      query
    case .table(let table): table.query
    }
  }

  /// What the spec calls it.
  var title: String? {
    switch kind {
    case .text, .filter: nil
    case .metric(let metric, _): metric.label
    case .table(let table): table.block.title
    case .detail(let detail, _, _): detail.title
    case .form(let form, let action, _): form.title ?? action.title
    case .chart(let chart, _): chart.title
    case .document(let document, _): document.title
    }
  }
}
