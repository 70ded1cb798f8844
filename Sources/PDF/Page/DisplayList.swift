// The one description of pages. The PDF's writer, the preview (SVG or canvas) and the golden tests all read this and nothing
// else, so that what is seen is what is saved.

/// Pages in their order.
public struct DisplayList: Sendable {
  public var pages: [Page]

  public init(pages: [Page] = []) { self.pages = pages }
}

/// What stands alike on several pages, such as a footer: a document holds it once.
public final class RepeatedPart: Sendable {
  /// In painting order, in their places on the page.
  public let items: [Page.Item]

  public init(_ items: [Page.Item]) { self.items = items }
}

/// One page: what is on it, in painting order.
public struct Page: Sendable {
  public var size: Size
  public var items: [Item] = []

  public init(size: Size = .a4) { self.size = size }

  public enum Item: Sendable {
    case text(TextRun)
    /// A rectangle filled with a colour; by far the most frequent path.
    case rectangle(Rectangle, Color)
    /// Filled by the nonzero winding rule.
    case fill(Path, Color)
    case stroke(Path, Stroke)
    case image(Image, Rectangle)
    /// A part of the page that opens an address.
    case link(Rectangle, String)
    case repeated(RepeatedPart)
  }

  /// All that is painted, repeated parts by what is in them.
  public var everyItem: [Item] { Page.every(items) }

  private static func every(_ items: [Item]) -> [Item] {
    var all: [Item] = []
    all.reserveCapacity(items.count)
    for item in items {
      if case .repeated(let part) = item { all += every(part.items) } else { all.append(item) }
    }
    return all
  }

  public mutating func fill(_ rectangle: Rectangle, _ color: Color) { items.append(.rectangle(rectangle, color)) }
  public mutating func fill(_ path: Path, _ color: Color) { items.append(.fill(path, color)) }
  public mutating func stroke(_ path: Path, _ stroke: Stroke) { items.append(.stroke(path, stroke)) }
  public mutating func image(_ image: Image, in frame: Rectangle) { items.append(.image(image, frame)) }
  public mutating func link(_ frame: Rectangle, to address: String) { items.append(.link(frame, address)) }

  /// A straight line; a horizontal or vertical rule most of the time.
  public mutating func rule(from start: Point, to end: Point, _ stroke: Stroke) {
    var path = Path()
    path.steps = [.move(start), .line(end)]
    items.append(.stroke(path, stroke))
  }

  /// Paints a line of text whose left end and baseline are at `origin`, whatever its direction.
  public mutating func text(_ line: TextLine, at origin: Point) {
    for var run in line.runs {
      run.origin.x += origin.x
      run.origin.y += origin.y
      items.append(.text(run))
    }
  }

  /// Paints a line of text between `left` and `left + width`, its baseline at `baseline`.
  public mutating func text(
    _ line: TextLine, left: Points, width: Points, baseline: Points, alignment: Alignment = .leading
  ) {
    let space = width - line.width
    let offset: Points =
      switch alignment {
      case .leading: line.isRightToLeft ? space : 0
      case .trailing: line.isRightToLeft ? 0 : space
      case .left: 0
      case .right: space
      case .center: space / 2
      }
    text(line, at: Point(x: left + offset, y: baseline))
  }
}

public enum Alignment: Hashable, Sendable {
  /// Where the line's own paragraph begins: right for Arabic and Hebrew.
  case leading
  case trailing
  case left
  case right
  case center
}

/// Glyphs of one font, size, colour and direction, side by side.
public struct TextRun: Sendable {
  public var font: Font
  public var size: Points
  public var color: Color
  /// The left end of the run on the baseline.
  public var origin: Point
  /// In visual order, from left to right, whatever the direction.
  public var glyphs: [Glyph]
  /// What the glyphs stand for, in the order in which it is read.
  public var text: String
  public var isRightToLeft: Bool

  public init(
    font: Font, size: Points, color: Color, origin: Point, glyphs: [Glyph], text: String, isRightToLeft: Bool
  ) {
    self.font = font
    self.size = size
    self.color = color
    self.origin = origin
    self.glyphs = glyphs
    self.text = text
    self.isRightToLeft = isRightToLeft
  }

  /// The advance of all glyphs together.
  public var width: Points {
    var units: Int64 = 0
    for glyph in glyphs { units += Int64(glyph.advance) }
    return font.points(units, at: size)
  }
}

/// A glyph of a font; lengths in the font's units (`Font.unitsPerEm` to the size), y upwards.
public struct Glyph: Hashable, Sendable {
  public var id: UInt16
  public var advance: Int32
  /// Where it is painted, from the pen.
  public var x: Int32
  public var y: Int32
  /// The first byte, in the run's text as UTF-8, of what it stands for; glyphs with equal clusters stand for it together.
  public var cluster: UInt32

  public init(id: UInt16, advance: Int32, x: Int32, y: Int32, cluster: UInt32) {
    self.id = id
    self.advance = advance
    self.x = x
    self.y = y
    self.cluster = cluster
  }
}
