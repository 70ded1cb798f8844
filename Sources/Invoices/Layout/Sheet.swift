/// Places drawings on a page, mirrored for languages that are written from right to left.

internal import PDF

struct Sheet {
  var page: Page
  private let isMirrored: Bool

  init(_ size: Size, isRightToLeft: Bool) {
    page = Page(size: size)
    isMirrored = isRightToLeft
  }

  /// Draws what stands at the same place of several pages.
  mutating func draw(_ stamp: Stamp, at top: Points) {
    page.items.append(.repeated(stamp.part(at: top, Sheet(page.size, isRightToLeft: isMirrored))))
  }

  /// `mirrored: false` is for forms whose places are prescribed.
  mutating func draw(_ drawing: Drawing, at top: Points, mirrored: Bool = true) {
    for item in drawing.items { draw(item, at: top, isMirrored && mirrored) }
  }

  private mutating func draw(_ item: Drawing.Item, at origin: Points, _ isMirrored: Bool) {
    let pageWidth = page.size.width
    func left(_ start: Points, _ width: Points) -> Points { isMirrored ? pageWidth - start - width : start }
    switch item {
    case .text(let line, let start, let width, let atEnd, let baseline):
      let alignment: Alignment = atEnd != isMirrored ? .right : .left
      page.text(line, left: left(start, width), width: width, baseline: origin + baseline, alignment: alignment)
    case .fill(let start, let top, let width, let height, let color, let radius):
      let frame = Rectangle(x: left(start, width), y: origin + top, width: width, height: height)
      if radius == 0 { page.fill(frame, color) } else { page.fill(Path(frame, radius: radius), color) }
    case .rule(let start, let end, let y, let stroke):
      let from = left(start, end - start)
      page.rule(from: Point(x: from, y: origin + y), to: Point(x: from + end - start, y: origin + y), stroke)
    case .upright(let start, let top, let bottom, let stroke):
      let x = left(start, 0)
      page.rule(from: Point(x: x, y: origin + top), to: Point(x: x, y: origin + bottom), stroke)
    case .image(let image, let start, let top, let width, let height):
      page.image(image, in: Rectangle(x: left(start, width), y: origin + top, width: width, height: height))
    case .code(let code, let start, let top, let size, let color):
      page.fill(Sheet.path(code, x: left(start, size), y: origin + top, size: size), color)
    case .link(let address, let start, let top, let width, let height):
      page.link(Rectangle(x: left(start, width), y: origin + top, width: width, height: height), to: address)
    }
  }

  /// One path for the whole code, a rectangle for each run of dark modules. Each reaches a hair into the row below, so
  /// that no viewer shows a seam between rows.
  private static func path(_ code: QRCode, x: Points, y: Points, size: Points) -> Path {
    func edge(_ index: Int) -> Points { size.scaled(index, over: code.size) }
    var path = Path()
    for row in 0..<code.size {
      var column = 0
      while column < code.size {
        guard code[column, row] else {
          column += 1
          continue
        }
        var end = column
        while end < code.size, code[end, row] { end += 1 }
        let (left, right, top, bottom) = (x + edge(column), x + edge(end), y + edge(row), y + edge(row + 1))
        let overlap: Points = row + 1 < code.size ? 0.03 : 0
        path.move(left, top)
        path.line(right, top)
        path.line(right, bottom + overlap)
        path.line(left, bottom + overlap)
        path.close()
        column = end
      }
    }
    return path
  }
}

/// A drawing that several pages have, each time the same part of the document.
final class Stamp {
  let drawing: Drawing
  private var parts: [(top: Points, part: RepeatedPart)] = []

  init(_ drawing: Drawing) { self.drawing = drawing }

  func part(at top: Points, _ blank: Sheet) -> RepeatedPart {
    for known in parts where known.top == top { return known.part }
    var sheet = blank
    sheet.draw(drawing, at: top)
    parts.append((top, RepeatedPart(sheet.page.items)))
    return parts[parts.count - 1].part
  }
}
