// Whom and what the events of a page are about, by name: asked for once for the page, not joined to each event.

import AppSpec
import Contract
import Postgres
import Trust
import Values
import Workspaces

struct AuditNames: Sendable {
  fileprivate(set) var emails: [AccountID: EmailAddress] = [:]
  fileprivate(set) var runtimes: [RuntimeID: String] = [:]
  fileprivate(set) var apps: [AppID: String] = [:]
  fileprivate(set) var models: [ModelConnectionID: AuditPage.Model] = [:]
}

extension Transaction {
  /// Those that the reader may know: policies leave out the rest.
  func names(in records: [AuditRecord], of tree: WorkspaceID) async throws(PostgresError) -> AuditNames {
    let accounts = Set(records.flatMap { [$0.actorAccount, $0.subjectAccount] }.compactMap { $0 })
    let runtimes = Set(records.compactMap(\.actorRuntime))
    let apps = Set(records.compactMap(\.details.app))
    let models = Set(records.compactMap(\.details.receipt?.connection))
    var questions: [Change] = []
    if !accounts.isEmpty { questions.append(("select id, email from accounts where id = any ($1)", [Array(accounts)])) }
    if !runtimes.isEmpty {
      questions.append(("select id, title from runtimes where id = any ($1)", [Array(runtimes)]))
    }
    if !apps.isEmpty {
      questions.append(("select id, title from apps where workspace_id = $1 and id = any ($2)", [tree, Array(apps)]))
    }
    if !models.isEmpty {
      questions.append(
        (
          "select id, name, model, region from model_connections where workspace_id = $1 and id = any ($2)",
          [tree, Array(models)]
        ))
    }
    var names = AuditNames()
    if questions.isEmpty { return names }
    var found = try await pipeline(questions)[...]
    if !accounts.isEmpty {
      for row in found.removeFirst() { names.emails[try row.get("id")] = try row.get("email", EmailAddress.init) }
    }
    if !runtimes.isEmpty {
      for row in found.removeFirst() { names.runtimes[try row.get("id")] = try row.get("title", as: String.self) }
    }
    if !apps.isEmpty {
      for row in found.removeFirst() { names.apps[try row.get("id")] = try row.get("title", as: String.self) }
    }
    for rows in found {
      for row in rows {
        names.models[try row.get("id")] = AuditPage.Model(
          name: try row.get("name", Name.init), model: try row.get("model"), region: try row.get("region"))
      }
    }
    return names
  }
}

extension AuditRecord {
  fileprivate var subjectAccount: AccountID? {
    guard subject.table == "accounts" || subject.table == "members" else { return nil }
    return subject.id.map { AccountID(high: $0.high, low: $0.low) }
  }

  /// Who did it; through a runtime, the person that it speaks of.
  fileprivate var actorAccount: AccountID? {
    switch actor {
    case .account(let id): id
    case .runtime where subject.table == "accounts": subjectAccount
    default: nil
    }
  }

  fileprivate var actorRuntime: RuntimeID? { if case .runtime(let id) = actor { id } else { nil } }
}

extension AuditPage.Entry {
  init(_ record: AuditRecord, leaf: Int64?, _ names: AuditNames) {
    self.init(
      record: record, leaf: leaf, actorEmail: record.actorAccount.flatMap { names.emails[$0] },
      subjectEmail: record.subjectAccount.flatMap { names.emails[$0] },
      runtimeTitle: record.actorRuntime.flatMap { names.runtimes[$0] },
      appTitle: record.details.app.flatMap { names.apps[$0] },
      model: record.details.receipt?.connection.flatMap { names.models[$0] })
  }
}
