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
    let search = try await settled(try AuditSearch(try visit.request.query()), for: member)
    let found = try await store.audit(
      of: member, filter: search.filter, before: search.before, choosingFrom: AuditView.choices
    ).granted()
    let view = AuditView(
      page: found, search: search,
      person: try await names(of: [search.account], for: member).values.first, slug: visit.who.slug,
      nonce: visit.context.nonce)
    return page(visit, .audit, "Audit", AuditPages.trail(view, visit.who.shellPerson))
  }

  /// What was typed instead of chosen becomes the one that it fits: `invalid_input` when it fits none or several.
  private func settled(_ search: AuditSearch, for member: Member) async throws -> AuditSearch {
    var search = search
    if let words = search.typedPerson {
      let found = try await store.members(of: member, matching: words).granted().rows
      search.account = try Self.one(found, "person") { $0.email.text == words.lowercased() || $0.name == words }.account
    }
    if let words = search.typedApp {
      let found = try await store.apps(of: member, matching: words, limit: 50).apps
      search.app = try Self.one(found, "app") { $0.name.text == words || $0.title == words }.id
    }
    (search.typedPerson, search.typedApp) = (nil, nil)
    return search
  }

  private static func one<Row>(_ rows: [Row], _ kind: String, isExact: (Row) -> Bool) throws(Problem) -> Row {
    if let row = rows.first(where: isExact) ?? (rows.count == 1 ? rows.first : nil) { return row }
    throw Problem(
      .invalidInput,
      rows.isEmpty ? "No \(kind) of this workspace fits the filter." : "The filter fits more than one \(kind).",
      advice: "Go back and write a part of the name that fits one \(kind) only.")
  }

  /// What the page shows, all of it. A form, because an export is an event of the trail itself.
  func exportAudit(_ visit: Visit<Insider>) async throws -> Response {
    let filter = try await settled(try AuditSearch(visit.form), for: visit.who.member).filter
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
