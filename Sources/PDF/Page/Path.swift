/// Lines and Bézier curves, built from the top left like everything on a page.
public struct Path: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case move(Point)
    case line(Point)
    /// A cubic Bézier curve with its two control points.
    case curve(Point, Point, Point)
    case close
  }

  public var steps: [Step] = []

  public init() {}

  public init(_ rectangle: Rectangle) {
    move(rectangle.left, rectangle.top)
    line(rectangle.right, rectangle.top)
    line(rectangle.right, rectangle.bottom)
    line(rectangle.left, rectangle.bottom)
    close()
  }

  /// A rectangle whose corners are quarter circles of `radius`.
  public init(_ rectangle: Rectangle, radius: Points) {
    let r = min(radius, min(rectangle.size.width, rectangle.size.height) / 2)
    // 4/3 · (√2 − 1): the handle that makes a cubic curve a quarter circle to 0.03 %.
    let k = r - r.scaled(5523, over: 10000)
    let (left, top, right, bottom) = (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
    move(left + r, top)
    line(right - r, top)
    curve((right - k, top), (right, top + k), (right, top + r))
    line(right, bottom - r)
    curve((right, bottom - k), (right - k, bottom), (right - r, bottom))
    line(left + r, bottom)
    curve((left + k, bottom), (left, bottom - k), (left, bottom - r))
    line(left, top + r)
    curve((left, top + k), (left + k, top), (left + r, top))
    close()
  }

  public mutating func move(_ x: Points, _ y: Points) { steps.append(.move(Point(x: x, y: y))) }
  public mutating func line(_ x: Points, _ y: Points) { steps.append(.line(Point(x: x, y: y))) }

  public mutating func curve(_ a: (Points, Points), _ b: (Points, Points), _ end: (Points, Points)) {
    steps.append(.curve(Point(x: a.0, y: a.1), Point(x: b.0, y: b.1), Point(x: end.0, y: end.1)))
  }

  public mutating func close() { steps.append(.close) }
}

/// How a path's outline is drawn.
public struct Stroke: Hashable, Sendable {
  public var color: Color
  public var width: Points
  /// Lengths of dashes and gaps, in turn; none for a full line.
  public var dashes: [Points]
  public var roundCaps: Bool

  public init(_ color: Color, width: Points, dashes: [Points] = [], roundCaps: Bool = false) {
    self.color = color
    self.width = width
    self.dashes = dashes
    self.roundCaps = roundCaps
  }
}
