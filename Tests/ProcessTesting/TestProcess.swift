// Programs that tests start. Foundation's `Process` learns of an end by a socket that other children can inherit: beside a
// long-lived child started at the same moment it waits for that one too, and two such waits stop Swift's shared threads.

import CSpawn
public import Foundation
import Glibc

/// A child whose end is learnt from the kernel alone, and which shares no file of ours but the three that it is given.
public final class TestProcess: @unchecked Sendable {
  public struct Failure: Error {
    public var program: String
    public var errno: Int32
  }

  public enum Input {
    case nothing
    case bytes(Data)
    /// Left open; written through `input`.
    case open
  }

  public let pid: Int32
  /// What the child prints.
  public let output: FileHandle
  /// What it prints on standard error; empty at once when that goes nowhere.
  public let errors: FileHandle
  /// Writes to the child's standard input.
  public let input: FileHandle?
  private let lock = NSLock()
  private var status: Int32?

  /// Starts `path`; without `environment` it gets ours.
  public init(
    _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil, input: Input = .nothing
  ) throws {
    let (standardInput, standardOutput, standardError) = (try Channel(), try Channel(), try Channel())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, standardInput.read, 0)
    posix_spawn_file_actions_adddup2(&actions, standardOutput.write, 1)
    posix_spawn_file_actions_adddup2(&actions, standardError.write, 2)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    try restoreSignals(&attributes)
    let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0.key)=\($0.value)" }
    var pid = pid_t()
    let failure = withCStrings([path] + arguments) { words in
      withCStrings(variables) { posix_spawnp(&pid, path, &actions, &attributes, words, $0) }
    }
    for descriptor in [standardInput.read, standardOutput.write, standardError.write] { close(descriptor) }
    self.pid = pid
    output = FileHandle(fileDescriptor: standardOutput.read, closeOnDealloc: true)
    errors = FileHandle(fileDescriptor: standardError.read, closeOnDealloc: true)
    let writer = FileHandle(fileDescriptor: standardInput.write, closeOnDealloc: true)
    guard failure == 0 else { throw Failure(program: path, errno: failure) }
    switch input {
    case .nothing:
      try writer.close()
      self.input = nil
    case .bytes(let data):
      try writer.write(contentsOf: data)
      try writer.close()
      self.input = nil
    case .open: self.input = writer
    }
  }

  /// Runs a program to its end; what it printed and its exit status, or 128 and the signal.
  public static func run(
    _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil, input: Data = Data()
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = try TestProcess(path, arguments, environment: environment, input: .bytes(input))
    // Both at once: a child that fills one pipe while the other is read would wait forever.
    let errors = Reader(process.errors)
    let output = process.output.readDataToEndOfFile()
    return (process.wait(), String(decoding: output, as: UTF8.self), String(decoding: errors.wait(), as: UTF8.self))
  }

  public var isRunning: Bool { collect(WNOHANG) == nil }

  /// Waits for its end; the exit status, or 128 and the signal.
  @discardableResult
  public func wait() -> Int32 { collect(0) ?? -1 }

  public func terminate() { send(SIGTERM) }

  public func send(_ signal: Int32) {
    lock.withLock { if status == nil { kill(pid, signal) } }
  }

  private func collect(_ options: Int32) -> Int32? {
    while true {
      if let known = lock.withLock({ status }) { return known }
      var raw: Int32 = 0
      let found = waitpid(pid, &raw, options)
      if found == pid {
        let status = raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + (raw & 0x7f)
        return lock.withLock {
          self.status = self.status ?? status
          return self.status
        }
      }
      if found == 0 { return nil }
      // Another thread collected it, or a signal came.
      guard errno == EINTR || lock.withLock({ status }) != nil else { return -1 }
    }
  }
}

/// Two ends of a channel that no child inherits by accident: sockets, since a pipe cannot be made so in one step here.
private struct Channel {
  let read: Int32
  let write: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    let closeOnExec: Int32 = 0x80000  // SOCK_CLOEXEC, an enum case that Swift does not import as a number.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | closeOnExec, 0, &ends) == 0 else {
      throw TestProcess.Failure(program: "socketpair", errno: errno)
    }
    (read, write) = (ends[0], ends[1])
  }
}

/// Reads to the end on a thread of its own.
private final class Reader: @unchecked Sendable {
  private var data = Data()
  private let done = DispatchSemaphore(value: 0)

  init(_ handle: FileHandle) {
    Thread.detachNewThread { [self] in
      data = handle.readDataToEndOfFile()
      done.signal()
    }
  }

  func wait() -> Data {
    done.wait()
    return data
  }
}

/// Children inherit what this process ignores (SIGTERM, when another test runs a server in it) and what this thread blocks
/// (most signals on Swift's shared threads): they shall hear all of them.
private func restoreSignals(_ attributes: inout posix_spawnattr_t) throws {
  var signals = sigset_t()
  sigemptyset(&signals)
  for signal in [SIGTERM, SIGINT, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
  var none = sigset_t()
  sigemptyset(&none)
  let flags = Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
  guard posix_spawnattr_setsigdefault(&attributes, &signals) == 0,
    posix_spawnattr_setsigmask(&attributes, &none) == 0, posix_spawnattr_setflags(&attributes, flags) == 0
  else { throw TestProcess.Failure(program: "posix_spawnattr", errno: errno) }
}

private func withCStrings<R>(_ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R) -> R {
  var pointers = texts.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers)
}
