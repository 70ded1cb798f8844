/// What an administrator decides about a workspace: its title, and how its apps look.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import ServerKit
import Workspaces

extension ControlPlane {
  func workspaceSettings(_ visit: Visit<Insider>) async throws -> Response {
    let theme = try await store.theme(of: visit.who.member)
    return settingsPage(visit, .init(title: visit.who.member.workspace.title, theme: theme.text))
  }

  func renameWorkspace(_ visit: Visit<Insider>) async throws -> Response {
    let title = try visit.form.required("title")
    let renamed = try await store.renameWorkspace(visit.who.member, title: title)
    if case .failure(.invalid) = renamed {
      let theme = try await store.theme(of: visit.who.member)
      let typed = SettingsPages.Typed(
        title: title, theme: theme.text, problem: "A title is one line of 1 to 200 characters.")
      return settingsPage(visit, typed, status: .unprocessableContent)
    }
    return try .seeOther("\(Self.path(visit))?done=\(done(.settingsChanged, renamed).rawValue)")
  }

  func changeTheme(_ visit: Visit<Insider>) async throws -> Response {
    let text = String(decoding: try visit.form.required("theme").utf8.filter { $0 != 0x0D }, as: UTF8.self)
    let theme: Theme
    do throws(ThemeFindings) { theme = try Theme(text) } catch {
      let typed = SettingsPages.Typed(title: visit.who.member.workspace.title, theme: text, findings: error.all)
      return settingsPage(visit, typed, status: .unprocessableContent)
    }
    let changed = try await store.changeTheme(of: visit.who.member, to: theme)
    return try .seeOther("\(Self.path(visit))?done=\(done(.themeChanged, changed).rawValue)")
  }

  private static func path(_ visit: Visit<Insider>) -> String { "/w/\(visit.who.slug)/settings" }

  private func settingsPage(
    _ visit: Visit<Insider>, _ typed: SettingsPages.Typed, status: HTTPResponse.Status = .ok
  ) -> Response {
    page(
      visit, .settings, "Settings",
      SettingsPages.settings(typed, path: Self.path(visit), visit.who.shellPerson), status: status)
  }
}
