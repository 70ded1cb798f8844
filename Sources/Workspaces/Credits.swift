// What a download of Studio costs: decided here, under the account's lock, and written down by the store. Nothing of an
// invoice is known, not even which permit was for which.

public import Values

public enum PermitKind {}
/// 128 random bits: all that ever travels about a download.
public typealias PermitID = ID<PermitKind>

public enum PermitKeyKind {}
/// What a browser made up for one wish, so that asking again is no second wish.
public typealias PermitKey = ID<PermitKeyKind>

/// One credit on its way: held, and then spent by a download or returned by itself.
public struct Permit: Sendable, Equatable {
  public enum State: String, Sendable, CaseIterable { case held, spent, returned }

  /// An unspent permit gives its credit back after this long.
  public static let lifetimeSeconds = 600
  /// So many permits an account may leave unspent in a day.
  public static let unspentADay = 50

  public var id: PermitID
  public var state: State
  public var expiresAt: Instant

  public init(id: PermitID, state: State, expiresAt: Instant) {
    self.id = id
    self.state = state
    self.expiresAt = expiresAt
  }
}

/// Where credits stand, as in book-keeping: granted → available → held → spent, or back to available.
public enum CreditBook: String, Sendable, CaseIterable { case granted, available, held, spent }

/// What moves credits from one book to another.
public enum CreditMovement: String, Sendable, CaseIterable { case granted, held, spent, returned }

public struct CreditBalance: Sendable, Equatable {
  public var available: Int64
  public var held: Int64

  public init(available: Int64, held: Int64) {
    self.available = available
    self.held = held
  }

  public enum Hold: Sendable, Equatable {
    /// Moves one credit from available to held.
    case hold
    /// This was asked before: nothing moves.
    case stands(Permit)
  }

  /// - Parameters:
  ///   - before: the permit that the same wish was given before.
  ///   - unspent: the account's permits of the last day that were not spent.
  public func hold(askedBefore before: Permit?, unspent: Int64) -> Result<Hold, Refusal> {
    if let before { return .success(.stands(before)) }
    guard unspent < Permit.unspentADay else { return .failure(.tooManyUnspent) }
    return available > 0 ? .success(.hold) : .failure(.noCredits)
  }

  public enum Spend: Sendable, Equatable {
    /// Moves the credit from this book to spent.
    case take(from: CreditBook)
    /// It is spent already: nothing moves.
    case stands
  }

  /// A browser that says late that it has its PDF pays all the same, with another credit, where there is one.
  public func spend(_ permit: Permit) -> Result<Spend, Refusal> {
    switch permit.state {
    case .spent: .success(.stands)
    case .held: .success(.take(from: .held))
    case .returned: available > 0 ? .success(.take(from: .available)) : .failure(.noCredits)
    }
  }
}

/// One change of what is available.
public struct CreditLine: Sendable, Equatable {
  /// Rises with each line of the account.
  public var position: Int64
  public var at: Instant
  public var movement: CreditMovement
  public var change: Int64
  /// Available afterwards.
  public var balance: Int64
  /// Of credits that were granted: by an operator, not as the first free ones.
  public var isGift: Bool
  /// Of a line that holds a credit: what became of it.
  public var permit: Permit?

  public init(
    position: Int64, at: Instant, movement: CreditMovement, change: Int64, balance: Int64, isGift: Bool, permit: Permit?
  ) {
    self.position = position
    self.at = at
    self.movement = movement
    self.change = change
    self.balance = balance
    self.isGift = isGift
    self.permit = permit
  }
}
