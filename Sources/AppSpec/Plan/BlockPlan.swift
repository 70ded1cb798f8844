/// One block as this viewer gets it in this request.
struct BlockPlan: Sendable {
  let index: Int
  let kind: Kind
  /// Of the block's query; nil without one.
  let arguments: Arguments?
  /// Its place in the page's statements; nil when nothing is to be read, or when `arguments` are not complete.
  let statement: Int?

  /// Boxed, so that handing one on costs no copy of all that it holds.
  indirect enum Kind: Sendable {
    case text(TextBlock, Query?)
    case metric(MetricBlock, Query)
    case filter(Query)
    case table(TablePlan)
    case detail(DetailBlock, Query, [Action])
    case form(FormBlock, Action, Query?)
    case chart(ChartBlock, Query)
    case document(DocumentBlock, Query)
  }
}
