// The workspaces' own domains, and since when the DNS of one leads elsewhere: what the tidying service finds out and keeps.

import AppSpec
public import Contract
import Postgres
import Trust
public import Values
public import Workspaces

/// A workspace's own domain as it stands.
public struct KeptDomain: Sendable, Equatable {
  public var workspace: WorkspaceID
  public var slug: Slug
  public var domain: String
  /// Since when its DNS leads elsewhere.
  public var lostAt: Instant?
  /// The origin of the runtime that serves the workspace; nil without one.
  public var runtime: String?
}

public enum DomainFate: Sendable, Equatable {
  case lost(since: Instant)
  case found
  /// Nobody's any more.
  case released
}

extension ControlStore {
  /// Since when the DNS of the workspace's domain leads elsewhere.
  public func domainLostAt(of member: Member) async throws(StoreError) -> Instant? {
    try await read(.member(member)) { transaction in
      let rows = try await transaction.query(
        "select domain_lost_at from workspaces where id = $1", [member.workspace.id])
      return try rows.first.flatMap { try $0.get("domain_lost_at", as: Instant?.self) }
    }
  }

  /// All of them.
  public func keptDomains() async throws(StoreError) -> [KeptDomain] {
    try await read(.system) { transaction in
      try await transaction.query("select * from gate.look_up_domains()").map { row in
        KeptDomain(
          workspace: try row.get("workspace_id"), slug: try row.get("slug", Slug.init),
          domain: try row.get("domain"), lostAt: try row.get("lost_at"), runtime: try row.get("runtime"))
      }
    }
  }

  /// Keeps what became of a domain, unless it has been changed meanwhile.
  public func note(_ fate: DomainFate, of kept: KeptDomain, request: RequestID) async throws(StoreError) {
    let id = kept.workspace
    let (event, assignment, lostAt): (AuditEvent, String, Instant?) =
      switch fate {
      case .lost(let since): (.domainLost, "domain_lost_at = $3", since)
      case .found: (.domainFound, "domain_lost_at = $3", nil)
      case .released: (.domainChanged, "domain = null, domain_lost_at = $3", nil)
      }
    _ = try await audited(.erasing(id), request: request) { transaction in
      let still = try await transaction.query(
        "select from workspaces where id = $1 and domain = $2 for update", [id, kept.domain])
      if still.isEmpty { return .success(()) }
      try await transaction.change(
        [Entry(event, "workspaces", id, in: id)],
        [
          ("update workspaces set \(assignment) where id = $1 and domain = $2", [id, kept.domain, lostAt]),
          insertFeed(.settings, subject: id.description, in: id),
        ])
      return .success(())
    }
  }
}
