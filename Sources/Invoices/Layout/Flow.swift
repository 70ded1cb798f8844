/// Fills pages from top to bottom: what does not fit goes to the next page as a whole.

internal import PDF

struct Flow {
  private let size: Size
  private let isRightToLeft: Bool
  var sheets: [Sheet] = []
  var y: Points = 0
  /// Where the last drawing ends, without the air below it.
  private(set) var end: Points = 0
  /// What is left empty at the ends of all pages but the last.
  private(set) var spare: Points = 0
  /// Where the footer begins.
  var bottom: Points = 0
  /// What stands at the top of the second and every further page.
  var continuation = Stamp(Drawing())
  /// Pages that end with a payment part instead of a footer.
  var withoutFooter: [Int] = []

  init(_ size: Size, isRightToLeft: Bool) {
    self.size = size
    self.isRightToLeft = isRightToLeft
  }

  mutating func begin() {
    sheets.append(Sheet(size, isRightToLeft: isRightToLeft))
    y = 0
  }

  mutating func newPage() {
    spare += bottom - y
    begin()
    sheets[sheets.count - 1].draw(continuation, at: 0)
    y = continuation.drawing.height
  }

  /// What a page offers after its first.
  var pageHeight: Points { bottom - continuation.drawing.height }

  func fits(_ height: Points) -> Bool { y + height <= bottom }

  /// Draws at the present place, which moves.
  mutating func draw(_ drawing: Drawing) {
    sheets[sheets.count - 1].draw(drawing, at: y)
    end = y + drawing.height
    y = end + drawing.after
  }

  mutating func draw(_ stamp: Stamp) {
    sheets[sheets.count - 1].draw(stamp, at: y)
    end = y + stamp.drawing.height
    y = end + stamp.drawing.after
  }

  /// Draws on this page or, where it does not fit, on the next one.
  mutating func place(_ drawing: Drawing) {
    if !fits(drawing.height), y > continuation.drawing.height { newPage() }
    draw(drawing)
  }
}
