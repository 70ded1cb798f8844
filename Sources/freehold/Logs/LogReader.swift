/// The lines of one server's log in the order in which they were written, also those that are written meanwhile.

import Contract
import Glibc
import Values

/// Where a server's log stands.
struct LogPlace {
  let plane: LogPlane
  let folder: String

  /// The files of the days, the oldest first.
  func files(from first: Day, to last: Day?) -> [LogFileName] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [LogFileName] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let file = LogFileName(name), file.program == plane.program, file.day >= first else { continue }
      if last.map({ file.day <= $0 }) ?? true { found.append(file) }
    }
    return found.sorted()
  }
}

/// The logs below a folder: a server's own, or both of `freehold dev`.
struct LogFolders {
  let data: String
  let found: [LogPlace]

  init(data given: String?, plane: LogPlane?) {
    let data = given.map { Files.absolute($0) } ?? DevFolder.chosen(nil)
    self.data = data
    let folders = ["", "/logs", "/control/logs", "/runtime/logs"].map { data + $0 }
    let planes = LogPlane.allCases.filter { plane == nil || $0 == plane }
    found = planes.flatMap { plane in folders.map { LogPlace(plane: plane, folder: $0) } }
      .filter { !$0.files(from: .earliest, to: nil).isEmpty }
  }
}

final class LogReader {
  let place: LogPlace
  private let first: Day
  private let last: Day?
  private var file: LogFileName?
  private var descriptor: Int32 = -1
  private var buffer: [UInt8] = []
  private var start = 0

  init(_ place: LogPlace, from first: Day, to last: Day?) {
    self.place = place
    self.first = first
    self.last = last
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Nil when there is no further whole line now; there may be later.
  func next(with needles: [[UInt8]]) -> LogLine? {
    while let bytes = nextBytes() {
      if needles.allSatisfy({ bytes.holds($0) }), let line = LogLine(bytes, of: place.plane) { return line }
    }
    return nil
  }

  private func nextBytes() -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        return buffer[start..<end]
      }
      searched = buffer.count
      let unread = start
      guard fill() else { return nil }
      searched = min(max(0, searched - unread), buffer.count)
    }
  }

  /// More of this file, or the beginning of the next.
  private func fill() -> Bool {
    buffer.removeSubrange(..<start)
    start = 0
    if more() { return true }
    let file = file
    guard let following = place.files(from: first, to: last).first(where: { next in file.map { next > $0 } ?? true })
    else { return false }
    // What was written to this one before the next was begun.
    if more() { return true }
    if descriptor >= 0 { close(descriptor) }
    descriptor = open(place.folder + "/" + following.text, O_RDONLY | O_CLOEXEC)
    self.file = following
    // What a crash left without an end of line is no line.
    buffer = []
    return true
  }

  private func more() -> Bool {
    guard descriptor >= 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 17)
    let count = read(descriptor, &chunk, chunk.count)
    if count > 0 { buffer += chunk[..<count] }
    return count > 0
  }
}

/// The lines of several logs by time.
struct LogMerge {
  private let readers: [LogReader]
  private let filter: LogFilter
  private var heads: [LogLine?]

  init(_ readers: [LogReader], _ filter: LogFilter) {
    self.readers = readers
    self.filter = filter
    heads = readers.map { _ in nil }
  }

  mutating func next() -> LogLine? {
    for index in readers.indices where heads[index] == nil {
      while let line = readers[index].next(with: filter.needles) {
        guard filter.admits(line) else { continue }
        heads[index] = line
        break
      }
    }
    var earliest: (index: Int, line: LogLine)?
    for case (let index, let line?) in zip(heads.indices, heads) {
      if earliest.map({ line.time < $0.line.time }) ?? true { earliest = (index, line) }
    }
    if let earliest { heads[earliest.index] = nil }
    return earliest?.line
  }
}

extension ArraySlice<UInt8> {
  fileprivate func holds(_ needle: [UInt8]) -> Bool {
    guard let first = needle.first, needle.count <= count else { return needle.isEmpty }
    return withUnsafeBytes { whole in
      var start = 0
      while start + needle.count <= whole.count,
        let found = memchr(whole.baseAddress! + start, Int32(first), whole.count - start - needle.count + 1)
      {
        let place = found - UnsafeMutableRawPointer(mutating: whole.baseAddress!)
        if whole[place..<place + needle.count].elementsEqual(needle) { return true }
        start = place + 1
      }
      return false
    }
  }
}
