/// What models have written for people who have not used it yet: in memory, a few for each person and app, gone when it is
/// used, when the person's session or membership ends, half an hour after its last look, or with the process.

import Contract
import ServerKit
import ServiceLifecycle
import Synchronization
import Values

final class DraftBook: Service {
  /// Whose it is: nobody else is shown it, and no other app.
  struct Owner: Hashable {
    var workspace: WorkspaceID
    var account: AccountID
    var app: AppID
    var isPreview: Bool
  }

  private struct Entry {
    var draft: ModelDraft
    var owner: Owner
    /// The session in which it was asked for.
    var session: SessionID
    var used: Instant
  }

  private static let lifetimeSeconds = 1_800
  private let clock: WallClock
  private let mostForOne: Int
  private let most: Int
  private let entries = Mutex<[String: Entry]>([:])

  init(clock: WallClock, mostForOne: Int = 8, most: Int = 500) {
    (self.clock, self.mostForOne, self.most) = (clock, mostForOne, most)
  }

  /// Takes it in, unless the same form has asked already. Those that were looked at the longest ago go when there are too many.
  /// - Returns: the one that stands for the form: `draft`, which is to begin then, or the one before it.
  func put(_ draft: ModelDraft, of owner: Owner, in session: SessionID) -> ModelDraft {
    let now = clock.now()
    let (kept, gone) = entries.withLock { entries -> (ModelDraft, [ModelDraft]) in
      if let before = Self.draft(asking: draft.asking, of: owner, in: entries, now) { return (before, []) }
      entries[draft.id] = Entry(draft: draft, owner: owner, session: session, used: now)
      let own = Self.oldest(entries.filter { $0.value.owner == owner }, beyond: mostForOne)
      let others = Self.oldest(entries, beyond: most)
      return (draft, Set(own + others).compactMap { entries.removeValue(forKey: $0)?.draft })
    }
    for draft in gone { Task { await draft.drop() } }
    return kept
  }

  func draft(_ id: String, of owner: Owner) -> ModelDraft? {
    let now = clock.now()
    return entries.withLock { entries in
      guard let entry = entries[id], entry.owner == owner, !Self.isOver(entry, now) else { return nil }
      entries[id]?.used = now
      return entry.draft
    }
  }

  /// The one that the same form has asked for already, unless nothing came of it.
  func draft(asking: [UInt8], of owner: Owner) -> ModelDraft? {
    let now = clock.now()
    return entries.withLock { Self.draft(asking: asking, of: owner, in: $0, now) }
  }

  func drop(_ id: String, of owner: Owner) async {
    await drop { $0 == id && $1.owner == owner }
  }

  /// All that was asked for in a session.
  func drop(of session: SessionID) async {
    await drop { $1.session == session }
  }

  /// All of a person's.
  func drop(of account: AccountID, in workspace: WorkspaceID) async {
    await drop { $1.owner.account == account && $1.owner.workspace == workspace }
  }

  /// Forgets what is over, and at the end everything: what is being written then ends, and its receipts are in the spool.
  func run() async throws {
    while try await Pause.wait(for: .seconds(30)) {
      let now = clock.now()
      await drop { Self.isOver($1, now) }
    }
    await drop { _, _ in true }
  }

  private func drop(where isMeant: (String, Entry) -> Bool) async {
    let gone = entries.withLock { entries in
      entries.filter { isMeant($0.key, $0.value) }.keys.compactMap { entries.removeValue(forKey: $0)?.draft }
    }
    for draft in gone { await draft.drop() }
  }

  private static func draft(
    asking: [UInt8], of owner: Owner, in entries: [String: Entry], _ now: Instant
  ) -> ModelDraft? {
    entries.values.first {
      $0.owner == owner && $0.draft.asking == asking && !$0.draft.hasFailed && !isOver($0, now)
    }?.draft
  }

  private static func isOver(_ entry: Entry, _ now: Instant) -> Bool {
    now >= entry.used.adding(seconds: lifetimeSeconds)
  }

  private static func oldest(_ entries: [String: Entry], beyond limit: Int) -> [String] {
    entries.sorted { $0.value.used < $1.value.used }.prefix(max(0, entries.count - limit)).map(\.key)
  }
}
