/// The audit trail as admins read and export it.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import NIOCore
import ServerKit
import Trust
import Values
import Workspaces

extension ControlPlane {
  func audit(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let search = try AuditSearch(try visit.request.query())
    async let apps = store.apps(of: member)
    async let people = store.members(of: member)
    let found = try await store.audit(of: member, filter: search.filter, before: search.before).granted()
    let view = AuditView(
      page: found, search: search, apps: try await apps, people: try await people.granted(), slug: visit.who.slug,
      nonce: visit.context.nonce)
    return page(visit, .audit, "Audit", AuditPages.trail(view, visit.who.shellPerson))
  }

  /// What the page shows, all of it. A form, because an export is an event of the trail itself.
  func exportAudit(_ visit: Visit<Insider>) async throws -> Response {
    let filter = try AuditSearch(visit.form).filter
    return switch visit.form["format"] {
    case "csv": try exportAudit(of: visit.who, filter, as: .csv)
    case "json": try exportAudit(of: visit.who, filter, as: .jsonLines)
    default: throw Problem.malformed("There is no such format.")
    }
  }

  func exportAuditForTool(_ visit: Visit<Insider>) async throws -> Response {
    try exportAudit(of: visit.who, AuditFilter(), as: .jsonLines)
  }

  /// The installation's own tree, for its operators.
  func exportInstallationAudit(_ visit: Visit<Person>) async throws -> Response {
    let person = visit.who.signedIn
    guard person.account.isOperator else { throw Problem.notFound }
    let (store, key) = (store, signingKey.verifier)
    let name = "freehold-audit-installation-\(clock.now().iso.prefix(10)).jsonl"
    return .download(name, type: "application/jsonl") { writer in
      let out = BodySink(writer)
      _ = try await store.exportInstallationAudit(by: person, key: key) { bytes in try await out.write(bytes) }
        .granted()
    }
  }

  private enum ExportFormat { case jsonLines, csv }

  private func exportAudit(of who: Insider, _ filter: AuditFilter, as format: ExportFormat) throws -> Response {
    let (store, key, member) = (store, signingKey.verifier, who.member)
    let name = "freehold-audit-\(who.slug)-\(clock.now().iso.prefix(10))"
    switch format {
    case .jsonLines:
      return .download("\(name).jsonl", type: "application/jsonl") { writer in
        let out = BodySink(writer)
        _ = try await store.exportAudit(of: member, filter: filter, key: key) { bytes in try await out.write(bytes) }
          .granted()
      }
    case .csv:
      return .csv("\(name).csv") { writer in
        let out = BodySink(writer)
        let table = AuditTable()
        try await out.write(AuditTable.head)
        _ = try await store.exportAudit(of: member, filter: filter, key: key) { bytes in
          try await out.write(await table.rows(bytes))
        }.granted()
      }
    }
  }
}

/// A response's body for a writer of pieces. Unchecked: the store awaits each piece before it writes the next.
private final class BodySink: @unchecked Sendable {
  private var writer: any ResponseBodyWriter

  init(_ writer: any ResponseBodyWriter) { self.writer = writer }

  func write(_ bytes: [UInt8]) async throws {
    if !bytes.isEmpty { try await writer.write(ByteBuffer(bytes: bytes)) }
  }
}
