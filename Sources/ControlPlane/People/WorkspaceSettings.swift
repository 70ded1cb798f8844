/// What an administrator decides about a workspace: its title, how its apps look, and where they are reached.

import AppSpec
import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  func workspaceSettings(_ visit: Visit<Insider>) async throws -> Response {
    settingsPage(visit, try await settingsForm(visit))
  }

  func renameWorkspace(_ visit: Visit<Insider>) async throws -> Response {
    let title = try visit.form.required("title")
    let renamed = try await store.renameWorkspace(visit.who.member, title: title)
    if case .failure(.invalid) = renamed {
      var typed = try await settingsForm(visit)
      (typed.title, typed.problems[.title]) = (title, "A title is one line of 1 to 200 characters.")
      return settingsPage(visit, typed, status: .unprocessableContent)
    }
    return try settingsDone(visit, .settingsChanged, renamed)
  }

  func changeTheme(_ visit: Visit<Insider>) async throws -> Response {
    var look = Look(visit.form)
    let theme: Theme
    do throws(ThemeFindings) { theme = try look.theme() } catch {
      var typed = try await settingsForm(visit)
      look.findings = error.all
      typed.look = look
      return settingsPage(visit, typed, status: .unprocessableContent)
    }
    return try settingsDone(visit, .themeChanged, try await store.changeTheme(of: visit.who.member, to: theme))
  }

  /// A PNG in a form with files; without one, the logo is taken away.
  func changeLogo(_ visit: Visit<Insider>) async throws -> Response {
    guard let bytes = Base64URL.decode(visit.form["logo"] ?? ""), bytes.isEmpty || Logo(png: bytes) != nil else {
      var typed = try await settingsForm(visit)
      typed.problems[.logo] =
        "This is no PNG of at most \(Logo.limit / 1_024) KiB and \(Logo.widest) pixels on each side. Nothing was changed."
      return settingsPage(visit, typed, status: .unprocessableContent)
    }
    return try settingsDone(
      visit, .themeChanged, try await store.changeLogo(of: visit.who.member, to: Logo(png: bytes)))
  }

  func logo(_ visit: Visit<Insider>) async throws -> Response {
    let bytes = try await store.settings(of: visit.who.member).logo
    if bytes.isEmpty { return Response(status: .noContent) }
    return .bytes(bytes, headers: [.contentType: "image/png", .cacheControl: "private, no-cache"])
  }

  func changeDomain(_ visit: Visit<Insider>) async throws -> Response {
    let text = try visit.form.required("domain").filter { !$0.isWhitespace }
    var typed = try await settingsForm(visit)
    func refuse(_ problem: String) -> Response {
      (typed.domain, typed.problems[.domain]) = (text, problem)
      return settingsPage(visit, typed, status: .unprocessableContent)
    }
    if text.isEmpty {
      return try settingsDone(visit, .domainRemoved, try await store.changeDomain(of: visit.who.member, to: nil))
    }
    guard let target = typed.domainTarget else {
      return refuse("No runtime serves this workspace yet. Its domain comes after it.")
    }
    guard let domain = DomainName.read(text), !isOurs(domain, target) else {
      return refuse("A domain is a host of yours, such as apps.example.com.")
    }
    guard await settings.canonicalName(domain) == target else {
      return refuse("The DNS of \(domain) does not lead to \(target) yet. A new record can take an hour to be seen.")
    }
    let changed = try await store.changeDomain(of: visit.who.member, to: domain)
    if case .failure(.taken) = changed { return refuse("Another workspace of this installation has \(domain).") }
    return try settingsDone(visit, .domainChanged, changed)
  }

  /// Whether a host is this installation's own, which no workspace may take.
  private func isOurs(_ domain: String, _ target: String) -> Bool {
    let shared = target.drop { $0 != "." }
    let own = HostName(String(settings.address.drop { $0 != ":" }.dropFirst(3)))?.name
    return domain == own || domain.hasSuffix(shared) || "." + domain == shared
  }
}

extension ControlPlane {
  private func settingsForm(_ visit: Visit<Insider>) async throws -> SettingsPages.Form {
    let member = visit.who.member
    let kept = try await store.settings(of: member)
    let runtime = try await store.servingAddress(of: member).flatMap { RuntimeAddress($0.runtime) }
    return SettingsPages.Form(
      title: member.workspace.title, look: Look(kept.theme), hasLogo: !kept.logo.isEmpty, domain: kept.domain,
      domainLostAt: try await store.domainLostAt(of: member),
      domainTarget: runtime?.target(of: member.workspace.slug))
  }

  private func settingsDone(
    _ visit: Visit<Insider>, _ what: Done, _ result: Result<Void, Refusal>
  ) throws -> Response {
    .seeOther("/w/\(visit.who.slug)/settings?done=\(try done(what, result).rawValue)")
  }

  private func settingsPage(
    _ visit: Visit<Insider>, _ form: SettingsPages.Form, status: HTTPResponse.Status = .ok
  ) -> Response {
    page(
      visit, .settings, "Settings",
      SettingsPages.settings(form, path: "/w/\(visit.who.slug)/settings", visit.who.shellPerson), status: status)
  }
}
