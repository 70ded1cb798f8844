/// How an invoice is paid: in time, late, in parts or not at all. What would happen after the company's day has not
/// happened yet.
extension SampleCompany {
  func settle(_ invoice: inout Invoice, by customer: Customer, _ random: inout SplitMix64) {
    let day = calendar.bankDay(from: max(invoice.issuedOn, invoice.dueOn + delay(of: customer, &random)))
    let isLost = random.chance(permille: customer.habit == .poor ? 45 : 2)
    let inParts = random.chance(permille: customer.habit == .poor ? 140 : isLost ? 300 : 30)
    var rest = invoice.total
    if inParts {
      let part = rest * random.within(25...75) / 100
      pay(part, of: &invoice, on: day, by: customer, &random)
      rest -= part
    }
    if isLost {
      invoice.isWrittenOff = invoice.dueOn + 240 <= calendar.last
    } else {
      let later = inParts ? calendar.bankDay(from: day + random.within(14...70)) : day
      pay(rest, of: &invoice, on: later, by: customer, &random)
    }
  }

  /// In days after the due day.
  private func delay(of customer: Customer, _ random: inout SplitMix64) -> Int {
    if random.chance(permille: 7) { return random.within(50...420) }
    return switch customer.habit {
    case .early: random.within(-20 ... -4)
    case .punctual: random.within(-4...3)
    case .late: random.within(2...24)
    case .poor: random.within(15...130)
    }
  }

  private func pay(
    _ amount: Int, of invoice: inout Invoice, on day: Int, by customer: Customer, _ random: inout SplitMix64
  ) {
    guard day <= calendar.last, amount > 0 else { return }
    let method = random.chance(permille: 40) ? .transfer : customer.method
    invoice.payments.append(
      Invoice.Payment(
        receivedOn: day, amount: amount, method: method.rawValue,
        reference: reference(method, invoice.number, &random),
        recordedBy: method == .cash ? customer.accountManager : Self.bookkeeper))
  }

  private func reference(_ method: Customer.Method, _ number: String, _ random: inout SplitMix64) -> String {
    switch method {
    case .transfer: creditorReference(number)
    case .directDebit: "DD-\(number)"
    case .card: "POS-\(random.within(100_000...999_999))"
    case .cash: "Receipt \(random.within(1_000...9_999))"
    }
  }
}

/// The structured reference that the payer puts on a transfer (ISO 11649): `RF`, two check digits, the number.
func creditorReference(_ number: String) -> String {
  let digits = number.filter { $0 != "-" }
  let remainder = (digits + "271500").utf8.reduce(0) { ($0 * 10 + Int($1) - 48) % 97 }
  let check = 98 - remainder
  return "RF\(check < 10 ? "0" : "")\(check)\(digits)"
}
