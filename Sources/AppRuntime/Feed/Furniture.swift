/// A workspace's settings as they can be used here. The control plane is not trusted with what stands in a page.

import AppSpec
import Contract
import ServerKit

struct Furniture: Sendable {
  var look: WorkspaceLook
  var domain: String?
  var models: [ModelConnection]

  /// Nil for what is no theme, no picture, or no host.
  init?(_ settings: WorkspaceSettings) {
    let logo = settings.logo.isEmpty ? nil : Logo(png: settings.logo)
    let host = settings.domain.isEmpty ? nil : HostName(settings.domain)
    guard settings.logo.isEmpty == (logo == nil), settings.domain.isEmpty == (host == nil), host?.port == nil else {
      return nil
    }
    do throws(ThemeFindings) { look = WorkspaceLook(theme: try Theme(settings.theme), logo: logo) } catch { return nil }
    domain = host?.name
    models = settings.models
  }
}

extension ServedWorkspace {
  /// As they are kept on disk.
  var settings: WorkspaceSettings {
    WorkspaceSettings(theme: look.theme.text, logo: look.logo?.bytes ?? [], domain: domain ?? "", models: models)
  }
}
