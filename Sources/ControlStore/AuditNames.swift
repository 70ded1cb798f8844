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

extension AuditNames {
  /// Those that the reader may know: policies leave out the rest.
  ///
  /// - Parameter workspace: nil for the installation's own, whose readers are no fellows of anybody.
  static func questions(_ records: [AuditRecord], of workspace: WorkspaceID?) -> [Change] {
    let (asked, tree) = (Asked(records), tree(of: workspace))
    var questions: [Change] = []
    if !asked.accounts.isEmpty {
      questions.append(
        workspace == nil
          ? ("select id as account_id, email from accounts where id = any ($1)", [asked.accounts])
          : askNames(of: asked.accounts))
    }
    if !asked.runtimes.isEmpty {
      questions.append(("select id, title from runtimes where id = any ($1)", [asked.runtimes]))
    }
    if !asked.apps.isEmpty {
      questions.append(("select id, title from apps where workspace_id = $1 and id = any ($2)", [tree, asked.apps]))
    }
    if !asked.models.isEmpty {
      questions.append(
        (
          "select id, name, model, region from model_connections where workspace_id = $1 and id = any ($2)",
          [tree, asked.models]
        ))
    }
    return questions
  }

  /// From the answers to `questions` about the same records.
  init(_ records: [AuditRecord], _ answers: inout ArraySlice<Rows>) throws(PostgresError) {
    let asked = Asked(records)
    if !asked.accounts.isEmpty {
      for row in answers.removeFirst() { emails[try row.get("account_id")] = try row.get("email", EmailAddress.init) }
    }
    if !asked.runtimes.isEmpty {
      for row in answers.removeFirst() { runtimes[try row.get("id")] = try row.get("title", as: String.self) }
    }
    if !asked.apps.isEmpty {
      for row in answers.removeFirst() { apps[try row.get("id")] = try row.get("title", as: String.self) }
    }
    if !asked.models.isEmpty {
      for row in answers.removeFirst() {
        models[try row.get("id")] = AuditPage.Model(
          name: try row.get("name", Name.init), model: try row.get("model"), region: try row.get("region"))
      }
    }
  }

  private struct Asked {
    let accounts: [AccountID]
    let runtimes: [RuntimeID]
    let apps: [AppID]
    let models: [ModelConnectionID]

    init(_ records: [AuditRecord]) {
      accounts = Array(Set(records.flatMap { [$0.actorAccount, $0.subjectAccount] }.compactMap { $0 }))
      runtimes = Array(Set(records.compactMap(\.actorRuntime)))
      apps = Array(Set(records.compactMap(\.details.app)))
      models = Array(Set(records.compactMap(\.details.receipt?.connection)))
    }
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
