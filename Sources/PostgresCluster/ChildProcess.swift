// The server must outlive us, have a session of its own (Ctrl-C would stop it before us) and another user, which a child bound to
// the life of a closure cannot: so posix_spawn itself.

import CSpawn
import Glibc

/// A program to start.
struct ChildProcess {
  var arguments: [String]
  var user: SystemUser?
  /// Receives standard output and standard error.
  var log: String

  /// Starts it in a session of its own, with nothing of our environment and none of our files.
  func start() throws(ClusterError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // A client's socket in a server's hands would never close.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    resetSignals(&attributes)
    let words = commandLine
    var pid = pid_t()
    let failure = withCStrings(words) { words in
      withCStrings(["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]) { environment in
        posix_spawn(&pid, words[0].map { String(cString: $0) } ?? "", &actions, &attributes, words, environment)
      }
    }
    guard failure == 0 else { throw .file(path: words[0], errno: failure) }
    return pid
  }

  /// Starts it and waits for its end; the exit status, or 128 and the signal.
  func run() throws(ClusterError) -> Int32 { waitForExit(try start()) }

  /// PostgreSQL's programs fail in a folder that their user may not enter, so they start in the root.
  private var commandLine: [String] {
    let start = ["/usr/bin/env", "--chdir=/"]
    guard let user else { return start + arguments }
    return start + ["/usr/bin/setpriv", "--reuid=\(user.uid)", "--regid=\(user.gid)", "--init-groups", "--"]
      + arguments
  }

  /// A new session, and signals as a fresh process has them: ours may be blocked or ignored.
  private func resetSignals(_ attributes: inout posix_spawnattr_t) {
    let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID, which glibc hides behind _GNU_SOURCE.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | newSession)
  }
}

/// Waits for a child of ours.
@discardableResult
func waitForExit(_ pid: pid_t) -> Int32 {
  var status: Int32 = 0
  while waitpid(pid, &status, 0) == -1 {
    guard errno == EINTR else { return -1 }
  }
  return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
}

private func withCStrings<R>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
  var pointers = texts.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers)
}
