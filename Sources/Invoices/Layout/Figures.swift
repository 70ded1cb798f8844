/// Figures below each other. On a page that is read from right to left, a column of them ends at its left edge: there the
/// longest ends, and the others stand with their decimals below its own.

internal import PDF

struct Figures {
  /// The widths of the longest; nil where all of them end at the edge.
  private(set) var price: Points?
  private(set) var amount: Points?

  init() {}

  init(_ layout: InvoiceLayout, _ cells: [CellTexts]) throws(PDFError) {
    guard layout.formats.isRightToLeft else { return }
    price = try Figures.widest(cells.map { $0.price }, layout)
    let sums = try Figures.widest(cells.map { $0.amount } + layout.sumTexts, layout)
    let total = try layout.stepTotal.map { text throws(PDFError) in try layout.shaper.width(of: text, layout.strong) }
    amount = min(max(sums, total ?? 0), layout.mostFigures)
  }

  /// The longest by its characters: figures are all of one width.
  private static func widest(_ texts: [String], _ layout: InvoiceLayout) throws(PDFError) -> Points {
    var longest = ""
    for text in texts where text.unicodeScalars.count > longest.unicodeScalars.count { longest = text }
    return try layout.shaper.width(of: longest, layout.body)
  }
}

extension Drawing {
  /// Figures that end where `end` is, or begin where the longest of them, `widest` wide, begins.
  mutating func placeFigures(_ line: TextLine, end: Points, widest: Points?, top: Points, leading: Points) {
    let width = max(widest ?? 0, line.width)
    place(line, start: end - width, width: width, atEnd: widest == nil, top: top, leading: leading)
  }
}
