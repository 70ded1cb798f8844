/// A chart as SVG. Horizontal places are percentages and vertical ones pixels, so that it fills any width while its
/// writing keeps its size. Series differ by pattern, dash and marker and not by colour alone (WCAG 2.2, 1.4.1).
struct ChartView {
  let chart: ChartBlock
  let query: Query
  let index: Int

  static let height = 240.0
  /// Percent left free before the first point, where the axis is written, and behind the last.
  static let start = 6.0
  static let end = 3.0
  static let seriesStyles = 6

  init(_ chart: ChartBlock, _ query: Query, index: Int) {
    self.chart = chart
    self.query = query
    self.index = index
  }

  func write(_ rows: ResultSet, to html: inout HTML) {
    html.raw("<section class=\"card chart\"")
    html.attribute("id", "b\(index)")
    html.raw(">")
    html.heading(chart.title)
    if let data = ChartData(chart, query, rows), !data.allValues.isEmpty {
      if data.series.count > 1 { writeLegend(data, to: &html) }
      writeDrawing(data, to: &html)
      if data.isCut { writeCut(data, to: &html) }
      writeTable(data, to: &html)
    } else if rows.isEmpty {
      html.raw("<div class=\"empty\"><p>Nothing to draw yet.</p></div>")
    } else {
      html.raw("<div class=\"empty\"><p>There are no numbers to draw here.</p></div>")
    }
    html.raw("</section>")
  }

  private func writeLegend(_ data: ChartData, to html: inout HTML) {
    html.raw("<ul class=\"legend\" aria-hidden=\"true\">")
    for (number, series) in data.series.enumerated() {
      html.raw("<li><svg width=\"28\" height=\"12\">")
      let mark = ChartMark(index: index, series: number)
      if chart.kind == .bar {
        mark.writeBar(x: "0", y: 0, width: "28", height: 12, to: &html)
      } else {
        mark.writeSample(to: &html)
      }
      html.raw("</svg>")
      html.text(series.column.label)
      html.raw("</li>")
    }
    html.raw("</ul>")
  }

  private func writeDrawing(_ data: ChartData, to html: inout HTML) {
    let scale = ChartScale(data.allValues)
    html.raw("<svg class=\"plot\" width=\"100%\" height=\"276\" role=\"img\"")
    html.attribute("aria-labelledby", "c\(index)-t c\(index)-d")
    html.raw("><title")
    html.attribute("id", "c\(index)-t")
    html.raw(">")
    html.text(chart.title)
    html.raw("</title><desc")
    html.attribute("id", "c\(index)-d")
    html.raw(">")
    html.text(ChartSummary.text(data, kind: chart.kind))
    html.raw("</desc>")
    if chart.kind == .bar { ChartMark.writePatterns(index, count: data.series.count, to: &html) }
    html.raw("<g transform=\"translate(0 12)\">")
    writeGrid(data, scale, to: &html)
    if chart.kind == .bar {
      BarMarks(data: data, scale: scale, index: index).write(to: &html)
    } else {
      LineMarks(data: data, scale: scale, index: index, isArea: chart.kind == .area).write(to: &html)
    }
    writeTicks(scale, sign: data.currencySign, to: &html)
    writeCategories(data, to: &html)
    html.raw("</g></svg>")
  }

  private func writeGrid(_ data: ChartData, _ scale: ChartScale, to html: inout HTML) {
    for tick in scale.ticks {
      html.raw(tick == 0 ? "<line class=\"base\" x1=\"0\" x2=\"100%\"" : "<line class=\"grid\" x1=\"0\" x2=\"100%\"")
      let y = ChartView.pixels(ChartView.height * (1 - scale.position(tick)))
      html.attribute("y1", y)
      html.attribute("y2", y)
      html.raw("/>")
    }
  }

  /// Above their lines, at the left: no margin is lost to them.
  private func writeTicks(_ scale: ChartScale, sign: StaticString, to html: inout HTML) {
    for tick in scale.ticks where tick != 0 || scale.minimum < 0 {
      html.raw("<text class=\"tick\" x=\"0\" aria-hidden=\"true\"")
      html.attribute("y", ChartView.pixels(ChartView.height * (1 - scale.position(tick)) - 4))
      html.raw(">")
      html.text(ChartScale.label(tick, sign: "\(sign)"))
      html.raw("</text>")
    }
  }

  private func writeCategories(_ data: ChartData, to html: inout HTML) {
    for (order, row) in data.labelled(8).enumerated() {
      html.raw(order % 2 == 0 ? "<text class=\"category\"" : "<text class=\"category wide\"")
      html.raw(" text-anchor=\"middle\" y=\"258\" aria-hidden=\"true\"")
      html.attribute("x", ChartView.percent(ChartView.x(data, row, isBar: chart.kind == .bar)))
      html.raw(">")
      let name = data.categories[row]
      html.text(name.count > 14 ? String(name.prefix(13)) + "…" : name)
      html.raw("</text>")
    }
  }

  private func writeCut(_ data: ChartData, to html: inout HTML) {
    html.raw("<p class=\"quiet\">The first ")
    html.number(data.shownRows)
    html.raw(" points are drawn; there are more.</p>")
  }

  private func writeTable(_ data: ChartData, to html: inout HTML) {
    html.raw(
      "<details class=\"data\"><summary>Show the numbers</summary><div class=\"scroll\" role=\"region\" tabindex=\"0\"")
    html.attribute("aria-label", chart.title + ", numbers")
    html.raw("><table><thead><tr>")
    for column in [data.x] + data.series.map(\.column) {
      html.raw(column.isNumeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
      html.text(column.label)
      html.raw("</th>")
    }
    html.raw("</tr></thead><tbody>")
    data.rows.withCells { cells in
      for row in 0..<data.shownRows { writeRow(data, cells, row, to: &html) }
    }
    html.raw("</tbody></table></div></details>")
  }

  private func writeRow(_ data: ChartData, _ cells: Cells, _ row: Int, to html: inout HTML) {
    html.raw("<tr><th scope=\"row\">")
    data.x.write(cells, row, to: &html)
    html.raw("</th>")
    for series in data.series {
      html.raw("<td class=\"n\">")
      series.column.write(cells, row, to: &html)
      html.raw("</td>")
    }
    html.raw("</tr>")
  }

  // MARK: - Places

  /// Where a row stands along the axis, in percent: bars in bands, points from edge to edge.
  static func x(_ data: ChartData, _ row: Int, isBar: Bool) -> Double {
    let width = 100 - start - end
    if isBar { return start + width * (Double(row) + 0.5) / Double(max(data.shownRows, 1)) }
    return start + width * data.positions[row]
  }

  static func percent(_ value: Double) -> String { number(value) + "%" }
  static func pixels(_ value: Double) -> String { number(value) }

  /// Two decimals, no exponent.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let digits = String(abs(hundredths) % 100)
    return (hundredths < 0 ? "-" : "") + String(abs(hundredths) / 100) + "." + (digits.count == 1 ? "0" : "") + digits
  }
}
