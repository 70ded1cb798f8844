/// PostgreSQL's own programs of this machine, for what a throw-away installation is asked from outside.

import Glibc
import Subprocess
import SystemPackage

struct PostgresPrograms: Sendable {
  private let folder: String

  /// Where Debian has them: the newest version's.
  init() throws(ToolFailure) {
    for version in (13...30).reversed() where access("/usr/lib/postgresql/\(version)/bin/pg_dump", X_OK) == 0 {
      folder = "/usr/lib/postgresql/\(version)/bin"
      return
    }
    throw ToolFailure(.thisMachine, "PostgreSQL is not installed here.", advice: "Debian: apt install postgresql")
  }

  /// A private cluster's superuser, at one of its databases.
  struct Login: Sendable {
    let cluster: String
    let database: String
    /// Names the socket, too.
    let port: String
  }

  /// What a statement prints, columns parted by `|`.
  @discardableResult
  func sql(_ statement: String, _ login: Login) async throws -> String {
    let output = try await run("psql", ["-XAtq", "-v", "ON_ERROR_STOP=1"], login, input: statement)
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  func dump(_ login: Login, to file: String) async throws { _ = try await run("pg_dump", ["--file", file], login) }

  /// As SQL's literal.
  static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  private func run(_ program: String, _ arguments: [String], _ login: Login, input: String = "") async throws -> String
  {
    let password = String(
      decoding: try Files.read(login.cluster + "/superuser-password").filter { $0 > 0x20 }, as: UTF8.self)
    let result = try await Subprocess.run(
      .path(FilePath("\(folder)/\(program)")), arguments: Arguments(arguments),
      environment: .inherit.updating([
        "PGHOST": login.cluster + "/socket", "PGPORT": login.port, "PGDATABASE": login.database, "PGUSER": "postgres",
        "PGPASSWORD": password,
      ]), input: .string(input), output: .string(limit: 16 << 20), error: .string(limit: 1 << 20))
    guard result.terminationStatus.isSuccess else {
      throw ToolFailure(
        .thisMachine, "\(program) failed: \(result.standardError)", advice: "Is PostgreSQL whole on this machine?")
    }
    return result.standardOutput
  }
}
