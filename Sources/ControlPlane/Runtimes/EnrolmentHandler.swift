/// A new runtime introduces itself: a one-time token, its own key, its address.

import Contract
import ControlStore
import Hummingbird
import Identity
import ServerKit
import Values

extension ControlPlane {
  func enrol(_ visit: Visit<Void>) async throws -> Response {
    try await limit("enrolments from \(caller(visit))", to: 20, perSeconds: 600)
    let enrolment: Enrolment
    let body = try await visit.request.json()
    do { enrolment = try Enrolment(body) } catch { throw Problem(error) }
    guard let token = SecretToken(enrolment.token) else { throw Problem.linkExpired }
    guard let origin = RuntimeAddress(enrolment.address), origin.isWithin(settings.runtimeDomain) else {
      throw Problem(
        .invalidInput, "The runtime's address is not one that this control plane sends people to.",
        advice: "Start the runtime with --domain \(settings.runtimeDomain ?? "and a host name").")
    }
    let id = try await store.enrol(
      secret: token.hash, publicKey: enrolment.publicKey, address: origin.text, request: visit.context.requestID
    ).granted()
    let answer = Enrolled(runtime: id, controlKey: signingKey.verifier, controlAddress: settings.address)
    return .json(answer.json, status: .created)
  }
}
