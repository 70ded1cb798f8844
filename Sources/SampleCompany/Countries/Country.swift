/// What makes a customer of a country look like one: names, places, formats, rates. Each country has its own file.
///
/// Patterns: `#` is a digit, `@` a letter; `{family}`, `{noun}`, `{city}` and `{street}`, `{number}` are filled in.
struct Country {
  let code: String
  let language: String
  /// How often a customer is from here, in percent.
  let share: Int
  /// Value added tax in thousandths: on most goods, and on food.
  let rates: (standard: Int, food: Int)
  let women: [String]
  let men: [String]
  let families: [String]
  let namesOfPeople: NamesOfPeople
  let cities: [City]
  let streets: [String]
  let street: String
  let companies: [String]
  let nouns: [String]
  /// Numbers of cities that have none of their own.
  let phones: [String]
  let vatID: VATID

  struct City {
    let name: String
    let postcode: String
    var phone: String?
  }

  /// How a person's family name is written.
  enum NamesOfPeople {
    case plain
    /// Spain and Portugal: the names of both parents.
    case bothParents
    /// Poland: `-ski` of a man is `-ska` of a woman.
    case inflected
  }

  static let all: [Country] = [germany, netherlands, france, spain, italy, poland, ireland, portugal]
}

/// The items of a table that is written as text, one per line or separated by commas.
func list(_ text: String) -> [String] {
  text.split { $0 == "," || $0 == "\n" }.map { item in
    let start = item.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
