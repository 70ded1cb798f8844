/// How one series looks: a colour by class, and a pattern, a dash and a marker of its own.
struct ChartMark {
  let index: Int
  let series: Int

  private var style: Int { series % ChartView.seriesStyles }

  /// Stripes for every series but the first.
  static func writePatterns(_ index: Int, count: Int, to html: inout HTML) {
    if count < 2 { return }
    html.raw("<defs>")
    for series in 1..<min(count, ChartView.seriesStyles) {
      html.raw("<pattern patternUnits=\"userSpaceOnUse\" width=\"6\" height=\"6\"")
      html.attribute("id", "p\(index)-\(series)")
      html.attribute("patternTransform", "rotate(\([0, 45, -45, 0, 90, 22][series]))")
      html.raw("><rect width=\"6\" height=\"6\"")
      html.attribute("class", "s\(series) pale")
      html.raw("/><rect width=\"3\" height=\"6\"")
      html.attribute("class", "s\(series)")
      html.raw("/></pattern>")
    }
    html.raw("</defs>")
  }

  func writeBar(x: String, y: Double, width: String, height: Double, title: String? = nil, to html: inout HTML) {
    html.raw("<rect rx=\"1.5\"")
    html.attribute("x", x)
    html.attribute("y", ChartView.pixels(y))
    html.attribute("width", width)
    html.attribute("height", ChartView.pixels(height))
    if style == 0 {
      html.raw(" class=\"s0\">")
    } else {
      html.attribute("fill", "url(#p\(index)-\(style))")
      html.raw(">")
    }
    writeTitle(title, to: &html)
    html.raw("</rect>")
  }

  /// A short line with the marker, for the legend.
  func writeSample(to html: inout HTML) {
    html.raw("<line x1=\"0\" x2=\"28\" y1=\"6\" y2=\"6\"")
    html.attribute("class", "line l\(style)")
    html.raw("/>")
    writeMarker(x: "14", y: 6, to: &html)
  }

  /// A shape around a point: circle, square, diamond, triangle, cross, ring.
  func writeMarker(x: String, y: Double, title: String? = nil, to html: inout HTML) {
    html.raw("<svg overflow=\"visible\"")
    html.attribute("x", x)
    html.attribute("y", ChartView.pixels(y))
    html.raw("><path")
    html.attribute("class", "s\(style)")
    html.attribute("d", ChartMark.shapes[style])
    html.raw(">")
    writeTitle(title, to: &html)
    html.raw("</path></svg>")
  }

  private static let shapes = [
    "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z", "M-3.5 -3.5h7v7h-7z", "M0 -5l5 5l-5 5l-5 -5z", "M0 -5l5 8h-10z",
    "M-4 -1.2h2.8v-2.8h2.4v2.8h2.8v2.4h-2.8v2.8h-2.4v-2.8h-2.8z",
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM-2 0a2 2 0 1 1 4 0a2 2 0 1 1 -4 0z",
  ]

  private func writeTitle(_ title: String?, to html: inout HTML) {
    guard let title else { return }
    html.raw("<title>")
    html.text(title)
    html.raw("</title>")
  }
}

/// Bars, those of one category side by side.
struct BarMarks {
  let data: ChartData
  let scale: ChartScale
  let index: Int

  func write(to html: inout HTML) {
    let band = (100 - ChartView.start - ChartView.end) / Double(max(data.shownRows, 1))
    let width = min(band * 0.72, 12) / Double(data.series.count)
    let zero = ChartView.height * (1 - scale.position(0))
    for (number, series) in data.series.enumerated() {
      let mark = ChartMark(index: index, series: number)
      for (row, value) in series.values.enumerated() {
        guard let value else { continue }
        let end = ChartView.height * (1 - scale.position(value))
        let offset = (Double(number) - Double(data.series.count) / 2) * width
        mark.writeBar(
          x: ChartView.percent(ChartView.x(data, row, isBar: true) + offset), y: min(zero, end),
          width: ChartView.percent(width * 0.94), height: max(abs(zero - end), value == 0 ? 0 : 1),
          title: data.pointTitle(series, row), to: &html)
      }
    }
  }
}

/// Lines or areas. A missing value interrupts its line; a point without neighbours is still a marker.
struct LineMarks {
  let data: ChartData
  let scale: ChartScale
  let index: Int
  let isArea: Bool

  func write(to html: inout HTML) {
    html.raw("<svg width=\"100%\" height=\"240\" viewBox=\"0 0 1000 240\" preserveAspectRatio=\"none\">")
    for (number, series) in data.series.enumerated() {
      for run in runs(series.values) where run.count > 1 {
        if isArea { writeArea(run, series, number, to: &html) }
        html.raw("<polyline fill=\"none\"")
        html.attribute("class", "line l\(number % ChartView.seriesStyles)")
        html.attribute("points", points(run, series).joined(separator: " "))
        html.raw("/>")
      }
    }
    html.raw("</svg>")
    for (number, series) in data.series.enumerated() { writeMarkers(series, number, to: &html) }
  }

  private func writeArea(_ run: Range<Int>, _ series: ChartData.Series, _ number: Int, to html: inout HTML) {
    let zero = ChartView.pixels(ChartView.height * (1 - scale.position(0)))
    let edge = { (row: Int) in ChartView.number(ChartView.x(data, row, isBar: false) * 10) + "," + zero }
    html.raw("<polygon")
    html.attribute("class", "area s\(number % ChartView.seriesStyles)")
    html.attribute(
      "points", ([edge(run.lowerBound)] + points(run, series) + [edge(run.upperBound - 1)]).joined(separator: " "))
    html.raw("/>")
  }

  /// Too many markers would hide their line.
  private func writeMarkers(_ series: ChartData.Series, _ number: Int, to html: inout HTML) {
    let mark = ChartMark(index: index, series: number)
    let alone = Set(runs(series.values).filter { $0.count == 1 }.map(\.lowerBound))
    for (row, value) in series.values.enumerated() {
      guard let value, data.shownRows <= 60 || alone.contains(row) else { continue }
      mark.writeMarker(
        x: ChartView.percent(ChartView.x(data, row, isBar: false)),
        y: ChartView.height * (1 - scale.position(value)), title: data.pointTitle(series, row), to: &html)
    }
  }

  private func points(_ run: Range<Int>, _ series: ChartData.Series) -> [String] {
    run.map { row in
      ChartView.number(ChartView.x(data, row, isBar: false) * 10) + ","
        + ChartView.number(ChartView.height * (1 - scale.position(series.values[row] ?? 0)))
    }
  }

  /// Stretches without a missing value.
  private func runs(_ values: [Double?]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (row, value) in values.enumerated() where value != nil {
      if let last = runs.last, last.upperBound == row {
        runs[runs.count - 1] = last.lowerBound..<row + 1
      } else {
        runs.append(row..<row + 1)
      }
    }
    return runs
  }
}

extension ChartData {
  /// `Mar 2026: €1 234.50`, with the series' label where there are several.
  func pointTitle(_ series: Series, _ row: Int) -> String {
    let label = self.series.count > 1 ? series.column.label + ", " : ""
    return label + x.plain(rows, row) + ": " + series.column.plain(rows, row)
  }
}

/// One sentence for those who do not see the drawing.
enum ChartSummary {
  static func text(_ data: ChartData, kind: ChartBlock.Kind) -> String {
    let what: String
    switch kind {
    case .bar: what = "Bar chart"
    case .line: what = "Line chart"
    case .area: what = "Area chart"
    }
    let ends =
      data.shownRows == 1
      ? "at \(data.x.plain(data.rows, 0))"
      : "from \(data.x.plain(data.rows, 0)) to \(data.x.plain(data.rows, data.shownRows - 1))"
    let extremes = data.series.compactMap { series -> String? in
      let known = series.values.enumerated().filter { $0.element != nil }
      guard let low = known.min(by: { ($0.element ?? 0) < ($1.element ?? 0) }),
        let high = known.max(by: { ($0.element ?? 0) < ($1.element ?? 0) })
      else { return nil }
      let column = series.column
      return "\(column.label): least \(column.plain(data.rows, low.offset)) at \(data.x.plain(data.rows, low.offset)), "
        + "most \(column.plain(data.rows, high.offset)) at \(data.x.plain(data.rows, high.offset))."
    }
    return "\(what), \(ends). " + extremes.joined(separator: " ") + " The numbers follow as a table."
  }
}
