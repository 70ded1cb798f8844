/// A postal address as the post of its country wants its lines (UPU S42, in short).
enum AddressLines {
  /// `origin` is where the letter comes from: within one country its name is not written.
  static func lines(_ address: Address, from origin: String?) -> [String] {
    var lines: [String] = []
    for street in [address.street, address.street2, address.street3] { if let street { lines.append(street) } }
    if let city = cityLine(address) { lines.append(city) }
    if let country = address.country, country != origin { lines.append(countryNames(country)) }
    return lines
  }

  private static func cityLine(_ address: Address) -> String? {
    var parts: [String] = []
    switch address.country {
    case "US", "CA", "AU":
      var place: [String] = []
      if let region = address.region { place.append(region) }
      if let postcode = address.postcode { place.append(postcode) }
      if let city = address.city { parts.append(place.isEmpty ? city : city + ", " + place.joined(separator: " ")) }
    case "GB", "IE":
      if let city = address.city { parts.append(city) }
      if let postcode = address.postcode { parts.append(postcode) }
    default:
      if let postcode = address.postcode { parts.append(postcode) }
      if let city = address.city { parts.append(city) }
      if let region = address.region { parts.append("(" + region + ")") }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// In English and capitals, which every post reads; the code of countries that are not in the list.
  private static func countryNames(_ code: String) -> String {
    switch code {
    case "AE": "UNITED ARAB EMIRATES"
    case "AT": "AUSTRIA"
    case "AU": "AUSTRALIA"
    case "BE": "BELGIUM"
    case "BG": "BULGARIA"
    case "BR": "BRAZIL"
    case "CA": "CANADA"
    case "CH": "SWITZERLAND"
    case "CY": "CYPRUS"
    case "CZ": "CZECHIA"
    case "DE": "GERMANY"
    case "DK": "DENMARK"
    case "EE": "ESTONIA"
    case "EG": "EGYPT"
    case "ES": "SPAIN"
    case "FI": "FINLAND"
    case "FR": "FRANCE"
    case "GB": "UNITED KINGDOM"
    case "GR": "GREECE"
    case "HR": "CROATIA"
    case "HU": "HUNGARY"
    case "IE": "IRELAND"
    case "IL": "ISRAEL"
    case "IN": "INDIA"
    case "IT": "ITALY"
    case "JP": "JAPAN"
    case "LI": "LIECHTENSTEIN"
    case "LT": "LITHUANIA"
    case "LU": "LUXEMBOURG"
    case "LV": "LATVIA"
    case "MT": "MALTA"
    case "MX": "MEXICO"
    case "NL": "NETHERLANDS"
    case "NO": "NORWAY"
    case "PL": "POLAND"
    case "PT": "PORTUGAL"
    case "RO": "ROMANIA"
    case "SA": "SAUDI ARABIA"
    case "SE": "SWEDEN"
    case "SI": "SLOVENIA"
    case "SK": "SLOVAKIA"
    case "TR": "TÜRKIYE"
    case "US": "UNITED STATES"
    default: code
    }
  }
}
