/// Numbers as people read them: digits in groups of three, a true minus sign, as many decimals as asked for.
///
/// Works on the database's text and not on a number type, so that every `numeric` is shown exactly.
enum NumberText {
  /// U+202F, which keeps a number on one line.
  private static let group: [UInt8] = [0xE2, 0x80, 0xAF]
  /// U+2212
  private static let minus: [UInt8] = [0xE2, 0x88, 0x92]

  /// - Parameters:
  ///   - decimals: rounded half away from zero to this many; nil leaves them as they are.
  ///   - shift: how many places the decimal point moves to the right first (2 for percent).
  /// - Returns: false, and nothing written, for what is no plain number (`NaN`, `1e300`).
  static func append<Text: RandomAccessCollection<UInt8>>(
    _ text: Text, decimals: Int?, shift: Int = 0, grouped: Bool = true, to out: inout [UInt8]
  ) -> Bool where Text.Index == Int {
    let negative = text.first == UInt8(ascii: "-")
    let unsigned = negative ? text.dropFirst() : text[...]
    guard let point = plainPoint(unsigned) else { return false }
    let fraction = unsigned[min(point + 1, unsigned.endIndex)...]
    if shift == 0, decimals == nil || decimals == fraction.count {
      if negative { out.append(contentsOf: minus) }
      appendWhole(unsigned[..<point], grouped, &out)
      appendFraction(fraction, &out)
      return true
    }
    var digits = Array(unsigned[..<point])
    var rest = Array(fraction)
    for _ in 0..<shift { digits.append(rest.isEmpty ? 48 : rest.removeFirst()) }
    if let decimals { round(&digits, &rest, to: decimals) } else { while rest.last == 48 { rest.removeLast() } }
    digits = Array(digits.prefix(digits.count - 1).drop { $0 == 48 }) + digits.suffix(1)
    if negative, (digits + rest).contains(where: { $0 != 48 }) { out.append(contentsOf: minus) }
    appendWhole(digits[...], grouped, &out)
    appendFraction(rest[...], &out)
    return true
  }

  /// Where the decimal point is, or the end without one; nil for what is no plain number.
  private static func plainPoint<Text: RandomAccessCollection<UInt8>>(_ text: Text) -> Int? where Text.Index == Int {
    var point: Int?
    for index in text.startIndex..<text.endIndex {
      switch text[index] {
      case 48...57: continue
      case UInt8(ascii: ".") where point == nil && index > text.startIndex: point = index
      default: return nil
      }
    }
    return text.isEmpty ? nil : point ?? text.endIndex
  }

  private static func appendWhole(_ digits: some RandomAccessCollection<UInt8>, _ grouped: Bool, _ out: inout [UInt8]) {
    var left = digits.count
    for digit in digits {
      out.append(digit)
      left -= 1
      if grouped, left > 0, left % 3 == 0 { out.append(contentsOf: group) }
    }
  }

  private static func appendFraction(_ digits: some RandomAccessCollection<UInt8>, _ out: inout [UInt8]) {
    if digits.isEmpty { return }
    out.append(UInt8(ascii: "."))
    out.append(contentsOf: digits)
  }

  private static func round(_ digits: inout [UInt8], _ fraction: inout [UInt8], to decimals: Int) {
    while fraction.count < decimals { fraction.append(48) }
    if fraction.count == decimals { return }
    let up = fraction[decimals] >= 53
    fraction.removeSubrange(decimals...)
    if up, increment(&fraction), increment(&digits) { digits.insert(49, at: 0) }
  }

  /// Returns the carry.
  private static func increment(_ digits: inout [UInt8]) -> Bool {
    for index in digits.indices.reversed() {
      if digits[index] < 57 {
        digits[index] += 1
        return false
      }
      digits[index] = 48
    }
    return true
  }
}

/// ISO 4217: how many decimals a currency has, and the few signs that mean one currency only.
struct Currency {
  private let code: String
  private let sign: StaticString?
  private let decimals: Int

  /// - Parameter code: `isCode`.
  init(_ code: String) {
    self.code = code
    sign = Currency.sign(code)
    decimals = Currency.decimals(code)
  }

  static func decimals(_ code: String) -> Int {
    switch code {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
      "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    case "CLF", "UYW": 4
    default: 2
    }
  }

  /// Three capital letters, as a column holds them.
  static func isCode(_ text: String) -> Bool { text.utf8.count == 3 && text.utf8.allSatisfy { (65...90).contains($0) } }

  static func sign(_ code: String) -> StaticString? {
    switch code {
    case "EUR": "€"
    case "USD": "$"
    case "GBP": "£"
    default: nil
    }
  }

  /// `€1 234.50`, `−$5.00`, `1 234.50 CHF`.
  /// - Returns: false, and nothing written, for what is no plain number.
  func append<Text: RandomAccessCollection<UInt8>>(_ amount: Text, to out: inout [UInt8]) -> Bool
  where Text.Index == Int {
    guard let sign else {
      guard NumberText.append(amount, decimals: decimals, to: &out) else { return false }
      out.append(contentsOf: [0xC2, 0xA0])
      out.append(contentsOf: code.utf8)
      return true
    }
    let start = out.count
    guard NumberText.append(amount, decimals: decimals, to: &out) else { return false }
    let digits = out[start] == 0xE2 ? start + 3 : start
    out.insert(contentsOf: UnsafeBufferPointer(start: sign.utf8Start, count: sign.utf8CodeUnitCount), at: digits)
    return true
  }
}
