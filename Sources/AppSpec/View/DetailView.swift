/// One row as a list of labels and values, with the actions on it.
struct DetailView {
  let block: BlockPlan
  let detail: DetailBlock
  let query: Query
  let actions: [Action]
  let address: PageAddress
  let chrome: Chrome

  func write(_ rows: ResultSet, to html: inout HTML) {
    html.raw("<section class=\"card detail\"")
    html.attribute("id", "b\(block.index)")
    html.raw(">")
    let buttons = rows.isEmpty ? [] : actions
    if detail.title != nil || !buttons.isEmpty {
      html.raw("<div class=\"tools\">")
      if let title = detail.title { html.heading(title) }
      writeButtons(buttons, rows, to: &html)
      html.raw("</div>")
    }
    if rows.isEmpty {
      html.raw("<div class=\"empty\"><p>There is nothing here, or you may not see it.</p></div>")
    } else {
      writeList(RowView(rows, query, shown: detail.columns), to: &html)
    }
    html.raw("</section>")
  }

  private func writeList(_ view: RowView, to html: inout HTML) {
    html.raw("<dl>")
    for column in view.columns {
      html.raw("<div><dt>")
      html.text(column.label)
      html.raw("</dt><dd>")
      view.rows.withCells { column.write($0, 0, to: &html) }
      html.raw("</dd></div>")
    }
    html.raw("</dl>")
  }

  private func writeButtons(_ actions: [Action], _ rows: ResultSet, to html: inout HTML) {
    guard !actions.isEmpty, let key = RowKey.text(rows, 0, key: query.key) else { return }
    html.raw("<form method=\"post\" class=\"buttons\">")
    ActionFields(chrome, returnTo: address.text()).write(to: &html)
    ActionFields.writeParameters(block.arguments, to: &html)
    ActionFields.writeButtons(
      actions, key: key, of: chrome, opening: "<button class=\"button\" name=\"keys\"", to: &html)
    html.raw("</form>")
  }
}
