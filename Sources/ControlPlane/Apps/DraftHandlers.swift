/// What the workbench asks for while somebody types: what is wrong with the text, that it is kept, who else is typing.

import AppSpec
import Contract
import ControlStore
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  /// All findings of a text, at their places: what saving it would say. Nothing is kept.
  func checkSpec(_ visit: Visit<Insider>) async throws -> Response {
    let text = try visit.specText()
    guard text.utf8.count <= ControlStore.largestSpec else { throw Problem(Refusal.invalid(field: "spec")) }
    try await limit("spec-checks:\(visit.who.member.account)", to: 240, perSeconds: 60)
    let checked = SpecCheck.check(Array(text.utf8))
    return .json(["sound": .bool(checked.app != nil), "findings": .array(checked.findings.map(\.json))])
  }

  func keepDraft(_ visit: Visit<Insider>) async throws -> Response {
    let member = visit.who.member
    let app = try app(of: visit)
    guard let base = Int64(try visit.form.required("base")) else { throw Problem(Refusal.invalid(field: "base")) }
    let kept = try await store.keepDraft(
      of: app.id, base: base, spec: Array(try visit.specText().utf8), note: visit.form["note"] ?? "", by: member)
    return try await standing(try kept.granted(), member)
  }

  func draftStanding(_ visit: Visit<Insider>) async throws -> Response {
    let app = try app(of: visit)
    return try await standing(try await store.draftStanding(of: app.id, by: visit.who.member), visit.who.member)
  }

  func discardDraft(_ visit: Visit<Insider>) async throws -> Response {
    let app = try app(of: visit)
    try await store.discardDraft(of: app.id, by: visit.who.member)
    return .seeOther("/w/\(visit.who.slug)/apps/\(app.name.text)/spec?done=\(Done.draftDiscarded.rawValue)")
  }

  private func standing(_ standing: DraftStanding, _ member: Member) async throws -> Response {
    let people = try await names(of: standing.people, for: member)
    let now = clock.now()
    let newest: JSON =
      standing.newest.map { version in
        [
          "number": .integer(version.number), "at": .string(version.savedAt.iso),
          "own": .bool(version.author == member.account),
          "by": .string(SpecView.name(version.author, people)),
        ]
      } ?? .null
    return .json([
      "saved": standing.savedAt.map { .string($0.iso) } ?? .null, "newest": newest,
      "others": .array(standing.others.map { .string(SpecView.sentence($0, people, now: now)) }),
    ])
  }
}
