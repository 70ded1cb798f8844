// Lengths are whole thousandths of a point: the same sums, in the same order or another, natively and as WebAssembly.

/// A length in points (1/72 inch), exact to a thousandth.
public struct Points: Hashable, Sendable, Comparable, AdditiveArithmetic, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral
{
  public var thousandths: Int64

  public init(thousandths: Int64) { self.thousandths = thousandths }
  public init(_ points: Int) { thousandths = Int64(points) * 1000 }
  public init(integerLiteral value: Int64) { thousandths = value * 1000 }
  public init(floatLiteral value: Double) { thousandths = Int64((value * 1000).rounded()) }

  public static let zero = Points(thousandths: 0)

  /// A length in millimetres, to a hundredth of one: `.millimetres(52.5)`.
  public static func millimetres(_ value: Double) -> Points {
    Points(thousandths: rounded(Int64((value * 100).rounded()) * 7200, over: 254))
  }

  public static func + (a: Points, b: Points) -> Points { Points(thousandths: a.thousandths + b.thousandths) }
  public static func - (a: Points, b: Points) -> Points { Points(thousandths: a.thousandths - b.thousandths) }
  public static prefix func - (a: Points) -> Points { Points(thousandths: -a.thousandths) }
  public static func * (a: Points, b: Int) -> Points { Points(thousandths: a.thousandths * Int64(b)) }
  public static func / (a: Points, b: Int) -> Points { a.scaled(1, over: b) }
  public static func < (a: Points, b: Points) -> Bool { a.thousandths < b.thousandths }

  /// This length times a fraction, rounded half away from zero once.
  public func scaled(_ numerator: Int, over denominator: Int) -> Points {
    Points(thousandths: rounded(thousandths * Int64(numerator), over: Int64(denominator)))
  }

  public var magnitude: Points { thousandths < 0 ? -self : self }
}

/// `value / divisor`, half away from zero.
func rounded(_ value: Int64, over divisor: Int64) -> Int64 {
  let half = divisor / 2
  return value >= 0 ? (value + half) / divisor : (value - half) / divisor
}

/// A place on a page: x from the left edge, y from the top edge, downwards.
public struct Point: Hashable, Sendable {
  public var x: Points
  public var y: Points

  public init(x: Points, y: Points) {
    self.x = x
    self.y = y
  }
}

public struct Size: Hashable, Sendable {
  public var width: Points
  public var height: Points

  public init(width: Points, height: Points) {
    self.width = width
    self.height = height
  }

  /// ISO 216 A4, upright.
  public static let a4 = Size(width: 595.276, height: 841.89)
  /// US Letter, upright.
  public static let letter = Size(width: 612, height: 792)
}

/// A rectangle by its top left corner.
public struct Rectangle: Hashable, Sendable {
  public var origin: Point
  public var size: Size

  public init(x: Points, y: Points, width: Points, height: Points) {
    origin = Point(x: x, y: y)
    size = Size(width: width, height: height)
  }

  public var left: Points { origin.x }
  public var top: Points { origin.y }
  public var right: Points { origin.x + size.width }
  public var bottom: Points { origin.y + size.height }
}

/// A colour in sRGB.
public struct Color: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// `0xRRGGBB`.
  public init(_ hexadecimal: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hexadecimal >> 16), green: UInt8(truncatingIfNeeded: hexadecimal >> 8),
      blue: UInt8(truncatingIfNeeded: hexadecimal))
  }

  public static let black = Color(0x000000)
  public static let white = Color(0xFFFFFF)
}
