// Mails that wait: sent by the mailer where there is one, read by the operator where there is none.

import Contract
import Postgres
public import Values
public import Workspaces

public enum MailKind {}
public typealias MailID = ID<MailKind>

public struct Mail: Sendable, Equatable {
  public var id: MailID
  public var to: EmailAddress
  public var subject: String
  public var body: String
  public var queuedAt: Instant
  public var sentAt: Instant?
}

extension ControlStore {
  /// The subject is one line of at most 200 characters, the body at most 100,000 bytes.
  @discardableResult
  public func queueMail(
    to address: EmailAddress, subject: String, body: String
  ) async throws(StoreError) -> Result<MailID, Refusal> {
    guard case .success(let subject) = line(subject, field: "subject") else {
      return .failure(.invalid(field: "subject"))
    }
    guard body.utf8.count <= 100_000, !body.utf8.contains(0) else { return .failure(.invalid(field: "body")) }
    let id: MailID = newID()
    try await unaudited(.system) { transaction in
      _ = try await transaction.execute(
        "insert into outbox (id, recipient, subject, body) values ($1, $2, $3, $4)", [id, address.text, subject, body])
    }
    return .success(id)
  }

  /// Unsent mails, the oldest first: the mailer's.
  public func unsentMail(limit: Int = 20) async throws(StoreError) -> [Mail] {
    try await read(.system) { transaction in
      let rows = try await transaction.query(
        "select * from outbox where sent_at is null order by queued_at, id limit $1", [limit])
      return try rows.map { try Mail($0) }
    }
  }

  public func markSent(_ mail: MailID) async throws(StoreError) {
    try await unaudited(.system) { transaction in
      _ = try await transaction.execute(
        "update outbox set sent_at = transaction_timestamp() where id = $1 and sent_at is null", [mail])
    }
  }

  /// The newest first: operators only.
  public func outbox(of person: SignedIn, limit: Int = 100) async throws(StoreError) -> Result<[Mail], Refusal> {
    guard person.account.isOperator else { return .failure(.notFound) }
    return .success(
      try await read(.person(person)) { transaction in
        let rows = try await transaction.query(
          "select * from outbox order by queued_at desc, id desc limit $1", [limit])
        return try rows.map { try Mail($0) }
      })
  }

  /// Removes what has had its time: sent mails after a day, unsent ones after a week (their links expired long before),
  /// rate buckets that are full again. Call it every hour.
  public func tidy() async throws(StoreError) {
    let now = configuration.now()
    try await unaudited(.system) { transaction in
      _ = try await transaction.pipeline([
        (
          "delete from outbox where sent_at < $1 or queued_at < $2",
          [now.adding(seconds: -86_400), now.adding(seconds: -604_800)]
        ), ("delete from rate_buckets where free_at < $1", [now]),
      ])
    }
  }
}

extension Mail {
  fileprivate init(_ row: Row) throws(PostgresError) {
    self.init(
      id: try row.get("id"), to: try row.get("recipient", EmailAddress.init), subject: try row.get("subject"),
      body: try row.get("body"), queuedAt: try row.get("queued_at"), sentAt: try row.get("sent_at"))
  }
}
