/// What the workbench's page shows.

import AppSpec
import Contract
import ControlStore
import Values
import Workspaces

/// A text that was not saved because there is a newer version than the one that it began from.
struct SpecConflict: Sendable {
  let base: Int64
  let newest: Int64
  /// From the newest version to the text.
  let lines: LineDiff
}

struct SpecView: Sendable {
  let draft: SpecDraft
  let app: AppSummary
  /// Which saved version the text is; nil for what was typed.
  let version: Int64?
  /// The newest version that the writer knows of; travels in the form.
  let base: Int64
  let standing: DraftStanding
  /// One's own unsaved text, where the page shows a saved version.
  let own: KeptDraft?
  let conflict: SpecConflict?
  let people: [AccountID: String]
  let slug: String
  let account: AccountID
  let role: Role
  /// Whether a runtime is there to show a preview.
  let isServed: Bool
  let now: Instant

  var path: String { "/w/\(slug)/apps/\(app.name.text)" }

  static func name(_ account: AccountID?, _ people: [AccountID: String]) -> String {
    guard let account else { return "the operator" }
    return people[account] ?? "a former member"
  }

  /// Who typed within the last two minutes, is typing.
  static func sentence(_ other: OthersDraft, _ people: [AccountID: String], now: Instant) -> String {
    let name = name(other.account, people)
    return now < other.savedAt.adding(seconds: 120)
      ? "\(name) is editing too, since \(other.begunAt.shortTime(now))."
      : "\(name) has unsaved changes of \(other.savedAt.shortTime(now))."
  }
}

extension DraftStanding {
  /// Whom its sentences name.
  var people: [AccountID?] { others.map(\.account) + [newest?.author] }
}

extension Instant {
  /// `12:03` today, `2026-11-20 12:03` before; UTC, as everywhere in the console.
  func shortTime(_ now: Instant) -> String {
    let time = String(iso.dropFirst(11).prefix(5))
    return iso.prefix(10) == now.iso.prefix(10) ? time : "\(iso.prefix(10)) \(time)"
  }
}
