/// A customer, and how it behaves.
public struct Customer: Sendable {
  public let id: Int
  public let number: String
  public let company: String
  public let contact: String
  public let email: String
  public let phone: String
  public let street: String
  public let postcode: String
  public let city: String
  public let country: String
  public let language: String
  public let vatID: String
  /// In cents.
  public let creditLimit: Int
  public let accountManager: String
  /// Days since 1970.
  public let since: Int
  public let note: String?

  /// Thousandths, on most goods and on food.
  let rates: (standard: Int, food: Int)
  /// How often it orders, compared with others.
  let weight: Int
  /// In days.
  let terms: Int
  /// In percent of the list price.
  let discount: Int
  let habit: Habit
  let method: Method

  enum Habit: Int, Sendable { case early, punctual, late, poor }
  enum Method: String, Sendable { case transfer, card, directDebit = "direct_debit", cash }
}
