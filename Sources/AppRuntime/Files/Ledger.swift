/// What must be remembered until a time, also over a restart: nonces of passes, revocations, keys of actions.

import ServerKit
import Synchronization
import Values

final class Ledger: Sendable {
  struct Entry: Sendable, Equatable {
    var value: String
    var expires: Instant
  }

  private let journal: Journal
  private let clock: WallClock
  private let state: Mutex<State>

  private struct State {
    var entries: [String: Entry] = [:]
    /// Lines in the file, of which some are outdated.
    var lines = 0
  }

  init(_ path: String, clock: WallClock) throws(StateFailure) {
    journal = try Journal(path, limit: 64 << 20)
    self.clock = clock
    var state = State()
    var offset = 0
    while true {
      let (lines, end) = try journal.lines(from: offset, atMost: 10_000)
      if lines.isEmpty { break }
      for line in lines { if let (key, entry) = Ledger.parse(line) { state.entries[key] = entry } }
      state.lines += lines.count
      offset = end
    }
    self.state = Mutex(state)
    try compact()
  }

  func entries() -> [String: Entry] {
    let now = clock.now()
    return state.withLock { $0.entries.filter { now < $0.value.expires } }
  }

  func value(_ key: String) -> String? {
    let now = clock.now()
    return state.withLock { state in state.entries[key].flatMap { now < $0.expires ? $0.value : nil } }
  }

  /// Replaces what stood there; on disk when it returns.
  func put(_ key: String, _ value: String, until expires: Instant) async throws(StateFailure) {
    let entry = Entry(value: value, expires: expires)
    state.withLock { state in
      state.entries[key] = entry
      state.lines += 1
    }
    try await journal.append([Ledger.line(key, entry)])
    try compactWhenWorthIt()
  }

  /// Nil when `key` was free: it is taken now, and on disk. Otherwise what holds it.
  func claim(_ key: String, _ value: String, until expires: Instant) async throws(StateFailure) -> String? {
    let now = clock.now()
    let entry = Entry(value: value, expires: expires)
    let holder = state.withLock { state -> String? in
      if let held = state.entries[key], now < held.expires { return held.value }
      state.entries[key] = entry
      state.lines += 1
      return nil
    }
    if let holder { return holder }
    do { try await journal.append([Ledger.line(key, entry)]) } catch {
      state.withLock { $0.entries[key] = nil }
      throw error
    }
    try compactWhenWorthIt()
    return nil
  }

  /// Forgets `key`.
  func release(_ key: String) async throws(StateFailure) {
    state.withLock { $0.entries[key] = nil }
    try await journal.append([Ledger.line(key, Entry(value: "", expires: Instant(secondsSinceEpoch: 0)))])
  }

  private func compactWhenWorthIt() throws(StateFailure) {
    let worthIt = state.withLock { $0.lines > 1_000 && $0.lines > 4 * $0.entries.count }
    if worthIt { try compact() }
  }

  private func compact() throws(StateFailure) {
    let end = journal.size
    let now = clock.now()
    let bytes = state.withLock { state in
      state.entries = state.entries.filter { now < $0.value.expires }
      state.lines = state.entries.count
      var bytes: [UInt8] = []
      for (key, entry) in state.entries { bytes += Ledger.line(key, entry) + [10] }
      return bytes
    }
    if end > 0 { try journal.replace(upTo: end, with: bytes) }
  }

  private static func line(_ key: String, _ entry: Entry) -> [UInt8] {
    JSON.object([
      .init("key", .string(key)), .init("value", .string(entry.value)), .init("expires", .string(entry.expires.iso)),
    ]).bytes
  }

  private static func parse(_ line: ArraySlice<UInt8>) -> (String, Entry)? {
    do {
      var reader = try JSONReader(try JSON.parse(Array(line)))
      guard let expires = Instant(iso: try reader.string("expires")) else { return nil }
      return (try reader.string("key"), Entry(value: try reader.string("value"), expires: expires))
    } catch { return nil }
  }
}
