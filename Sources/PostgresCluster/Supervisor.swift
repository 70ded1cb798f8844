// The thread that starts the server, waits for its end and starts it again.

import Glibc
import Logging
import Synchronization

/// Keeps one server running until it is told to stop.
final class Supervisor: Sendable {
  private struct State {
    var pid: pid_t?
    var isStopping = false
    var hasEnded = false
    var starts = 0
  }

  private let ground: DataFolder
  private let lock: FileLock
  private let logger: Logger
  private let state = Mutex(State())
  /// Crash recovery may take long; a server that says nothing for so long will not come.
  private static let startLimit = 120.0

  init(_ ground: DataFolder, _ lock: FileLock, _ logger: Logger) {
    self.ground = ground
    self.lock = lock
    self.logger = logger
  }

  var pid: pid_t? { state.withLock(\.pid) }
  var starts: Int { state.withLock(\.starts) }

  /// Adopts a living server or starts one; returns when it accepts connections.
  func begin() throws(ClusterError) {
    if let pid = ground.livingPostmaster(), waitForAdopted(pid) {
      logger.notice("took over the running database server", metadata: ["pid": "\(pid)"])
      return supervise(pid, isChild: false)
    }
    supervise(try launchPatiently(), isChild: true)
  }

  /// False when it ended instead of becoming ready: it was on its way out.
  private func waitForAdopted(_ pid: pid_t) -> Bool {
    do {
      try waitUntilReady(pid, isChild: false)
    } catch { return false }
    state.withLock { $0.pid = pid }
    return true
  }

  /// The orphans of a server that was killed hold its shared memory for a moment, which makes a start fail.
  private func launchPatiently() throws(ClusterError) -> pid_t {
    let clock = ContinuousClock()
    let limit = clock.now + .seconds(3)
    while true {
      do {
        return try launch()
      } catch {
        guard clock.now < limit else { throw error }
        usleep(100_000)
      }
    }
  }

  private func launch() throws(ClusterError) -> pid_t {
    let pid = try ground.startPostmaster()
    state.withLock { state in
      state.pid = pid
      state.starts += 1
    }
    do {
      try waitUntilReady(pid, isChild: true)
    } catch {
      if isRunning(pid) { kill(pid, SIGQUIT) }
      waitForExit(pid)
      state.withLock { $0.pid = nil }
      throw error
    }
    return pid
  }

  /// `postmaster.pid` says "ready" a moment after the server listens. An ended child is a zombie until it is waited for.
  private func waitUntilReady(_ pid: pid_t, isChild: Bool) throws(ClusterError) {
    let failure = ClusterError.startFailed(log: ground.configuration.logFile)
    let clock = ContinuousClock()
    let limit = clock.now + .seconds(Supervisor.startLimit)
    while !ground.isReady(pid) {
      guard clock.now < limit, isChild ? !isZombie(pid) : isRunning(pid) else { throw failure }
      usleep(2000)
    }
  }

  private func isZombie(_ pid: pid_t) -> Bool {
    var information = siginfo_t()
    let found = waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT)
    return found != 0 || information.si_signo != 0
  }

  private func supervise(_ first: pid_t, isChild: Bool) {
    runOnThread { [self] in
      awaitEnd(first, isChild: isChild)
      var pause: useconds_t = 20_000
      while !isStopping {
        logger.error("the database server ended by itself: starting it again")
        do {
          awaitEnd(try launch(), isChild: true)
          pause = 20_000
        } catch {
          logger.error("the database server did not start", metadata: ["reason": "\(error)"])
          usleep(pause)
          pause = min(pause * 2, 5_000_000)
        }
      }
      state.withLock { $0.hasEnded = true }
    }
  }

  private func awaitEnd(_ pid: pid_t, isChild: Bool) {
    if isChild {
      waitForExit(pid)
    } else {
      while isRunning(pid) { usleep(50_000) }
    }
    state.withLock { $0.pid = nil }
  }

  private var isStopping: Bool { state.withLock(\.isStopping) }

  /// Fast shutdown; after 30 s at once, after 35 s by force. Returns when the server has ended.
  func stop() async {
    state.withLock { $0.isStopping = true }
    let clock = ContinuousClock()
    let began = clock.now
    var sent: (pid: pid_t, signal: Int32) = (0, 0)
    while !state.withLock(\.hasEnded) {
      let age = clock.now - began
      let signal = age < .seconds(30) ? SIGINT : age < .seconds(35) ? SIGQUIT : SIGKILL
      if let pid, (pid, signal) != sent {
        kill(pid, signal)
        sent = (pid, signal)
      }
      // Cancellation must not leave the server running: waiting goes on without sleeping politely.
      do { try await clock.sleep(for: .milliseconds(3)) } catch { await Task.yield() }
    }
    lock.release()
  }
}
