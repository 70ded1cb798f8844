/// An invoice with all that belongs to it. Money is in cents, quantities in hundredths, rates in thousandths, days
/// since 1970.
public struct Invoice: Sendable {
  public let id: Int
  public let number: String
  public let customer: Int
  public let issuedOn: Int
  public let dueOn: Int
  public let lines: [Line]
  public let net: Int
  public let vat: Int
  public var total: Int { net + vat }
  public var payments: [Payment] = []
  public var reminders: [Reminder] = []
  public var isWrittenOff = false

  public struct Line: Sendable {
    public let product: Int
    public let quantity: Int
    public let price: Int
    public let rate: Int

    /// Half a cent is rounded up.
    public var net: Int { (quantity * price + 50) / 100 }
  }

  public struct Payment: Sendable {
    public let receivedOn: Int
    public let amount: Int
    public let method: String
    public let reference: String
    public let recordedBy: String
  }

  public struct Reminder: Sendable {
    public let sentOn: Int
    public let level: Int
    public let body: String
  }

  public var paid: Int { payments.reduce(0) { $0 + $1.amount } }
  /// The day of the payment that settled it.
  public var paidOn: Int? { paid == total ? payments.last?.receivedOn : nil }

  public var status: String {
    if paid == total { return "paid" }
    if isWrittenOff { return "written_off" }
    return paid > 0 ? "part_paid" : "open"
  }

  /// VAT is rounded once for each rate, half a cent up.
  init(id: Int, number: String, customer: Int, issuedOn: Int, dueOn: Int, lines: [Line]) {
    self.id = id
    self.number = number
    self.customer = customer
    self.issuedOn = issuedOn
    self.dueOn = dueOn
    self.lines = lines
    net = lines.reduce(0) { $0 + $1.net }
    vat = Self.vat(of: lines)
  }

  static func vat(of lines: [Line]) -> Int {
    var bases: [(rate: Int, net: Int)] = []
    for line in lines {
      if let known = bases.firstIndex(where: { $0.rate == line.rate }) {
        bases[known].net += line.net
      } else {
        bases.append((line.rate, line.net))
      }
    }
    return bases.reduce(0) { $0 + ($1.net * $1.rate + 500) / 1000 }
  }
}
