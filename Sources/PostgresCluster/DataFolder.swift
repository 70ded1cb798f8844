// Making a cluster, and finding what it needs.

import Glibc

/// The prepared ground of one cluster: folders, password, programs.
struct DataFolder: Sendable {
  let configuration: ClusterConfiguration
  let user: SystemUser?
  let binaries: String

  /// Makes what is missing. The caller holds the lock.
  init(_ configuration: ClusterConfiguration) throws(ClusterError) {
    self.configuration = configuration
    guard configuration.socketFile.utf8.count <= 107 else { throw .socketPathTooLong(configuration.socketFile) }
    user = try SystemUser.resolve(configuration.systemUser)
    try makeFolder(configuration.socketFolder, mode: 0o700, owner: user)
    if let user {
      try requireReachable(configuration.data, for: user)
      try requireReachable(configuration.socketFile, for: user)
    }
    let version = try DataFolder.version(of: configuration.data)
    binaries = try DataFolder.binaries(configuration.binaries, version: version)
    if version == nil { try initialise(password: try DataFolder.newPassword(configuration)) }
  }

  /// The major version that wrote the data; nil where there is none yet.
  private static func version(of data: String) throws(ClusterError) -> String? {
    let file = data + "/PG_VERSION"
    if fileExists(file) { return String(try readSmallFile(file).prefix { $0 != "\n" }) }
    // An empty folder is as good as none.
    guard !fileExists(data) || rmdir(data) == 0 else { throw .notACluster(data: data) }
    return nil
  }

  private static func binaries(_ given: String?, version: String?) throws(ClusterError) -> String {
    let majors = version.map { [$0] } ?? stride(from: 30, through: 15, by: -1).map { String($0) }
    let folders = given.map { [$0] } ?? majors.map { "/usr/lib/postgresql/\($0)/bin" }
    guard let folder = folders.first(where: { fileExists($0 + "/postgres") && fileExists($0 + "/initdb") }) else {
      throw .noBinaries(version: version)
    }
    return folder
  }

  private static func newPassword(_ configuration: ClusterConfiguration) throws(ClusterError) -> String {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    let password = String((0..<40).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
    try writePrivateFile(configuration.superuserPasswordFile, password)
    return password
  }

  /// Into a folder beside the real one, so that an interrupted `initdb` never looks like a cluster.
  private func initialise(password: String) throws(ClusterError) {
    let fresh = configuration.data + ".new"
    let passwordCopy = configuration.superuserPasswordFile + ".initdb"
    try remove(fresh)
    try writePrivateFile(passwordCopy, password)
    defer { unlink(passwordCopy) }
    try makeFolder(fresh, mode: 0o700, owner: user)
    if let user { try give(passwordCopy, to: user) }
    let arguments = [
      binaries + "/initdb", "-D", fresh, "-U", ClusterConfiguration.superuser, "--pwfile=\(passwordCopy)",
      "--auth-local=scram-sha-256", "--auth-host=\(configuration.loopbackPort == nil ? "reject" : "scram-sha-256")",
      "--encoding=UTF8", "--locale=C.UTF-8",
      "--data-checksums", "--no-instructions",
    ]
    let initdb = ChildProcess(
      arguments: arguments + (configuration.isDurable ? [] : ["--no-sync"]), user: user, log: configuration.logFile)
    let status = try initdb.run()
    guard status == 0 else { throw .initialisationFailed(status: status, log: configuration.logFile) }
    guard rename(fresh, configuration.data) == 0 else { throw .file(path: configuration.data, errno: errno) }
  }

  private func remove(_ folder: String) throws(ClusterError) {
    guard fileExists(folder) else { return }
    let status = try ChildProcess(arguments: ["/bin/rm", "-rf", "--", folder], user: nil, log: "/dev/null").run()
    guard status == 0 else { throw .file(path: folder, errno: EIO) }
  }
}
