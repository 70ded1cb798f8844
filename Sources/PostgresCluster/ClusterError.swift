// Why there is no cluster: each case says what to do.

/// A private cluster could not be made or started.
public enum ClusterError: Error, Equatable, Sendable {
  /// Another process supervises the cluster of this data folder.
  case alreadySupervised(data: String)
  /// PostgreSQL's programs are not installed, or not in the major version that wrote the data.
  case noBinaries(version: String?)
  /// We are root and there is no user to run the server as.
  case noSystemUser(String)
  /// The server's user cannot pass through this folder.
  case unreachable(folder: String, user: String)
  /// The folder exists but holds no cluster.
  case notACluster(data: String)
  /// A socket's path has at most 107 bytes.
  case socketPathTooLong(String)
  /// `initdb` failed with this exit status.
  case initialisationFailed(status: Int32, log: String)
  /// The server ended while starting, or was not ready in time.
  case startFailed(log: String)
  /// A file operation failed with this errno.
  case file(path: String, errno: Int32)
}

extension ClusterError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .alreadySupervised(let data):
      "another process already runs the database in \(data): stop it first, or use another data folder"
    case .noBinaries(let version):
      "PostgreSQL \(version ?? "15 or later") is not installed: install the package postgresql"
        + (version.map { "-\($0)" } ?? "")
    case .noSystemUser(let name): "PostgreSQL does not run as root, and there is no user \(name): create it"
    case .unreachable(let folder, let user):
      "the user \(user), who runs PostgreSQL, cannot enter \(folder): allow it (chmod o+x), or use another data folder"
    case .notACluster(let data): "\(data) is not empty and holds no PostgreSQL cluster: use another data folder"
    case .socketPathTooLong(let path): "the socket's path \(path) is longer than 107 bytes: use a shorter data folder"
    case .initialisationFailed(let status, let log): "initdb failed with status \(status): see \(log)"
    case .startFailed(let log): "PostgreSQL did not start: see \(log)"
    case .file(let path, let code): "\(path): error \(code) of the file system"
    }
  }
}
