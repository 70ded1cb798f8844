/// A checked spec straight to a release: what `freehold publish` and `freehold-control seed` do.

import AppSpec
import Contract
import ControlStore
import ServerKit
import Workspaces

/// What came of it.
struct Published: Sendable, Equatable {
  let number: Int64
  /// False when just this spec runs already.
  let isNew: Bool
}

extension ControlStore {
  /// Makes the app when the workspace has none of that name.
  func publish(
    _ spec: CheckedApp, note: String, approving: Bool = false, by member: Member, signedWith key: SigningKey
  ) async throws -> Published {
    let app = try await app(for: spec.app, member)
    let saved = try await saveVersion(of: app.id, spec: spec.bytes, title: spec.app.title, note: note, by: member)
    let version: Int64
    switch saved {
    case .success(let new): version = new.number
    case .failure(.unchanged):
      guard let last = try await versions(of: app.id, member: member, limit: 1).granted().first else {
        throw Problem.internalError
      }
      version = last.number
    case .failure(let refusal): throw Problem(refusal)
    }
    let published = try await publish(
      app.id, version: version, note: note, approving: approving, by: member, signedWith: key)
    if case .failure(.unchanged) = published { return Published(number: app.currentNumber ?? 0, isNew: false) }
    return Published(number: try published.granted().number, isNew: true)
  }

  private func app(for spec: App, _ member: Member) async throws -> AppSummary {
    if let app = try await app(spec.name, of: member) { return app }
    return try await createApp(spec.name, title: spec.title, by: member).granted()
  }
}
