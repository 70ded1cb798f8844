/// A postal address as the post of its country wants its lines (UPU S42, in short).
enum AddressLines {
  /// `origin` is where the letter comes from: within one country its name is not written.
  static func lines(_ address: Address, from origin: String?) -> [String] {
    var lines: [String] = []
    add(address.street, to: &lines)
    add(address.street2, to: &lines)
    add(address.street3, to: &lines)
    add(cityLine(address), to: &lines)
    if let country = address.country, country != origin { lines.append(countryName(country)) }
    return lines
  }

  @inline(never)
  static func add(_ text: String?, to lines: inout [String]) {
    if let text { lines.append(text) }
  }

  private static func cityLine(_ address: Address) -> String? {
    var parts: [String] = []
    switch address.country {
    case "US", "CA", "AU":
      var place: [String] = []
      add(address.region, to: &place)
      add(address.postcode, to: &place)
      if let city = address.city { parts.append(place.isEmpty ? city : city + ", " + place.joined(separator: " ")) }
    case "GB", "IE":
      add(address.city, to: &parts)
      add(address.postcode, to: &parts)
    default:
      add(address.postcode, to: &parts)
      add(address.city, to: &parts)
      if let region = address.region { parts.append("(" + region + ")") }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// In English and capitals, which every post reads; the code of countries that are not in the list.
  private static func countryName(_ code: String) -> String {
    let lines = TextLines(countryNames)
    for line in 0..<lines.count where lines.bytes(line).prefix(2).elementsEqual(code.utf8) {
      return String(decoding: lines.bytes(line).dropFirst(3), as: UTF8.self)
    }
    return code
  }

  private static let countryNames: StaticString = """
    AE UNITED ARAB EMIRATES
    AT AUSTRIA
    AU AUSTRALIA
    BE BELGIUM
    BG BULGARIA
    BR BRAZIL
    CA CANADA
    CH SWITZERLAND
    CY CYPRUS
    CZ CZECHIA
    DE GERMANY
    DK DENMARK
    EE ESTONIA
    EG EGYPT
    ES SPAIN
    FI FINLAND
    FR FRANCE
    GB UNITED KINGDOM
    GR GREECE
    HR CROATIA
    HU HUNGARY
    IE IRELAND
    IL ISRAEL
    IN INDIA
    IT ITALY
    JP JAPAN
    LI LIECHTENSTEIN
    LT LITHUANIA
    LU LUXEMBOURG
    LV LATVIA
    MT MALTA
    MX MEXICO
    NL NETHERLANDS
    NO NORWAY
    PL POLAND
    PT PORTUGAL
    RO ROMANIA
    SA SAUDI ARABIA
    SE SWEDEN
    SI SLOVENIA
    SK SLOVAKIA
    TR TÜRKIYE
    US UNITED STATES
    """
}
