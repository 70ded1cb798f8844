/// `GET /APP/…?document=BLOCK`: what a document says, as JSON, for the browser that asked and makes the PDF of it.

import AppSpec
import Connectors
import Contract
import Hummingbird
import ServerKit
import Values

extension Runtime {
  func openDocument(_ asked: PageRequest, block: Int, _ visit: Visit) async throws -> Response {
    let plan: DocumentPlan
    switch visit.live.checked.document(asked, block: block) {
    case .success(let planned): plan = planned
    case .failure(let refusal): throw refusal.problem
    }
    let ticket = try enter(visit.workspace, requests)
    defer { withExtendedLifetime(ticket) {} }
    var read: [ResultSet] = []
    for outcome in await self.read(plan.statements, visit) {
      switch outcome {
      case .rows(let rows): read.append(rows)
      case .failed(let failure): throw failure.problem
      }
    }
    switch plan.invoice(read[0], read[1]) {
    case .success(let invoice): return .json(invoice)
    case .failure(.noSuchRow): throw Problem.noRow
    case .failure(.tooManyLines): throw SourceFailure.tooLarge.problem
    }
  }
}
