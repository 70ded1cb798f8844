// A person, known by a pseudonymous id; his address and name never leave the control plane's own tables and pages.

public import Contract
public import Values

public struct Account: Sendable, Equatable {
  public var id: AccountID
  public var email: EmailAddress
  public var name: String
  /// Answers for the whole installation: sees its audit tree and the outbox.
  public var isOperator: Bool

  public init(id: AccountID, email: EmailAddress, name: String, isOperator: Bool) {
    self.id = id
    self.email = email
    self.name = name
    self.isOperator = isOperator
  }
}
