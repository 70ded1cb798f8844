/// The person whom one writes to.
struct Person {
  let given: String
  let family: String
  /// The family name as it stands on a shop's sign.
  let shop: String
  let country: String

  var name: String { "\(given) \(family)" }

  init(of country: Country, _ random: inout SplitMix64) {
    let isWoman = random.chance(permille: 500)
    given = random.pick(isWoman ? country.women : country.men)
    shop = random.pick(country.families)
    self.country = country.code
    switch country.namesOfPeople {
    case .plain: family = shop
    case .bothParents: family = "\(shop) \(random.pick(country.families))"
    case .inflected: family = isWoman && shop.hasSuffix("ski") ? shop.dropLast() + "a" : shop
    }
  }
}

/// The text as a part of a mail address: lower-case ASCII letters, digits and hyphens.
func slug(_ text: String) -> String {
  var slug = ""
  for character in text.lowercased() {
    if character.isASCII, character.isLetter || character.isNumber {
      slug.append(character)
    } else if let plain = plainLetters[character] {
      slug += plain
    } else if character != "'", character != "’", character != ".", !slug.isEmpty, slug.last != "-" {
      slug += "-"
    }
  }
  return slug.last == "-" ? String(slug.dropLast()) : slug
}

private let plainLetters: [Character: String] = [
  "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "á": "a", "à": "a", "â": "a", "ã": "a", "ç": "c", "ć": "c", "é": "e",
  "è": "e", "ê": "e", "ë": "e", "ę": "e", "ą": "a", "í": "i", "ì": "i", "î": "i", "ï": "i", "ı": "i", "ł": "l",
  "ñ": "n", "ń": "n", "ó": "o", "ò": "o", "ô": "o", "õ": "o", "ś": "s", "ú": "u", "ù": "u", "û": "u", "ż": "z",
  "ź": "z", "œ": "oe",
]
