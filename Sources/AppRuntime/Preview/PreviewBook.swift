/// The drafts that people are looking at, in memory: one for each person and app, gone a quarter of an hour after its last
/// use or with the process.

import AppSpec
import Contract
import ServerKit
import Synchronization
import Values

/// Where previews live on a workspace's host. No app's name begins with an underscore.
enum PreviewPath {
  static let apps = "/_preview"
  static let entrance = "/_freehold/preview"
}

final class PreviewBook: Sendable {
  struct Key: Hashable {
    var workspace: WorkspaceID
    var account: AccountID
    var app: String
  }

  private struct Entry {
    var live: LiveApp
    /// Within the app: where the person was, so that the next draft opens there.
    var place: String
    var used: Instant
  }

  private static let lifetimeSeconds = 900
  private let limit: Int
  private let entries = Mutex<[Key: Entry]>([:])

  init(limit: Int = 200) { self.limit = limit }

  /// Takes the place of the person's last draft of the app; the least recently used one goes when there are too many.
  /// - Returns: where the person was in it, within the app.
  func put(_ live: LiveApp, _ key: Key, now: Instant) -> String {
    entries.withLock { entries in
      entries = entries.filter { now < $0.value.used.adding(seconds: Self.lifetimeSeconds) }
      let place = entries[key]?.place ?? "/"
      entries[key] = Entry(live: live, place: place, used: now)
      if entries.count > limit, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
        entries[oldest.key] = nil
      }
      return place
    }
  }

  func live(_ key: Key, now: Instant) -> LiveApp? {
    entries.withLock { entries in
      guard let entry = entries[key], now < entry.used.adding(seconds: Self.lifetimeSeconds) else { return nil }
      entries[key]?.used = now
      return entry.live
    }
  }

  func remember(_ place: String, _ key: Key) { entries.withLock { $0[key]?.place = place } }
}
