/// What a new app begins as: the starter, or the sample company's app, under a name that is free.

import AppSpec
import ControlStore
import Workspaces

enum NewAppStart: String, CaseIterable {
  case blank, example

  var title: HTML {
    switch self {
    case .blank: "Blank"
    case .example: "From an example"
    }
  }

  var summary: HTML {
    switch self {
    case .blank: "One query, one page: the tables of your database."
    case .example: "Collections: the receivables of the sample company, with a chart, forms and actions."
    }
  }

  /// The spec, renamed where the workspace has an app of its name, also a deleted one.
  func text(for member: Member, _ store: ControlStore) async throws -> String {
    let spec = self == .blank ? StarterSpec.text : ExampleSpec.text
    let used = Set(
      try await store.apps(of: member).map(\.name.text) + store.deletedApps(of: member).granted().map(\.app.name.text))
    guard let name = SpecCheck.check(Array(spec.utf8)).app?.app.name.text, used.contains(name) else { return spec }
    let free = (2...).lazy.map { "\(name)_\($0)" }.first { !used.contains($0) } ?? name
    return spec.replacing("app: \(name)\n", with: "app: \(free)\n", maxReplacements: 1)
  }
}
