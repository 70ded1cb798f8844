// PostgreSQL's main process, as its `postmaster.pid` describes it.

import Glibc

/// What `postmaster.pid` says (PostgreSQL's `miscadmin.h`: line 1 is the pid, line 8 the state).
struct PostmasterFile {
  let pid: pid_t
  let isReady: Bool

  /// Nil when there is no such file or it is being written.
  init?(data: String) {
    let path = data + "/postmaster.pid"
    guard fileExists(path) else { return nil }
    let text: String
    do { text = try readSmallFile(path) } catch { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let pid = lines.first.flatMap({ pid_t($0) }), pid > 1 else { return nil }
    self.pid = pid
    isReady = lines.count >= 8 && lines[7].hasPrefix("ready")
  }

  /// Whether the process lives and works in this very data folder: a pid may have been given to another program since.
  func isAlive(in data: String) -> Bool {
    guard isRunning(pid) else { return false }
    var expected = stat()
    var actual = stat()
    guard stat(data, &expected) == 0, stat("/proc/\(pid)/cwd", &actual) == 0 else { return false }
    return expected.st_dev == actual.st_dev && expected.st_ino == actual.st_ino
  }
}

func isRunning(_ pid: pid_t) -> Bool { kill(pid, 0) == 0 || errno == EPERM }

extension DataFolder {
  /// The server that a crashed process of ours left running.
  func livingPostmaster() -> pid_t? {
    guard let file = PostmasterFile(data: configuration.data), file.isAlive(in: configuration.data) else { return nil }
    return file.pid
  }

  /// Starts the server. A `postmaster.pid` whose number belongs to another program now would stop it, so it goes.
  func startPostmaster() throws(ClusterError) -> pid_t {
    let file = configuration.data + "/postmaster.pid"
    if fileExists(file), livingPostmaster() == nil { unlink(file) }
    let settings = configuration.serverSettings.flatMap { ["-c", "\($0.name)=\($0.value)"] }
    let postgres = ChildProcess(
      arguments: [binaries + "/postgres", "-D", configuration.data] + settings, user: user,
      log: configuration.logFile)
    return try postgres.start()
  }

  func isReady(_ pid: pid_t) -> Bool {
    guard let file = PostmasterFile(data: configuration.data) else { return false }
    return file.pid == pid && file.isReady
  }
}
