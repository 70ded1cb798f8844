/// VAT identification numbers whose check digits are right, from ranges that nobody has been given.
///
/// Formats: Council Regulation (EU) 904/2010 as applied by VIES; the checks are those of each country's tax office.
enum VATID {
  case germany, netherlands, france, spain, italy, poland, ireland, portugal

  /// `serial` is below 100,000; different serials give different numbers.
  func number(serial: Int) -> String {
    switch self {
    case .germany: "DE" + Self.mod11and10("9" + Self.padded(serial * 97, 7))
    case .netherlands: "NL" + Self.modulo11("9" + Self.padded(serial * 89, 7), [9, 8, 7, 6, 5, 4, 3, 2]) + "B01"
    case .france: Self.france(siren: Self.luhn("999" + Self.padded(serial, 5)))
    case .spain: "ES" + Self.spain(digits: "00" + Self.padded(serial, 5))
    case .italy: "IT" + Self.luhn("9" + Self.padded(serial * 9, 6) + "100")
    case .poland: "PL" + Self.modulo11("999" + Self.padded(serial * 7, 6), [6, 5, 7, 2, 3, 4, 5, 6, 7])
    case .ireland: "IE" + Self.ireland(digits: "7" + Self.padded(serial * 9, 6))
    case .portugal: "PT" + Self.portugal(digits: "59" + Self.padded(serial * 7, 6))
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  private static func digits(_ text: String) -> [Int] { text.utf8.map { Int($0) - 48 } }

  /// ISO 7064 MOD 11,10, as the Bundeszentralamt für Steuern uses it.
  private static func mod11and10(_ text: String) -> String {
    var product = 10
    for digit in digits(text) {
      let sum = (digit + product) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return text + String((11 - product) % 10)
  }

  /// A weighted sum modulo 11. Where the check would be 10 the last digit moves on until it is not.
  private static func modulo11(_ text: String, _ weights: [Int]) -> String {
    var number = digits(text)
    while true {
      let check = zip(number, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
      if check < 10 { return number.map(String.init).joined() + String(check) }
      number[number.count - 1] = (number[number.count - 1] + 1) % 10
    }
  }

  /// ISO/IEC 7812-1, annex B.
  private static func luhn(_ text: String) -> String {
    let sum = digits(text).reversed().enumerated().reduce(0) { sum, next in
      let doubled = next.offset.isMultiple(of: 2) ? next.element * 2 : next.element
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
    return text + String((10 - sum % 10) % 10)
  }

  private static func france(siren: String) -> String {
    let number = digits(siren).reduce(0) { $0 * 10 + $1 }
    return "FR" + padded((12 + 3 * (number % 97)) % 97, 2) + siren
  }

  /// A limited company's NIF: its check digit is Luhn's.
  private static func spain(digits text: String) -> String { "B" + luhn(text) }

  /// Seven digits, a check letter, and `H` for a company since 2013.
  private static func ireland(digits text: String) -> String {
    let sum = zip(digits(text), [8, 7, 6, 5, 4, 3, 2]).reduce(9 * 8) { $0 + $1.0 * $1.1 }
    let letters = Array("WABCDEFGHIJKLMNOPQRSTUV")
    return text + String(letters[sum % 23]) + "H"
  }

  private static func portugal(digits text: String) -> String {
    let sum = zip(digits(text), [9, 8, 7, 6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 }
    let check = 11 - sum % 11
    return text + String(check > 9 ? 0 : check)
  }
}
