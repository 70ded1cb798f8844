/// What the tool does with its token. Everything is looked up through the member, as in the console.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import Identity
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  func listWorkspaces(_ visit: Visit<Person>) async throws -> Response {
    let workspaces = try await store.workspaces(of: visit.who.signedIn)
    return .json([
      "workspaces": .array(
        workspaces.map { entry in
          [
            "slug": .string(entry.workspace.slug.text), "title": .string(entry.workspace.title),
            "role": .string(entry.role.rawValue),
          ]
        })
    ])
  }

  func listApps(_ visit: Visit<Insider>) async throws -> Response {
    let apps = try await store.apps(of: visit.who.member)
    return .json([
      "apps": .array(
        apps.map { app in
          [
            "name": .string(app.name.text), "title": .string(app.title),
            "release": app.currentNumber.map { .integer($0) } ?? .null,
            "address": .string("\(settings.address)/open/\(visit.who.slug)/\(app.name.text)"),
          ]
        })
    ])
  }

  /// A spec's text becomes a version and a release: 201, 200 when just this runs already, 422 with all findings.
  func publishSpec(_ visit: Visit<Insider>) async throws -> Response {
    let spec = try await visit.request.bodyBytes(upTo: specLimit)
    let checked = SpecCheck.check(spec)
    guard let app = checked.app else { throw Problem.specInvalid(checked.findings) }
    guard app.app.name.text == (try visit.part("app")) else { throw Problem(Refusal.otherApp) }
    let query = try visit.request.query()
    let published = try await store.publish(
      app, note: query["note"] ?? "", approving: query["approve"] == "unredacted", by: visit.who.member,
      signedWith: signingKey)
    let findings = checked.findings.map(\.json)
    let body: JSON = [
      "app": .string(app.app.name.text), "release": .integer(published.number),
      "changed": .bool(published.isNew), "findings": .array(findings),
      "address": .string("\(settings.address)/open/\(visit.who.slug)/\(app.app.name.text)"),
    ]
    return .json(body, status: published.isNew ? .created : .ok)
  }

  /// What each runtime made of a release: `outcome` is null until it has said something.
  func showRollout(_ visit: Visit<Insider>) async throws -> Response {
    guard let number = Int64(try visit.part("release")) else { throw Problem.notFound }
    let app = try app(of: visit)
    let entries = try await store.rollout(of: app.id, release: number, member: visit.who.member).granted()
    return .json(["release": .integer(number), "runtimes": .array(entries.map(\.json))])
  }

  func listRuntimes(_ visit: Visit<Insider>) async throws -> Response {
    let runtimes = try await store.runtimes(of: visit.who.member).granted()
    return .json([
      "runtimes": .array(
        runtimes.map { runtime in
          [
            "id": .string(runtime.id.description), "title": .string(runtime.title),
            "address": .string(runtime.address), "serves_all": .bool(runtime.servesAll),
            "last_seen": runtime.lastSeenAt.map { .string($0.iso) } ?? .null,
          ]
        })
    ])
  }

  func enrolRuntime(_ visit: Visit<Insider>) async throws -> Response {
    var reader = try await visit.reader()
    let title = try reader.read { reader throws(JSONReader.Problem) in try reader.string("title") }
    let token = try await enrolment(titled: title, by: visit.who.member)
    return .json(["token": .string(token.text), "control": .string(settings.address)], status: .created)
  }

  func deleteRuntime(_ visit: Visit<Insider>) async throws -> Response {
    guard let id = RuntimeID(try visit.part("runtime")) else { throw Problem.notFound }
    _ = try await store.removeRuntime(id, by: visit.who.member).granted()
    return Response(status: .noContent)
  }
}

/// Larger specs are none: `SpecCheck` says so as a finding, with the limit.
let specLimit = 2 << 20

extension Problem {
  static func specInvalid(_ findings: [Finding]) -> Problem {
    let errors = findings.count { $0.severity == .error }
    return Problem(
      .specInvalid, "The spec has \(errors) error\(errors == 1 ? "" : "s").",
      advice: "Correct what “findings” names and send it again. Nothing was changed.",
      members: [.init("findings", .array(findings.map(\.json)))])
  }
}

extension RolloutEntry {
  fileprivate var json: JSON {
    [
      "id": .string(runtime.description), "title": .string(runtimeTitle),
      "outcome": outcome.map { .string($0.rawValue) } ?? .null, "element": element.map { .string($0.text) } ?? .null,
      "problem": problem.map { .string($0.rawValue) } ?? .null, "sqlstate": sqlState.map { .string($0) } ?? .null,
      "reason": outcome == .failed ? .string(BuildAdvice.sentence(self)) : .null,
    ]
  }
}

extension Finding {
  var json: JSON {
    [
      "severity": .string(severity.rawValue), "line": .integer(Int64(line)), "column": .integer(Int64(column)),
      "code": .string(code), "message": .string(message), "advice": .string(advice),
    ]
  }
}
