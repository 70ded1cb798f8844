public import Postgres

/// The company's database in its own cluster.
///
/// It is made under another name and renamed at the end, so that a database called `company` is always complete.
public struct CompanyDatabase: Sendable {
  public static let name = "company"
  /// The role that the app's secret belongs to: it reads all, and writes what the app's actions write.
  public static let appUser = "company_app"
  static let owner = "company"
  static let loading = "company_loading"

  /// A database of the cluster, as its superuser.
  let server: @Sendable (_ database: String) -> Server

  public init(server: @escaping @Sendable (_ database: String) -> Server) { self.server = server }

  public func exists() async throws -> Bool {
    try await withConnection(to: "postgres") { connection in
      try await connection.query("select 1 from pg_database where datname = $1", [Self.name]).count == 1
    }
  }

  /// Gives the app's role this password; makes the role when it is not there. Letters and digits only.
  public func setPassword(_ password: String) async throws {
    precondition(password.utf8.allSatisfy { Character(Unicode.Scalar($0)).isLetter || (48...57).contains($0) })
    try await withConnection(to: "postgres") { connection in
      for (role, attributes) in [(Self.owner, "nologin"), (Self.appUser, "login password '\(password)'")] {
        let known = try await connection.query("select 1 from pg_roles where rolname = $1", [role]).count == 1
        try await connection.script("\(known ? "alter" : "create") role \(role) \(attributes)")
      }
    }
  }

  /// The day that the company was made for, as `YYYY-MM-DD`.
  public func companyDay() async throws -> String? {
    try await withConnection(to: "postgres") { connection in
      try await connection.query(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = $1", [Self.name]
      ).first?.get(0, as: String?.self)
    }
  }

  func withConnection<R: Sendable>(
    to database: String, _ body: (Connection) async throws -> R
  ) async throws -> R {
    let connection = try await Connection.open(server(database))
    do {
      let result = try await body(connection)
      await connection.close()
      return result
    } catch {
      await connection.close()
      throw error
    }
  }
}
