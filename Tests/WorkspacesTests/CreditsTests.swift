import Testing
import Values
import Workspaces

@Suite("What a download costs")
struct CreditsTests {
  private func permit(_ state: Permit.State) -> Permit {
    Permit(id: PermitID(high: 1, low: 2), state: state, expiresAt: Instant(microsecondsSinceEpoch: 0))
  }

  private func balance(_ available: Int64) -> CreditBalance { CreditBalance(available: available, held: 0) }

  @Test("A credit that is there is held, and none is refused")
  func hold() {
    #expect(balance(1).hold(askedBefore: nil, unspent: 0) == .success(.hold))
    #expect(balance(0).hold(askedBefore: nil, unspent: 0) == .failure(.noCredits))
  }

  @Test("Asked again for the same wish, the permit stands, whatever became of it and whatever is left")
  func again() {
    for state in Permit.State.allCases {
      #expect(balance(0).hold(askedBefore: permit(state), unspent: 500) == .success(.stands(permit(state))))
    }
  }

  @Test("So many unspent permits in a day, and no more")
  func bound() {
    let most = Int64(Permit.unspentADay)
    #expect(balance(5).hold(askedBefore: nil, unspent: most - 1) == .success(.hold))
    #expect(balance(5).hold(askedBefore: nil, unspent: most) == .failure(.tooManyUnspent))
  }

  @Test("A held credit is spent once; who says it late pays with another one, where there is one")
  func spend() {
    #expect(balance(0).spend(permit(.held)) == .success(.take(from: .held)))
    #expect(balance(0).spend(permit(.spent)) == .success(.stands))
    #expect(balance(1).spend(permit(.returned)) == .success(.take(from: .available)))
    #expect(balance(0).spend(permit(.returned)) == .failure(.noCredits))
  }
}
