enum ChartPlaceholder {}
struct ChartView {
  init(_ chart: ChartBlock, _ query: Query, index: Int) {}
  func write(_ rows: ResultSet, to html: inout HTML) {}
}
