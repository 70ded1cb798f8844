// Tests leave nothing behind, however they end: a small shell waits for the end of the process, stops the servers below the
// folder and removes it.

import CSpawn
import Glibc

/// A short folder below /tmp that ends with this process.
public enum TemporaryFolder {
  /// Failed to make a folder or its guard; the number is errno.
  public struct Failure: Error { public let code: Int32 }

  /// Makes a folder that any user may pass through and nobody else may list.
  public static func make() throws -> String {
    var template = Array("/tmp/fh-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(code: errno) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard chmod(path, 0o711) == 0 else { throw Failure(code: errno) }
    try startGuard(path)
    return path
  }

  /// Reads from a pipe that only our end closes. `$0` is the folder.
  private static let script = """
    read -r _
    for file in "$0"/data/postmaster.pid "$0"/*/data/postmaster.pid; do
      [ -f "$file" ] || continue
      pid=$(head -n 1 "$file")
      kill -QUIT "$pid"
      for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" && sleep 0.1; done
      kill -KILL "$pid"
    done
    rm -rf "$0"
    """

  private static func startGuard(_ folder: String) throws {
    var pipe: [CInt] = [0, 0]
    guard Glibc.pipe(&pipe) == 0 else { throw Failure(code: errno) }
    // Our end must not be inherited by anyone, or the guard would wait for them too.
    guard fcntl(pipe[1], F_SETFD, FD_CLOEXEC) == 0 else { throw Failure(code: errno) }
    defer { close(pipe[0]) }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, pipe[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // It lives as long as we do: a connection in its hands would never close.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    posix_spawnattr_setflags(&attributes, 0x80)  // POSIX_SPAWN_SETSID: a Ctrl-C must not stop the guard.
    let words: [String] = ["/bin/sh", "-c", script, folder]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), nil]
    defer { for variable in environment { free(variable) } }
    var pid = pid_t()
    let failure = posix_spawn(&pid, "/bin/sh", &actions, &attributes, &arguments, &environment)
    guard failure == 0 else { throw Failure(code: failure) }
  }
}
