/// Makes the customers. Their ids rise with the day since which they are customers, so that the customers of any day
/// are the first so many.
struct CustomerBook {
  let seed: UInt64
  let calendar: Calendar
  private var companies: Set<String> = []
  private var domains: Set<String> = []

  init(seed: UInt64, calendar: Calendar) {
    self.seed = seed
    self.calendar = calendar
  }

  func customers(_ count: Int) -> [Customer] {
    var book = self
    var random = SplitMix64(seed: seed, kind: 1, index: 0)
    var firstDays = (0..<count).map { _ in book.firstDay(&random) }.sorted()
    firstDays[0] = min(firstDays[0], calendar.first)
    return firstDays.enumerated().map { index, day in book.customer(id: index + 1, since: day) }
  }

  /// Half of them were there when the history begins; the rest came since.
  private func firstDay(_ random: inout SplitMix64) -> Int {
    random.chance(permille: 550)
      ? calendar.first - random.below(2_000) : calendar.first + random.below(Calendar.days - 20)
  }

  private mutating func customer(id: Int, since: Int) -> Customer {
    var random = SplitMix64(seed: seed, kind: 2, index: id)
    let country = Country.all[random.weighted(Country.all.map(\.share))]
    let city = random.pick(country.cities)
    let person = Person(of: country, &random)
    let company = name(of: country, city: city, owner: person, &random)
    let weight = Self.weight(&random)
    let habit = [Customer.Habit.early, .punctual, .late, .poor][random.weighted([16, 66, 15, 3])]
    return Customer(
      id: id, number: "C\(10_000 + id)", company: company, contact: person.name,
      email: email(of: person, at: company, in: city, &random),
      phone: random.fill(city.phone ?? random.pick(country.phones)),
      street: country.street.replacing("{street}", with: random.pick(country.streets)).replacing(
        "{number}", with: String(1 + random.below(random.chance(permille: 800) ? 60 : 180))),
      postcode: random.fill(city.postcode), city: city.name, country: country.code, language: country.language,
      vatID: country.vatID.number(serial: id), creditLimit: (2 + weight / 9 + random.below(6)) * 50_000,
      accountManager: random.pick(SampleCompany.accountManagers), since: since,
      note: random.chance(permille: 90) ? random.pick(Self.notes) : nil, rates: country.rates, weight: weight,
      terms: [14, 30, 45, 60][random.weighted([20, 55, 15, 10])],
      discount: weight > 120 ? [3, 5, 8][random.below(3)] : 0, habit: habit,
      method: [.transfer, .directDebit, .card, .cash][random.weighted([76, 16, 6, 2])])
  }

  /// A few order every day, most now and then.
  private static func weight(_ random: inout SplitMix64) -> Int {
    switch random.below(100) {
    case 0..<4: random.within(200...420)
    case 4..<20: random.within(70...180)
    case 20..<60: random.within(22...64)
    default: random.within(4...20)
    }
  }

  /// A company's name that no other has.
  private mutating func name(
    of country: Country, city: Country.City, owner: Person, _ random: inout SplitMix64
  ) -> String {
    for attempt in 0... {
      let family = attempt == 0 ? owner.shop : random.pick(country.families)
      let name = random.pick(country.companies).replacing("{family}", with: family)
        .replacing("{noun}", with: random.pick(country.nouns)).replacing("{city}", with: city.name)
      let distinct = attempt < 8 ? name : "\(name) \(attempt < 9 ? city.name : random.pick(country.cities).name)"
      if companies.insert(distinct).inserted { return distinct }
    }
    return owner.shop
  }

  /// At a domain under `.example`, which nobody can register (RFC 2606, section 2).
  private mutating func email(
    of person: Person, at company: String, in city: Country.City, _ random: inout SplitMix64
  ) -> String {
    var domain = slug(company)
    if !domains.insert(domain).inserted {
      domain += "-" + slug(city.name)
      domains.insert(domain)
    }
    let family = slug(person.family)
    let mailbox =
      switch random.below(10) {
      case 0..<5: "\(slug(person.given)).\(family)"
      case 5..<7: "\(slug(person.given).prefix(1)).\(family)"
      case 7: "info"
      case 8: ["DE": "buchhaltung", "FR": "compta", "NL": "administratie"][person.country] ?? "office"
      default: slug(person.given)
      }
    return "\(mailbox)@\(domain).example"
  }

  private static let notes = [
    "Deliveries before 10:00 only.", "Delivery entrance in the yard, ring twice.", "Sends a purchase order first.",
    "Wants invoices by e-mail, one PDF for each.", "Closed from January to mid-March.", "Prefers to be called.",
    "Collects on Thursdays.", "Pallet jack needed, no ramp.", "Asks for sustainable packaging.",
    "New owner since spring.",
    "Contract price on coffee.", "Pays by collective transfer at the end of the month.",
  ]
}
