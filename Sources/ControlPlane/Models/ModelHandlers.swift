/// The language models that a workspace's AI steps may call, as pointers: keys and addresses are the runtime's alone.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  /// `/admin/models`: on to the models of the person's workspace; where there are several, he chooses.
  func findModels(_ visit: Visit<Person>) async throws -> Response {
    let all = try await store.workspaces(of: visit.who.signedIn).filter { $0.role.may(.manageModels) }
    if all.count == 1 { return .seeOther("/w/\(all[0].workspace.slug.text)/models") }
    return page(visit, "Models", ModelPages.choice(all))
  }

  func models(_ visit: Visit<Insider>) async throws -> Response {
    let models = try await store.models(of: visit.who.member)
    let chosen = visit.request.uri.queryParameters["name"].flatMap { name in models.first { $0.name.text == name } }
    return try await modelsPage(visit, models, chosen.map(ModelForm.init) ?? ModelForm())
  }

  func connectModel(_ visit: Visit<Insider>) async throws -> Response {
    var form = ModelForm(visit.form)
    func refuse() async throws -> Response {
      try await modelsPage(
        visit, try await store.models(of: visit.who.member), form, status: .unprocessableContent)
    }
    guard let choice = form.check() else { return try await refuse() }
    let connected = try await store.connectModel(choice, by: visit.who.member)
    if case .failure(.taken) = connected {
      form.problems[.name] = "A workspace has at most \(ModelConnection.most) connections. Remove one first."
      return try await refuse()
    }
    return try modelsDone(visit, .modelConnected, connected)
  }

  func chooseDefaultModel(_ visit: Visit<Insider>) async throws -> Response {
    let chosen = try await store.chooseDefaultModel(try model(visit), by: visit.who.member)
    return try modelsDone(visit, .defaultModelChanged, chosen)
  }

  func disconnectModel(_ visit: Visit<Insider>) async throws -> Response {
    let removed = try await store.disconnectModel(try model(visit), by: visit.who.member)
    return try modelsDone(visit, .modelDisconnected, removed)
  }

  /// To the runtime's own page of secrets, which knows the connections from its feed.
  func openModelKeys(_ visit: Visit<Insider>) async throws -> Response {
    guard let runtime = try await runtime(of: visit.who.member) else {
      let body = OpenPage.notServed(
        title: "The keys", mayAdd: visit.who.member.role.may(.manageRuntimes), workspace: visit.who.slug)
      return page(visit, .models, "Keys", body, status: .serviceUnavailable)
    }
    return try forward(
      visit, to: runtime, .writeSecret, at: "/_freehold/secrets/pass", "the keys of the models", fields: [])
  }

  private func model(_ visit: Visit<Insider>) throws -> ModelConnectionID {
    guard let id = ModelConnectionID(try visit.part("model")) else { throw Problem.notFound }
    return id
  }

  private func modelsDone(
    _ visit: Visit<Insider>, _ what: Done, _ result: Result<Void, Refusal>
  ) throws -> Response {
    .seeOther("/w/\(visit.who.slug)/models?done=\(try done(what, result).rawValue)")
  }

  private func modelsPage(
    _ visit: Visit<Insider>, _ models: [ModelConnection], _ form: ModelForm, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let view = ModelsView(
      models: models, form: form, isServed: try await runtime(of: visit.who.member) != nil, slug: visit.who.slug)
    return page(visit, .models, "Models", ModelPages.list(view, visit.who.shellPerson), status: status)
  }
}
