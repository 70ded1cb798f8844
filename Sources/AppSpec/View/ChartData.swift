import Values

/// What a chart draws: categories along x, a number or nothing for each series at each of them.
struct ChartData {
  struct Series {
    let column: ColumnView
    let values: [Double?]
  }
  /// As they are read under the axis.
  let categories: [String]
  let series: [Series]
  /// 0…1 along the axis. By time where x is a day, so that gaps show; otherwise evenly.
  let positions: [Double]
  let rows: ResultSet
  let x: ColumnView
  let shownRows: Int
  let isCut: Bool

  /// Nil when the result lacks one of the columns.
  init?(_ chart: ChartBlock, _ query: Query, _ rows: ResultSet) {
    let view = RowView(rows, query, shown: [chart.x] + chart.y)
    guard view.columns.count == chart.y.count + 1 else { return nil }
    self.rows = rows
    x = view.columns[0]
    isCut = rows.rowCount > PagePlanner.chartPoints
    shownRows = min(rows.rowCount, PagePlanner.chartPoints)
    let shown = shownRows
    series = view.columns.dropFirst().map { column in
      Series(column: column, values: (0..<shown).map { rows.text($0, column.place).flatMap(ChartData.number) })
    }
    let place = x.place
    let days = (0..<shown).map { row in rows.text(row, place).flatMap { Day(iso: String($0.prefix(10))) } }
    let isDaily = rows.columns[place].kind == .day || rows.columns[place].kind == .timestamp
    let monthly = isDaily && days.allSatisfy { $0?.day == 1 }
    let label = x
    categories = (0..<shown).map { row in
      guard isDaily, let day = days[row] else { return label.plain(rows, row) }
      return DateText.short(day.iso, monthly: monthly) ?? day.iso
    }
    positions = ChartData.positions(isDaily && chart.kind != .bar ? days.map { $0?.daysSinceEpoch } : [], count: shown)
  }

  /// Finite numbers only.
  private static func number(_ text: String) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }

  private static func positions(_ days: [Int?], count: Int) -> [Double] {
    let known = days.compactMap { $0 }
    if known.count == count, count > 1, let first = known.min(), let last = known.max(), last > first {
      return known.map { Double($0 - first) / Double(last - first) }
    }
    return (0..<count).map { count == 1 ? 0.5 : Double($0) / Double(count - 1) }
  }

  /// Of the currency that all series are in, when it has a sign; else nothing.
  var currencySign: StaticString {
    let codes = series.map { if case .money(let code) = $0.column.format { code } else { "" } }
    return codes.first.flatMap { code in codes.allSatisfy { $0 == code } ? Currency.sign(code) : nil } ?? ""
  }

  var allValues: [Double] { series.flatMap { $0.values.compactMap { $0 } } }

  /// Which categories are written under the axis: at most `limit`, evenly spread.
  func labelled(_ limit: Int) -> [Int] {
    if categories.isEmpty { return [] }
    let step = max(1, (categories.count + limit - 1) / limit)
    return Array(stride(from: 0, to: categories.count, by: step))
  }
}
