// How results and statements are kept: both as they were signed, beside the columns that find them.

import Contract
import Postgres
import Trust
import Values
import Workspaces

/// A record with a table of its own.
protocol StoredRecord: ControlRecord {
  static var table: String { get }
  /// Holds the signed text.
  static var column: String { get }
}

extension ControlResult: StoredRecord {
  static var table: String { "control_results" }
  static var column: String { "result" }
}

extension ControlStatement: StoredRecord {
  static var table: String { "control_statements" }
  static var column: String { "statement" }
}

func insert<Record: StoredRecord>(
  _ signed: SignedControlRecord<Record>, of record: Record, _ id: some Bindable
) -> Change {
  (
    "insert into \(Record.table) (id, control, at, \(Record.column), signature) values ($1, $2, $3, $4, $5)",
    [id, record.control.text, record.at, signed.text, signed.signature]
  )
}

extension ControlStore {
  /// The newest of each control, as its columns say.
  func latest<Record: StoredRecord>() async throws(StoreError) -> [Kept<Record>] {
    try await read(.system) { transaction in
      try await transaction.query(
        """
        select distinct on (control) control, at, \(Record.column), signature from \(Record.table)
        order by control, at desc, id desc
        """
      ).map { try Kept($0) }
    }
  }

  /// The newest `limit` of a control, the newest first: for operators.
  func history<Record: StoredRecord>(
    of control: ControlID, by person: SignedIn, limit: Int
  ) async throws(StoreError) -> Result<[Kept<Record>], Refusal> {
    guard person.account.isOperator else { return .failure(.notFound) }
    return .success(
      try await read(.person(person)) { transaction in
        try await transaction.query(
          """
          select control, at, \(Record.column), signature from \(Record.table) where control = $1
          order by at desc, id desc limit $2
          """, [control.text, limit]
        ).map { try Kept($0) }
      })
  }
}

extension Kept where Record: StoredRecord {
  /// - Parameter side: what the names of the row's columns begin with where it holds several records of a control.
  init(_ row: Row, _ side: String = "") throws(PostgresError) {
    self.init(
      SignedControlRecord(text: try row.get(side + Record.column), signature: try row.get(side + "signature")),
      control: try row.get("control"), at: try row.get(side + "at"))
  }
}
