/// What Studio says to the server, all of it: how many credits are there, hold one, it is spent. No request has a body; a
/// permit's id and the key of a wish are random, and nothing else travels.

import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  /// Credits that a new account is given; `not_found` where downloads cost none: Studio does not ask there.
  private func freeCredits() throws(Problem) -> Int {
    guard let free = settings.freeCredits else { throw .notFound }
    return free
  }

  /// Whether somebody is signed in and how many credits he has; with the token for the two requests below.
  func permitState(_ visit: Visit<Anyone>) async throws -> Response {
    let free = try freeCredits()
    try await visit.request.carriesNothing()
    guard let person = visit.who.person else { return .json(["signed_in": false]) }
    let balance = try await store.credits(of: person.signedIn, free: free)
    return .json([
      "signed_in": true, "available": .integer(balance.available), "held": .integer(balance.held),
      "token": .string(person.csrf),
    ])
  }

  /// Holds one credit. `Idempotency-Key` names the wish: asked again for the same one, the same permit answers, as it
  /// stands by then.
  func holdCredit(_ visit: Visit<Person>) async throws -> Response {
    let free = try freeCredits()
    guard let key = visit.request.headers[.idempotencyKey].flatMap({ PermitKey($0) }) else {
      throw Problem(
        .malformedRequest, "The header Idempotency-Key must be a lower-case UUID.", advice: "Make up a random one.")
    }
    let person = visit.who.signedIn
    let (permit, balance) = try await permitTurns.take(person.account.id) {
      try await store.holdCredit(for: key, by: person, free: free).granted()
    }
    return answer(permit, balance, status: .created)
  }

  func spendPermit(_ visit: Visit<Person>) async throws -> Response {
    let free = try freeCredits()
    guard let id = PermitID(try visit.part("permit")) else { throw Problem.notFound }
    let person = visit.who.signedIn
    let (permit, balance) = try await permitTurns.take(person.account.id) {
      try await store.spend(id, by: person, free: free).granted()
    }
    return answer(permit, balance, status: .ok)
  }

  private func answer(_ permit: Permit, _ balance: CreditBalance, status: HTTPResponse.Status) -> Response {
    .json(
      [
        "permit": .string(permit.id.description), "state": .string(permit.state.rawValue),
        "expires": .string(permit.expiresAt.iso), "available": .integer(balance.available),
        "held": .integer(balance.held),
      ], status: status)
  }

  /// Where Studio's “Sign in” leads: through the sign-in, and back.
  func returnToStudio(_ visit: Visit<Person>) async throws -> Response { .seeOther("/studio") }

  func creditHistory(_ visit: Visit<Person>) async throws -> Response {
    let free = try freeCredits()
    let before = visit.request.uri.queryParameters["before"].flatMap { Int64($0) }
    // What has expired is given back first, so that the history ends with the balance.
    let balance = try await store.credits(of: visit.who.signedIn, free: free)
    let lines = try await store.creditHistory(of: visit.who.signedIn, before: before, limit: CreditPages.length + 1)
    return page(visit, "Credits", CreditPages.history(balance, lines, isFirst: before == nil))
  }
}

extension HTTPField.Name {
  /// The IETF's draft of that name (draft-ietf-httpapi-idempotency-key-header).
  fileprivate static let idempotencyKey = Self("Idempotency-Key")!
}
