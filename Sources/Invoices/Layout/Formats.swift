/// Numbers, dates and amounts as a language writes them (Unicode CLDR 44: decimal and group separators, medium dates,
/// place of the currency).

internal import Values

struct Formats {
  /// Primary language and region, in lower and upper case: `de`, `CH`.
  let language: String
  let region: String?
  /// U+2212, or what comes next to it where the font has none.
  var minus = "\u{2212}"

  private let separators: (decimal: UInt8, group: [UInt8])

  init(_ tag: String?) {
    // Subtags are ASCII; the tables of other letters' cases are not worth their place in the browser.
    let parts = (tag ?? "en").utf8.split(separator: UInt8(ascii: "-"))
    var language = "en"
    if let first = parts.first { language = String(decoding: first.map { $0 | 0x20 }, as: UTF8.self) }
    self.language = language
    region = parts.dropFirst().first { $0.count == 2 }.map {
      String(decoding: $0.map { Text.isLetter($0) ? $0 & 0xDF : $0 }, as: UTF8.self)
    }
    separators =
      Formats.separators(language + (region ?? "")) ?? Formats.separators(language)
      ?? (UInt8(ascii: "."), [UInt8(ascii: ",")])
  }

  /// Those in which a document can be written, each with two letters.
  private static let languages: StaticString = "endefresitnlplptarhe"

  /// The place of a language among them; nil for any other.
  static func place(of language: String) -> Int? {
    let table = UnsafeBufferPointer(start: languages.utf8Start, count: languages.utf8CodeUnitCount)
    for place in 0..<table.count / 2 where table[place * 2..<place * 2 + 2].elementsEqual(language.utf8) {
      return place
    }
    return nil
  }

  var isRightToLeft: Bool { language == "ar" || language == "he" }

  /// A number in a sentence: behind Arabic letters “2026-077” would read “077-2026” otherwise (UAX #9,
  /// rule W2).
  func isolated(_ text: String) -> String { language == "ar" ? "\u{2068}" + text + "\u{2069}" : text }

  // MARK: - Numbers

  /// For each language and region, or language, the decimal point and what stands between groups of three.
  private static let separators: StaticString =
    "deCH.’ deLI.’ deAT,\u{A0} itCH.’ ptBR,. frCH,\u{202F} de,. es,. it,. nl,. fr,\u{202F} pl,\u{A0} pt,\u{A0} "

  private static func separators(_ place: String) -> (decimal: UInt8, group: [UInt8])? {
    let key = Array(place.utf8)
    let table = separators.utf8Start
    var (start, end) = (0, 0)
    while end < separators.utf8CodeUnitCount {
      start = end
      while table[end] != 0x20 { end += 1 }
      var same = 0
      while same < key.count && table[start + same] == key[same] { same += 1 }
      let mark = start + same
      if same == key.count && table[mark] < 0x30 {
        return (table[mark], Array(UnsafeBufferPointer(start: table + mark + 1, count: end - mark - 1)))
      }
      end += 1
    }
    return nil
  }

  /// As written, or with exactly `decimals`; groups of three; a real minus sign.
  func number(_ number: Decimal, decimals: Int? = nil) -> String {
    let normalized = number.normalized
    let rounded = decimals.map { number.rounded(to: max($0, normalized.scale)) } ?? normalized
    var written = rounded.description
    var out: [UInt8] = []
    written.withUTF8 { digits in
      var point = digits.count - (rounded.scale > 0 ? rounded.scale + 1 : 0)
      out.reserveCapacity(digits.count + 16)
      for digit in digits {
        if digit == UInt8(ascii: "-") {
          out += minus.utf8
        } else if digit == UInt8(ascii: ".") {
          out.append(separators.decimal)
        } else {
          if point % 3 == 0, point > 0, let last = out.last, Text.isDigit(last) { out += separators.group }
          out.append(digit)
        }
        point -= 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Which form of a word follows the number: 0 is for one, and the last for most (CLDR 44, plural rules; with a number, an Arabic
  /// two is counted like the many).
  func plural(_ number: Decimal) -> Int {
    let (number, one) = (number.normalized, Decimal(1))
    let last = number.scale == 0 ? Int(UInt64(truncatingIfNeeded: number.coefficient.magnitude) % 100) : -1
    switch language {
    case "ar": return (3...10).contains(last) ? 1 : 0
    case "fr": return number < Decimal(2) && number > Decimal(-2) ? 0 : 1
    case "pl" where number != one:
      return last < 0 ? 3 : (2...4).contains(last % 10) && last / 10 != 1 ? 1 : 2
    default: return number == one ? 0 : 1
    }
  }

  /// “Colour: blue”; in French with a space before the colon.
  func labelled(_ label: String, _ value: String) -> String {
    label + (language == "fr" ? "\u{A0}: " : ": ") + value
  }

  func percent(_ rate: Decimal) -> String {
    switch language {
    case "en", "he", "ar", "it", "nl", "pl", "pt": number(rate) + "%"
    default: number(rate) + "\u{A0}%"
    }
  }

  /// With the currency's sign where everyone knows it, its code elsewhere.
  func amount(_ amount: Decimal, _ currency: String?) -> String {
    let code = currency ?? ""
    let sign = Formats.sign(code)
    let isWord = sign == code
    let isBehindMinus = language == "en" && !isWord && amount.isNegative
    let number = number(isBehindMinus ? -amount : amount, decimals: Currency.decimals(currency))
    guard currency != nil else { return number }
    switch language {
    case "en" where !isWord: return (isBehindMinus ? minus : "") + sign + number
    case "en", "nl", "he": return sign + "\u{A0}" + number
    case "de" where region == "CH" || region == "AT" || region == "LI": return sign + "\u{A0}" + number
    default: return number + "\u{A0}" + sign
    }
  }

  private static func sign(_ currency: String) -> String {
    switch currency {
    case "EUR": "€"
    case "GBP": "£"
    case "USD": "$"
    case "ILS": "₪"
    case "PLN": "zł"
    default: currency
    }
  }

  // MARK: - Days

  func day(_ day: Day) -> String {
    let (year, month, dayOfMonth) = day.components
    let (d, m, y) = (Formats.two(dayOfMonth), Formats.two(month), String(year))
    switch language {
    case "de", "pl", "he": return Formats.joined(d, ".", m, ".", y)
    case "fr" where region == "CH": return Formats.joined(d, ".", m, ".", y)
    case "nl": return Formats.joined(d, "-", m, "-", y)
    case "fr", "es", "it", "pt", "ar": return Formats.joined(d, "/", m, "/", y)
    default:
      let (name, day) = (Formats.months[month - 1], String(dayOfMonth))
      return region == "US" ? Formats.joined(name, " ", day, ", ", y) : Formats.joined(day, " ", name, " ", y)
    }
  }

  func period(_ period: Period) -> String {
    if let start = period.start, let end = period.end { return day(start) + " – " + day(end) }
    if let start = period.start { return day(start) + " –" }
    return period.end.map { "– " + day($0) } ?? ""
  }

  @inline(never)
  private static func joined(_ a: String, _ b: String, _ c: String, _ d: String, _ e: String) -> String {
    a + b + c + d + e
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static func two(_ number: Int) -> String { number < 10 ? "0" + String(number) : String(number) }
}
