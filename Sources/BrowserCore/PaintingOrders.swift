/// Pages for a canvas: the display list as 32-bit whole numbers, little-endian, lengths in thousandths of a point from the
/// top left. First the number of pages; each page begins with its width, height and the count of numbers that follow.
///
///     1 x y width height color                      fills a rectangle; colours are 0xRRGGBB
///     2 color path                                   fills a path by the nonzero rule
///     3 color width round dashes… path               strokes one; `dashes` is a count and that many lengths
///     4 font size color count (glyph x y)…           paints glyphs, each with its own pen
///     5 x y width height                             paints the logo
///
/// A path is the count of its steps, then 1 x y (move), 2 x y (line), 3 and three points (curve), 4 (close).

internal import Invoices
internal import PDF

func paintingOrders(_ input: [UInt8], _ shelf: inout FontShelf, watermark: Bool = false) throws(CoreRefusal) -> [UInt8]
{
  guard let invoice = Invoice.read(input).invoice else { throw .badRequest }
  let fonts = try shelf.invoiceFonts(invoice.look)
  let totals: Totals
  do { totals = try Totals(of: invoice) } catch { throw .tooLarge }
  do throws(PDFError) {
    var orders = PaintingOrders(shelf)
    orders.paint(try invoice.pages(fonts, totals, watermark: watermark))
    return orders.numbers.bytes
  } catch {
    throw CoreRefusal(error)
  }
}

private struct PaintingOrders {
  let shelf: FontShelf
  var numbers = Numbers()

  init(_ shelf: FontShelf) { self.shelf = shelf }

  mutating func paint(_ list: DisplayList) {
    numbers.number(Int32(list.pages.count))
    for page in list.pages {
      numbers.put(page.size.width)
      numbers.put(page.size.height)
      numbers.counted { numbers in
        for item in page.everyItem { PaintingOrders.paint(item, shelf, &numbers) }
      }
    }
  }

  private static func paint(_ item: Page.Item, _ shelf: FontShelf, _ numbers: inout Numbers) {
    switch item {
    case .text(let run): paint(run, shelf, &numbers)
    case .rectangle(let frame, let color):
      numbers.number(1)
      numbers.put(frame)
      numbers.put(color)
    case .fill(let path, let color):
      numbers.number(2)
      numbers.put(color)
      numbers.put(path)
    case .stroke(let path, let stroke):
      numbers.number(3)
      numbers.put(stroke)
      numbers.put(path)
    case .image(_, let frame):
      numbers.number(5)
      numbers.put(frame)
    case .link, .repeated: break
    }
  }

  private static func paint(_ run: TextRun, _ shelf: FontShelf, _ numbers: inout Numbers) {
    numbers.number(4)
    numbers.number(shelf.number(of: run.font))
    numbers.put(run.size)
    numbers.put(run.color)
    numbers.number(Int32(run.glyphs.count))
    var pen: Int64 = 0
    for glyph in run.glyphs {
      numbers.number(Int32(glyph.id))
      numbers.put(run.origin.x + run.font.points(pen + Int64(glyph.x), at: run.size))
      numbers.put(run.origin.y - run.font.points(Int64(glyph.y), at: run.size))
      pen += Int64(glyph.advance)
    }
  }
}

/// Whole numbers of 32 bits as bytes.
struct Numbers {
  private(set) var bytes: [UInt8] = []

  mutating func number(_ number: Int32) {
    let bits = UInt32(bitPattern: number)
    bytes.append(UInt8(truncatingIfNeeded: bits))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
  }

  mutating func put(_ length: Points) { number(Int32(clamping: length.thousandths)) }

  mutating func put(_ point: Point) {
    put(point.x)
    put(point.y)
  }

  mutating func put(_ frame: Rectangle) {
    put(frame.origin)
    put(frame.size.width)
    put(frame.size.height)
  }

  mutating func put(_ color: Color) { number(Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)) }

  mutating func put(_ stroke: Stroke) {
    put(stroke.color)
    put(stroke.width)
    number(stroke.roundCaps ? 1 : 0)
    number(Int32(stroke.dashes.count))
    for dash in stroke.dashes { put(dash) }
  }

  mutating func put(_ path: Path) {
    number(Int32(path.steps.count))
    for step in path.steps {
      switch step {
      case .move(let point):
        number(1)
        put(point)
      case .line(let point):
        number(2)
        put(point)
      case .curve(let first, let second, let end):
        number(3)
        put(first)
        put(second)
        put(end)
      case .close: number(4)
      }
    }
  }

  /// Puts the count of the numbers that `body` puts before them.
  mutating func counted(_ body: (inout Numbers) -> Void) {
    let place = bytes.count
    number(0)
    body(&self)
    var count = Numbers()
    count.number(Int32((bytes.count - place) / 4 - 1))
    bytes.replaceSubrange(place..<place + 4, with: count.bytes)
  }
}
