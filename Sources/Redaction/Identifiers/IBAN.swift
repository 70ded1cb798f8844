/// International bank account numbers (ISO 13616): a country, its length, mod 97; without breaks or in groups of four.

enum IBAN {
  static func match(_ text: Text, _ start: Int) -> Int? {
    guard text.isDigit(start + 2), text.isDigit(start + 3), !text.cameFrom(start), text.isLetter(start),
      text.isLetter(start + 1),
      text.isDigit(start + 3), let length = length(upper(text[start]), upper(text[start + 1]))
    else { return nil }
    var characters: [UInt8] = []
    var at = start
    let grouped = text[start + 4] == 0x20
    while characters.count < length {
      if grouped, text[at] == 0x20, characters.count % 4 == 0 { at += 1 }
      guard text.isAlphanumeric(at) else { return nil }
      characters.append(upper(text[at]))
      at += 1
    }
    guard !text.isWord(at), grouped || !text.goesOn(at), remainder(characters) == 1 else { return nil }
    return at
  }

  private static func upper(_ byte: UInt8) -> UInt8 { byte >= 0x61 ? byte & 0xDF : byte }

  /// ISO/IEC 7064 MOD 97-10 over the characters with the first four put last.
  private static func remainder(_ characters: [UInt8]) -> Int {
    var rest = 0
    for index in 0..<characters.count {
      let byte = characters[(index + 4) % characters.count]
      if byte <= 0x39 {
        rest = (rest * 10 + Int(byte) - 0x30) % 97
      } else {
        rest = (rest * 100 + Int(byte) - 0x37) % 97
      }
    }
    return rest
  }

  /// The SWIFT registry's countries and lengths, release 99.
  private static let registry: StaticString = """
    AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22\
    GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31\
    MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24\
    XK20YE30
    """

  fileprivate static func length(_ first: UInt8, _ second: UInt8) -> Int? {
    let table = registry.utf8Start
    var at = 0
    while at + 3 < registry.utf8CodeUnitCount {
      if table[at] == first, table[at + 1] == second {
        return Int(table[at + 2] - 0x30) * 10 + Int(table[at + 3] - 0x30)
      }
      at += 4
    }
    return nil
  }
}

extension IBAN {
  static func isCountry(_ first: UInt8, _ second: UInt8) -> Bool {
    length(first, second) != nil
      || [0x5553, 0x4A50, 0x434E, 0x494E, 0x4155, 0x4341, 0x5347, 0x484B, 0x5A41, 0x4B52, 0x4D58].contains(
        UInt16(first) << 8 | UInt16(second))
  }
}
