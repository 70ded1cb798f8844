/// Fonts in order of preference: a character is set in the first that has it.
public struct FontChain: Sendable {
  public var fonts: [Font]

  /// At least one font; the first gives the metrics and stands for what none has.
  public init(_ first: Font, _ others: [Font] = []) { fonts = [first] + others }

  public var first: Font { fonts[0] }

  /// What of the text none of them has, at most ten characters; what only steers how text is set is not missed.
  public func missing(_ text: String) -> String {
    var missing = ""
    for scalar in text.unicodeScalars where scalar.value > 0xA0 && missing.unicodeScalars.count < 10 {
      if isInvisible(scalar.value) || LineBreaks.isEnd(scalar.value) || has(scalar.value) { continue }
      missing.unicodeScalars.append(scalar)
    }
    return missing
  }

  func has(_ scalar: UInt32) -> Bool { fonts.contains { $0.has(scalar) } }
}

/// An OpenType feature switched on or off, such as `tnum` (figures of one width).
public struct FontFeature: Hashable, Sendable {
  /// Four ASCII characters.
  public var tag: String
  public var value: UInt32

  public init(_ tag: String, _ value: UInt32 = 1) {
    self.tag = tag
    self.value = value
  }

  public static let tabularFigures = FontFeature("tnum")
}

/// How text is set.
public struct TextStyle: Sendable {
  public var fonts: FontChain
  public var size: Points
  public var color: Color
  /// BCP 47, such as `de` or `ar`; chooses the forms of a language where a font has them.
  public var language: String
  public var features: [FontFeature]
  /// Added after each glyph.
  public var tracking: Points

  public init(
    _ fonts: FontChain, size: Points, color: Color = .black, language: String = "en", features: [FontFeature] = [],
    tracking: Points = 0
  ) {
    self.fonts = fonts
    self.size = size
    self.color = color
    self.language = language
    self.features = features
    self.tracking = tracking
  }

  /// Above and below the baseline, both positive, as the first font says.
  public var ascent: Points { fonts.first.points(Int64(fonts.first.ascender), at: size) }
  public var descent: Points { fonts.first.points(-Int64(fonts.first.descender), at: size) }
  public var capHeight: Points { fonts.first.points(Int64(fonts.first.capHeight), at: size) }
}

/// A part of a paragraph in one style.
public struct TextSpan: Sendable {
  public var text: String
  public var style: TextStyle

  public init(_ text: String, _ style: TextStyle) {
    self.text = text
    self.style = style
  }
}

/// The direction of a paragraph.
public enum Direction: Hashable, Sendable {
  /// That of the first letter that has one (UAX #9, P2 and P3), left to right where none has.
  case automatic
  case leftToRight
  case rightToLeft
}

/// One line of text, shaped and in visual order; its left end and baseline are at 0, 0.
public struct TextLine: Sendable {
  public var runs: [TextRun] = []
  public var width: Points = 0
  /// The largest of its styles; both positive.
  public var ascent: Points = 0
  public var descent: Points = 0
  /// The direction of its paragraph: where `.leading` is.
  public var isRightToLeft = false

  public init() {}
}

extension String {
  /// This text as one unit in a line of another direction: a number or a name keeps its own order (UAX #9, FSI and PDI), as
  /// `2026-0042` in an Arabic sentence.
  public var isolated: String { "\u{2068}" + self + "\u{2069}" }
}
