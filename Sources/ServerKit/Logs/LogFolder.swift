/// Log lines kept in files: a new one each day (UTC) and beyond a size, removed when they are old enough. Files are never
/// renamed, so that whoever reads along goes on with the next by its name.

import Contract
import Glibc
import Synchronization
import Values

public final class LogFolder: Sendable {
  public struct Limits: Sendable {
    public var fileBytes = 64 << 20
    /// A file is removed when its last possible line is this many days old.
    public var days = 30

    public init() {}
  }

  /// Gives a descriptor to append to, or -1 with `errno`.
  typealias Open = @Sendable (_ path: String) -> Int32

  private let folder: String
  private let program: String
  private let limits: Limits
  private let clock: WallClock
  private let open: Open
  private let complain: @Sendable (String) -> Void
  private let state = Mutex(State())

  private struct State: Sendable {
    var file: LogFileName?
    var descriptor: Int32 = -1
    var size = 0
    /// Lines that could not be written since one last could.
    var lost = 0
    var complainedAt: Instant?
  }

  /// - Parameter program: the beginning of the files' names, `freehold-control`.
  public convenience init(_ folder: String, program: String, limits: Limits = Limits(), clock: WallClock = .system) {
    self.init(
      folder, program: program, limits: limits, clock: clock, open: Self.append,
      complain: { writeAll(Array(($0 + "\n").utf8), to: STDERR_FILENO) })
  }

  init(
    _ folder: String, program: String, limits: Limits, clock: WallClock, open: @escaping Open,
    complain: @escaping @Sendable (String) -> Void
  ) {
    self.folder = folder
    self.program = program
    self.limits = limits
    self.clock = clock
    self.open = open
    self.complain = complain
  }

  deinit { close() }

  /// Whole lines, each with its line feed. What cannot be written is said on standard error, once a minute, counted, and
  /// told by a line as soon as one can be written again.
  public func write(_ lines: [UInt8]) {
    state.withLock { state in
      let now = clock.now()
      let note = state.lost == 0 ? [] : lostLine(state.lost, now)
      if ready(&state, for: note.count + lines.count, now), put(note + lines, &state) {
        state.lost = 0
        state.complainedAt = nil
      } else {
        let reason = String(cString: strerror(errno))
        state.lost += lines.count { $0 == 0x0A }
        say(reason, &state, now)
      }
    }
  }

  func close() {
    state.withLock { state in
      if state.descriptor >= 0 { Glibc.close(state.descriptor) }
      state = State()
    }
  }

  /// The file of today with room in it, made when there is none.
  private func ready(_ state: inout State, for bytes: Int, _ now: Instant) -> Bool {
    let day = now.day
    if state.descriptor >= 0, state.file?.day == day, state.size == 0 || state.size + bytes <= limits.fileBytes {
      return true
    }
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { return false }
    let files = LogFileName.all(of: program, in: folder)
    // After a start, today's last file goes on.
    let last = files.last { $0.day == day }
    let isFull = state.file == last && last != nil || last.map { size(of: $0) + bytes > limits.fileBytes } ?? true
    let file = LogFileName(program: program, day: day, number: (last?.number ?? 0) + (isFull ? 1 : 0))
    guard begin(file, &state) else { return false }
    prune(files, today: day)
    return true
  }

  private func begin(_ file: LogFileName, _ state: inout State) -> Bool {
    let descriptor = open(folder + "/" + file.text)
    guard descriptor >= 0 else { return false }
    let isKnown = LogIndex(folder, program).add(file)
    if state.descriptor >= 0 { Glibc.close(state.descriptor) }
    (state.file, state.descriptor, state.size) = (file, descriptor, size(of: file))
    // A line that a crash cut off shall not swallow the next one.
    if state.size > 0, !endsWithLine(file) { return put([0x0A], &state) }
    return isKnown
  }

  /// All or nothing: half a line would make two unreadable.
  private func put(_ bytes: [UInt8], _ state: inout State) -> Bool {
    guard writeAll(bytes, to: state.descriptor) else {
      let reason = errno
      ftruncate(state.descriptor, off_t(state.size))
      errno = reason
      return false
    }
    state.size += bytes.count
    return true
  }

  /// Only files of this program's own naming, and only plain ones.
  private func prune(_ files: [LogFileName], today: Day) {
    let oldest = today.adding(days: -limits.days)
    for file in files where file.day < oldest {
      var status = stat()
      let path = folder + "/" + file.text
      if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { unlink(path) }
    }
  }

  private func say(_ reason: String, _ state: inout State, _ now: Instant) {
    if let last = state.complainedAt, now < last.adding(seconds: 60) { return }
    state.complainedAt = now
    complain("\(program): the log in \(folder) cannot be written (\(reason)); serving goes on, lines are lost.")
  }

  private func lostLine(_ count: Int, _ now: Instant) -> [UInt8] {
    let line: JSON = [
      "time": .string(now.iso), "level": "error", "logger": .string(program),
      "message": "log lines were lost: the folder could not be written", "lines": .integer(Int64(count)),
    ]
    return line.bytes + [0x0A]
  }

  private func size(of file: LogFileName) -> Int {
    var status = stat()
    return stat(folder + "/" + file.text, &status) == 0 ? Int(status.st_size) : 0
  }

  private func endsWithLine(_ file: LogFileName) -> Bool {
    let descriptor = Glibc.open(folder + "/" + file.text, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return true }
    defer { Glibc.close(descriptor) }
    var last: UInt8 = 0
    return lseek(descriptor, -1, SEEK_END) >= 0 && read(descriptor, &last, 1) == 1 && last == 0x0A
  }

  private static let append: Open = { path in
    Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
  }
}
