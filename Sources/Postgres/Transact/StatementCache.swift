// Parsing a statement once for each connection; a bound on how many a connection remembers.

import CLibpq

/// Names of the statements that a connection has prepared, the least recently used leave first.
struct StatementCache {
  struct Key: Hashable {
    let sql: String
    let types: [Oid]
  }

  private struct Entry {
    let name: String
    var lastUse: Int
  }

  private var entries: [Key: Entry] = [:]
  /// What a cursor accepts and `PREPARE` does not.
  private var unfit: Set<Key> = []
  private var uses = 0
  private var names = 0
  /// Prepared on the server, forgotten here; to be deallocated with the next exchange outside a transaction.
  private(set) var evicted: [String] = []
  static let capacity = 200

  mutating func name(of key: Key) -> String? {
    uses += 1
    guard let index = entries.index(forKey: key) else { return nil }
    entries.values[index].lastUse = uses
    return entries.values[index].name
  }

  func has(_ key: Key) -> Bool { entries[key] != nil }

  /// Whether preparing it has failed before.
  func isUnfit(_ key: Key) -> Bool { unfit.contains(key) }

  /// A new name for a statement that is being prepared now.
  mutating func insert(_ key: Key) -> String {
    evict(key)
    if entries.count >= StatementCache.capacity { evictOldest() }
    names += 1
    let name = "s\(names)"
    entries[key] = Entry(name: name, lastUse: uses)
    return name
  }

  /// Forgets a statement whose preparing failed.
  mutating func remove(_ key: Key) { entries[key] = nil }

  /// The same for one that was prepared ahead; it is not tried again when it is `asUnfit`.
  mutating func forget(_ key: Key, asUnfit: Bool) {
    remove(key)
    guard asUnfit else { return }
    if unfit.count >= StatementCache.capacity { unfit = [] }
    unfit.insert(key)
  }

  /// Forgets a statement that the server still has but refuses to run, for example after a table changed.
  mutating func evict(_ key: Key) {
    if let entry = entries.removeValue(forKey: key) { evicted.append(entry.name) }
  }

  mutating func takeEvicted() -> [String] {
    defer { evicted = [] }
    return evicted
  }

  private mutating func evictOldest() {
    if let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key { evict(oldest) }
  }
}
