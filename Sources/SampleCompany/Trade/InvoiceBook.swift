extension SampleCompany {
  /// The `index`th invoice of the history, 0…, with its lines, payments and reminders.
  public func invoice(_ index: Int) -> Invoice {
    var random = SplitMix64(seed: seed, kind: 4, index: index)
    let day = Int(ledger.days[index])
    let customer = customers[ledger.customer(on: day, &random)]
    var invoice = Invoice(
      id: index + 1, number: number(index, day), customer: customer.id, issuedOn: day, dueOn: day + customer.terms,
      lines: lines(ledger.lineCount(index), for: customer, on: day, &random))
    settle(&invoice, by: customer, &random)
    remind(&invoice, customer)
    return invoice
  }

  private func number(_ index: Int, _ day: Int) -> String {
    let number = String(ledger.numbers[index])
    return "\(calendar.year(day))-\(String(repeating: "0", count: max(0, 6 - number.utf8.count)))\(number)"
  }

  private func lines(
    _ count: Int, for customer: Customer, on day: Int, _ random: inout SplitMix64
  ) -> [Invoice.Line] {
    var lines: [Invoice.Line] = []
    lines.reserveCapacity(count)
    while lines.count < count {
      var product = self.product(for: customer, &random)
      while lines.contains(where: { $0.product == product + 1 }) { product = (product + 7) % products.count }
      lines.append(line(products[product], for: customer, on: day, &random))
    }
    return lines
  }

  /// Two thirds of what a customer buys is what he always buys.
  private func product(for customer: Customer, _ random: inout SplitMix64) -> Int {
    guard random.chance(permille: 660) else { return popular(&random) }
    var taste = SplitMix64(seed: seed, kind: 5, index: customer.id * 16 + random.below(12))
    return popular(&taste)
  }

  /// Coffee, packaging and cleaning sell often, machines rarely.
  private func popular(_ random: inout SplitMix64) -> Int {
    while true {
      let product = random.below(products.count)
      let cents = products[product].cents
      if random.below(100) < (cents < 3_000 ? 100 : cents < 6_000 ? 70 : cents < 15_000 ? 18 : 5) { return product }
    }
  }

  private func line(
    _ product: Product, for customer: Customer, on day: Int, _ random: inout SplitMix64
  ) -> Invoice.Line {
    let quantity =
      switch product.cents {
      case _ where product.isWeighed: random.within(10...120) * 10 + 5 * random.below(2)
      case ..<2_000: random.within(2...18) * 100
      case ..<6_000: random.within(1...9) * 100
      default: random.within(1...2) * 100
      }
    return Invoice.Line(
      product: product.id, quantity: quantity, price: price(of: product, for: customer, on: day),
      rate: product.isFood ? customer.rates.food : customer.rates.standard)
  }

  /// Prices rose by some three percent a year, on the same day of each year.
  private func price(of product: Product, for customer: Customer, on day: Int) -> Int {
    let years = (calendar.last - day) / 365
    return max(1, product.cents * (1000 - 29 * years) * (100 - customer.discount) / 100_000)
  }
}
