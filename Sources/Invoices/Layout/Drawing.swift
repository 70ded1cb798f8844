/// A part of a page that can be measured before it is placed: its items stand relative to its top, and from the start edge
/// of the page, which is the left one in most languages and the right one in Arabic and Hebrew.

internal import PDF

struct Drawing {
  enum Item {
    /// Baseline from the top.
    case text(TextLine, start: Points, width: Points, atEnd: Bool, baseline: Points)
    case fill(start: Points, top: Points, width: Points, height: Points, Color, radius: Points)
    case rule(start: Points, end: Points, y: Points, Stroke)
    case upright(start: Points, top: Points, bottom: Points, Stroke)
    case image(Image, start: Points, top: Points, width: Points, height: Points)
    case code(QRCode, start: Points, top: Points, size: Points, Color)
    case link(String, start: Points, top: Points, width: Points, height: Points)
  }

  var items: [Item] = []
  var height: Points = 0
  /// The air below it, which does not count where it ends a page.
  var after: Points = 0

  /// Lines below each other from the present end on, which moves.
  mutating func add(_ lines: [TextLine], start: Points, width: Points, atEnd: Bool = false, leading: Points) {
    for line in lines {
      place(line, start: start, width: width, atEnd: atEnd, top: height, leading: leading)
      height += leading
    }
  }

  /// A line in a box of `leading` height whose top is at `top`; the end does not move.
  @inline(never)
  mutating func place(
    _ line: TextLine, start: Points, width: Points, atEnd: Bool = false, top: Points, leading: Points
  ) {
    let baseline = top + (leading - line.ascent - line.descent) / 2 + line.ascent
    items.append(.text(line, start: start, width: width, atEnd: atEnd, baseline: baseline))
  }

  /// Puts another drawing at the present end.
  mutating func append(_ other: Drawing) {
    insert(other, at: height)
    height += other.height + other.after
  }

  /// Puts another drawing at `top`; the end does not move.
  mutating func insert(_ other: Drawing, at top: Points) {
    for item in other.items { items.append(item.moved(by: top)) }
  }

  mutating func space(_ height: Points) { self.height += height }
}

extension Drawing.Item {
  func moved(by y: Points) -> Drawing.Item {
    switch self {
    case .text(let line, let start, let width, let atEnd, let baseline):
      .text(line, start: start, width: width, atEnd: atEnd, baseline: baseline + y)
    case .fill(let start, let top, let width, let height, let color, let radius):
      .fill(start: start, top: top + y, width: width, height: height, color, radius: radius)
    case .rule(let start, let end, let at, let stroke): .rule(start: start, end: end, y: at + y, stroke)
    case .upright(let start, let top, let bottom, let stroke):
      .upright(start: start, top: top + y, bottom: bottom + y, stroke)
    case .image(let image, let start, let top, let width, let height):
      .image(image, start: start, top: top + y, width: width, height: height)
    case .code(let code, let start, let top, let size, let color):
      .code(code, start: start, top: top + y, size: size, color)
    case .link(let address, let start, let top, let width, let height):
      .link(address, start: start, top: top + y, width: width, height: height)
    }
  }
}
