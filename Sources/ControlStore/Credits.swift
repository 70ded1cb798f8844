// Credits and permits. Whoever moves credits of an account takes its lock first, gives back what had its ten minutes, and
// then decides; the database refuses what would be wrong all the same.

public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

extension ControlStore {
  /// Where his credits stand now. The first time somebody looks, he is given `free` credits.
  public func credits(of person: SignedIn, free: Int) async throws(StoreError) -> CreditBalance {
    let account = try await creditAccount(of: person)
    guard account.needsSettling(free: free) else { return account.balance }
    let settled: Result<CreditBalance, Refusal> = try await audited(.person(person), request: person.request) {
      .success(try await $0.settle(person, free: free).balance)
    }
    return if case .success(let balance) = settled { balance } else { account.balance }
  }

  /// The same without giving or taking back anything; nil when something of that is due.
  public func settledCredits(of person: SignedIn, free: Int) async throws(StoreError) -> CreditBalance? {
    let account = try await creditAccount(of: person)
    return account.needsSettling(free: free) ? nil : account.balance
  }

  private func creditAccount(of person: SignedIn) async throws(StoreError) -> CreditAccount {
    try await read(.person(person)) { transaction in
      try CreditAccount(await transaction.pipeline(CreditAccount.questions(person.account.id)))
    }
  }

  /// Holds one credit for the wish `key`; asking again for the same wish returns the permit as it stands by then.
  public func holdCredit(
    for key: PermitKey, by person: SignedIn, free: Int
  ) async throws(StoreError) -> Result<(Permit, CreditBalance), Refusal> {
    try await audited(.person(person), request: person.request) { transaction in
      var account = try await transaction.settle(person, free: free)
      let before = try await transaction.permit(person, "asked_as = $2", key)
      switch try account.balance.hold(askedBefore: before, unspent: account.unspent).get() {
      case .stands(let permit): return .success((permit, account.balance))
      case .hold:
        let permit = Permit(id: .random(), state: .held, expiresAt: account.now.adding(seconds: Permit.lifetimeSeconds))
        try await transaction.move(permit.id, .held, from: .available, of: person.account.id, askedAs: key)
        account.balance.available -= 1
        account.balance.held += 1
        return .success((permit, account.balance))
      }
    }
  }

  /// The browser has its PDF. Saying so again changes nothing; saying it late takes another credit.
  public func spend(
    _ permit: PermitID, by person: SignedIn, free: Int
  ) async throws(StoreError) -> Result<(Permit, CreditBalance), Refusal> {
    try await audited(.person(person), request: person.request) { transaction in
      var account = try await transaction.settle(person, free: free)
      guard var permit = try await transaction.permit(person, "id = $2", permit) else { return .failure(.notFound) }
      guard case .take(let book) = try account.balance.spend(permit).get() else {
        return .success((permit, account.balance))
      }
      try await transaction.move(permit.id, .spent, from: book, of: person.account.id)
      permit.state = .spent
      if book == .held { account.balance.held -= 1 } else { account.balance.available -= 1 }
      return .success((permit, account.balance))
    }
  }

  /// The operator's command line gives `credits` (more than 0) to whoever has this address; `notFound` for nobody.
  public func grantCredits(
    _ credits: Int64, to email: EmailAddress, request: RequestID
  ) async throws(StoreError) -> Result<CreditBalance, Refusal> {
    try await audited(.system, request: request, as: .operatorCommand) { transaction in
      let rows = try await transaction.query("select id from gate.look_up_account($1)", [email.text])
      guard let account = try rows.first?.get("id", as: AccountID.self) else { return .failure(.notFound) }
      var balance = try await transaction.locked(account).balance
      try await transaction.grant(credits, as: .random(), to: account)
      balance.available += credits
      return .success(balance)
    }
  }

  /// Gives back what nobody has asked about since its ten minutes ended. Returns how many credits.
  @discardableResult
  public func returnExpiredCredits(request: RequestID) async throws(StoreError) -> Int {
    let accounts: [AccountID] = try await read(.system) { transaction in
      try await transaction.query("select account_id from credit_accounts where held > 0 order by 1").map {
        try $0.get("account_id")
      }
    }
    var returned = 0
    for account in accounts {
      let count: Result<Int, Refusal> = try await audited(.system, request: request) { transaction in
        let found = try await transaction.locked(account)
        try await transaction.giveBack(found.expired, to: account)
        return .success(found.expired.count)
      }
      if case .success(let count) = count { returned += count }
    }
    return returned
  }
}
