import FoundationEssentials
import Glibc

/// The files that stand beside the cluster: its port and the app's password.
struct SampleFolder: Sendable {
  let path: String
  private var portFile: String { path + "/port" }
  var passwordFile: String { path + "/company_app-password" }

  init(_ path: String) throws {
    self.path = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    // PostgreSQL runs as a user of its own and must be able to pass through.
    try FileManager.default.createDirectory(
      atPath: self.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
  }

  /// The port of the last time, unless another program has taken it since.
  func port() throws -> Int {
    let last = Int(read(portFile) ?? "")
    if let last, isOurs(last) || Loopback.isFree(last) { return last }
    guard let free = Loopback.freePort() else { throw SampleFailure.noPort }
    try write(String(free), to: portFile)
    return free
  }

  /// A password that is not in its file yet; nil where the old one is good.
  func newPassword(isNeeded: Bool) throws -> String? {
    if !isNeeded, read(passwordFile)?.isEmpty == false { return nil }
    var generator = SystemRandomNumberGenerator()
    let letters = Array("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    let password = String((0..<32).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
    try write(password, to: passwordFile)
    return password
  }

  /// Whether a server that we left running listens there: line 4 of `postmaster.pid` is its port.
  private func isOurs(_ port: Int) -> Bool {
    guard let lines = read(path + "/data/postmaster.pid")?.split(separator: "\n"), lines.count > 3,
      let pid = pid_t(lines[0]), Int(lines[3]) == port
    else { return false }
    return kill(pid, 0) == 0 || errno == EPERM
  }

  private func read(_ file: String) -> String? {
    guard let data = FileManager.default.contents(atPath: file) else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  private func write(_ text: String, to file: String) throws {
    guard
      FileManager.default.createFile(
        atPath: file, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw SampleFailure.notWritten(file) }
  }
}

/// Why there is no sample company; each says what to do.
public enum SampleFailure: Error, CustomStringConvertible {
  case noPort
  case notWritten(String)

  public var description: String {
    switch self {
    case .noPort: "no port of 127.0.0.1 is free for the sample company's database"
    case .notWritten(let file): "\(file) could not be written: check the folder's rights and the disk"
    }
  }
}
