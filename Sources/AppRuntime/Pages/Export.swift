/// `GET /APP/…?export=BLOCK`: a table's whole content as CSV, as fast as the browser takes it and in constant memory.

import AppSpec
import Connectors
import Contract
import Hummingbird
import NIOCore
import ServerKit
import Values

extension Runtime {
  func export(_ asked: PageRequest, block: Int, _ visit: Visit) async throws -> Response {
    let plan: ExportPlan
    switch visit.live.checked.export(asked, block: block, catalog: visit.live.catalog) {
    case .success(let planned): plan = planned
    case .failure(let refusal): throw refusal.problem
    }
    let ticket = try enter(visit.workspace, exports)
    // Before the first byte, so that a source that is away still gives a problem and its status.
    let columns: [ResultColumn]
    switch await sources.describe(plan.statement, of: visit.live.app, in: scope(visit)) {
    case .success(let described): columns = described
    case .failure(let failure): throw failure.problem
    }
    return .csv(plan.fileName) { writer in
      try await write(plan, columns, visit, to: &writer)
      withExtendedLifetime(ticket) {}
    }
  }

  /// A failure in the middle ends the response without its last chunk: no browser takes it for the whole.
  private func write(
    _ plan: ExportPlan, _ columns: [ResultColumn], _ visit: Visit, to writer: inout any ResponseBodyWriter
  ) async throws {
    var rows = 0
    try await writer.write(ByteBuffer(bytes: plan.header(columns: columns)))
    try await sources.stream(plan.statement, of: visit.live.app, in: scope(visit)) { batch in
      rows += batch.rowCount
      try await writer.write(ByteBuffer(bytes: plan.rows(batch)))
    }
    guard let query = plan.statement.query, let release = visit.live.release else { return }
    tell(
      .exported(release: release, query: query, by: visit.session.account, rows: Int64(rows)),
      in: visit.workspace)
  }
}
