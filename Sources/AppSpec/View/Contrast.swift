/// How well two colours can be told apart (WCAG 2.2, definitions of contrast ratio and relative luminance).
public enum Contrast {
  /// From 1 to 21; nil unless both are `#rrggbb`.
  public static func ratio(_ one: String, _ other: String) -> Double? {
    guard let first = luminance(one), let second = luminance(other) else { return nil }
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  /// So much of a colour in another, both `#rrggbb`.
  static func mix(_ colour: String, into ground: String, percent: Int) -> String {
    guard let one = channels(colour), let other = channels(ground) else { return ground }
    let mixed = zip(one, other).map { ($0 * percent + $1 * (100 - percent) + 50) / 100 }
    return "#" + mixed.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Three of 0 to 255.
  private static func channels(_ hex: String) -> [Int]? {
    let digits = Array(hex.utf8)
    guard digits.count == 7, digits[0] == UInt8(ascii: "#"), let value = Int(hex.dropFirst(), radix: 16) else {
      return nil
    }
    return [value >> 16, value >> 8 & 255, value & 255]
  }

  private static func luminance(_ hex: String) -> Double? {
    guard let channels = channels(hex) else { return nil }
    let linear = channels.map { Double($0) / 255 }.map { $0 <= 0.04045 ? $0 / 12.92 : power((($0 + 0.055) / 1.055)) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// `x` to the power 12/5, by Newton's fifth root.
  private static func power(_ x: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - x) / (5 * root * root * root * root) }
    return x * x * root * root
  }
}

extension DesignTokens {
  /// Which text stands on which ground, and the contrast that it needs (1.4.3: 4.5; 1.4.11: 3).
  public static let contrasts: [(text: String, ground: String, least: Double)] =
    ["ink", "quiet", "accent", "bad"].flatMap { [($0, "paper", 4.5), ($0, "ground", 4.5)] }
    + [("quiet", "sunken", 4.5), ("ink", "sunken", 4.5), ("accent", "accent-soft", 4.5), ("accent-ink", "accent", 4.5)]
    + ["good", "warning", "bad", "info", "neutral"].map { ($0, $0 + "-soft", 4.5) }
    + (0...5).map { ("series-\($0)", "paper", 3) } + [("edge", "paper", 3), ("accent", "sunken", 4.5)]
}
