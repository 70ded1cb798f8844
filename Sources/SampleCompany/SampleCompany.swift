public import Values

/// A wholesaler for cafés, hotels and restaurants, invented from one number: the same day and seed give the same rows
/// on every machine. Any invoice can be made without the others, so that two connections can load at once.
public struct SampleCompany: Sendable {
  /// How much of it there is; a quarter of the invoices' lines stand on each invoice on average.
  public struct Size: Sendable {
    public var customers: Int
    public var invoices: Int

    public init(customers: Int, invoices: Int) {
      self.customers = customers
      self.invoices = invoices
    }

    public static let standard = Size(customers: 5_000, invoices: 250_000)
  }

  /// The company's today: the last invoices were written on it.
  public let day: Day
  public let seed: UInt64
  public let products: [Product]
  public let customers: [Customer]
  let calendar: Calendar
  let ledger: Ledger

  public init(day: Day, size: Size = .standard, seed: UInt64 = 2_026) {
    self.day = day
    self.seed = seed
    products = Assortment.products
    calendar = Calendar(through: day)
    customers = CustomerBook(seed: seed, calendar: calendar).customers(size.customers)
    ledger = Ledger(invoices: size.invoices, calendar: calendar, customers: customers, seed: seed)
  }

  public var invoiceCount: Int { ledger.count }

  /// The people who look after customers, and one who keeps the books: all at a domain that RFC 2606 reserves.
  public static let accountManagers = [
    "anouk.vermeulen", "bram.dekker", "carla.nunes", "eoin.gallagher", "femke.postma", "hugo.moreau", "ilaria.conti",
    "jonas.brandt", "katarzyna.mazur", "lena.hoffmann", "lucia.ortega", "ruben.visser",
  ].map { "\($0)@\(domain)" }
  public static let bookkeeper = "marieke.bos@\(domain)"
  static let domain = "halden-wholesale.example"
}
