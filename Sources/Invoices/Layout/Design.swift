/// What tells one template from another: sizes, colours and how its parts are drawn.

internal import PDF

struct Design {
  /// How the first page begins.
  enum Head {
    /// The seller's name or logo on paper.
    case plain
    /// A band of the accent colour over the whole width.
    case band
    /// Everything at the start edge, in one column of air.
    case airy
  }

  /// How the head of the table and the amount due are drawn.
  enum Emphasis {
    /// A rule under the head, a filled bar for the amount due.
    case bar
    /// Both filled.
    case filled
    /// Rules alone.
    case rules
  }

  var head: Head
  var emphasis: Emphasis
  var accent: Color
  /// Text on the accent colour.
  var onAccent: Color
  var ink = Color(0x17191D)
  var soft = Color(0x5D6672)
  var hairline = Color(0xDFE3E8)
  var panel = Color(0xF4F6F8)
  var titleSize: Points

  init(_ look: Look) {
    let color = Design.color(look.accent) ?? Color(look.template == .minimal ? 0x17191D : 0x0F4C5C)
    accent = color
    onAccent = Design.isLight(color) ? Color(0x17191D) : .white
    switch look.template {
    case .classic: (head, emphasis, titleSize) = (.plain, .bar, 21)
    case .modern: (head, emphasis, titleSize) = (.band, .filled, 24)
    case .minimal: (head, emphasis, titleSize) = (.airy, .rules, 27)
    }
  }

  /// The accent as it is read on white: a very light one gives way to ink.
  var accentInk: Color { Design.isLight(accent) ? ink : accent }

  /// `#rrggbb`.
  static func color(_ text: String?) -> Color? {
    guard let text, text.utf8.count == 7, text.utf8.first == UInt8(ascii: "#"),
      let number = UInt32(String(decoding: text.utf8.dropFirst(), as: UTF8.self), radix: 16)
    else { return nil }
    return Color(number)
  }

  /// Perceived brightness above one half (ITU-R BT.601), in whole numbers.
  private static func isLight(_ color: Color) -> Bool {
    299 * Int(color.red) + 587 * Int(color.green) + 114 * Int(color.blue) > 150_000
  }
}

/// The air between the parts of a page.
struct Spacing {
  var row: Points
  var head: Points
  var afterTotals: Points
  var panel: Points
  var afterPanel: Points
  var afterText: Points

  static let normal = Spacing(
    row: 5, head: .millimetres(4), afterTotals: .millimetres(6), panel: 12, afterPanel: 12, afterText: 7)
  /// For a document whose last lines would otherwise stand alone on a page.
  static let tight = Spacing(
    row: 3.6, head: .millimetres(2), afterTotals: .millimetres(4), panel: 9, afterPanel: 8, afterText: 4)
}
