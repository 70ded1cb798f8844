/// One number with its label.
enum MetricView {
  static func write(_ metric: MetricBlock, _ query: Query, _ rows: ResultSet, to html: inout HTML) {
    html.raw("<section class=\"card metric\"><p class=\"label\">")
    html.text(metric.label)
    html.raw("</p><p class=\"value\">")
    if !rows.isEmpty, let column = RowView(rows, query, shown: [metric.value]).columns.first {
      rows.withCells { column.write($0, 0, to: &html) }
    } else {
      html.raw("<span class=\"null\">–</span>")
    }
    html.raw("</p></section>")
  }
}
