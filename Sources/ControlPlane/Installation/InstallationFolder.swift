/// The folder of an installation: the private cluster below `cluster`, and below `keys` one file of mode 0600 for each
/// secret. Logins of the database are random keys too, as text.

import Contract
import Glibc
import PostgresCluster
import ServerKit
import Values

struct InstallationFolder: Sendable {
  let path: String

  struct Failure: Error, CustomStringConvertible {
    let path: String
    let code: Int32
    var description: String { "Cannot make \(path): \(String(cString: strerror(code)))." }
  }

  /// Makes what is missing. PostgreSQL's user has to pass through the folder, but cannot list it.
  init(_ given: String) throws {
    path = given.hasPrefix("/") ? given : Self.workingFolder() + "/" + given
    try Self.make(path, mode: 0o711)
    try Self.make(path + "/keys", mode: 0o700)
  }

  var cluster: ClusterConfiguration { ClusterConfiguration(folder: path + "/cluster") }

  /// Where the server keeps its log.
  var logs: String { path + "/logs" }

  /// Where the running server told its address, for the commands beside it.
  var addressFile: String { path + "/address" }

  func keys() throws -> InstallationKeys {
    let folder = path + "/keys"
    guard let signing = SigningKey(rawBytes: try SecretFile.readOrCreate(folder + "/signing").bytes) else {
      throw SecretFileError.malformed(path: folder + "/signing")
    }
    return InstallationKeys(
      signing: signing, context: try SecretFile.readOrCreate(folder + "/context"),
      session: try SecretFile.readOrCreate(folder + "/session"),
      forms: try SecretFile.readOrCreate(folder + "/forms"),
      appPassword: Base64URL.encode(try SecretFile.readOrCreate(folder + "/database-app").bytes),
      sealerPassword: Base64URL.encode(try SecretFile.readOrCreate(folder + "/database-sealer").bytes))
  }

  func tell(address: String) throws {
    guard let file = fopen(addressFile, "w") else { throw Failure(path: addressFile, code: errno) }
    defer { fclose(file) }
    guard fputs(address + "\n", file) >= 0 else { throw Failure(path: addressFile, code: errno) }
  }

  private static func make(_ path: String, mode: mode_t) throws {
    var parent = ""
    for part in path.split(separator: "/").dropLast() {
      parent += "/\(part)"
      if mkdir(parent, 0o755) != 0 && errno != EEXIST { throw Failure(path: parent, code: errno) }
    }
    if mkdir(path, mode) != 0 && errno != EEXIST { throw Failure(path: path, code: errno) }
  }

  private static func workingFolder() -> String {
    guard let buffer = getcwd(nil, 0) else { return "" }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}

struct InstallationKeys: Sendable {
  /// Of releases, passes and audit heads.
  let signing: SigningKey
  /// Of the database's signed contexts; the database has its own copy.
  let context: SecretKey
  /// Of session cookies.
  let session: SecretKey
  /// Of form tokens.
  let forms: SecretKey
  let appPassword: String
  let sealerPassword: String
}
