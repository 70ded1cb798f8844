/// Where browsers reach a runtime, and where they reach one workspace there.

import Contract
import ControlStore
import ServerKit

/// An `http` or `https` origin: `http://apps.localhost:8081`.
struct RuntimeAddress: Sendable, Equatable {
  private let scheme: String
  private let name: String
  /// Nil for the scheme's own.
  private let port: Int?
  /// The workspace's own; nil: its label below `name`.
  private var domain: String?

  /// Nil for what has a path, a user, another scheme or no proper host.
  init?(_ address: String) {
    guard let scheme = ["http", "https"].first(where: { address.hasPrefix("\($0)://") }),
      let host = HostName(String(address.dropFirst(scheme.utf8.count + 3)))
    else { return nil }
    self.scheme = scheme
    name = host.name
    port = host.port == (scheme == "https" ? 443 : 80) ? nil : host.port
  }

  init?(_ serving: ServingAddress) {
    self.init(serving.runtime)
    domain = serving.domain
  }

  /// What the DNS of a workspace's own domain has to lead to.
  func target(of workspace: Slug) -> String { "\(workspace.text).\(name)" }

  var text: String { "\(scheme)://\(host(of: name))" }

  /// Whether it is `domain`, a host with or without port; nil admits every address.
  func isWithin(_ domain: String?) -> Bool {
    guard let domain else { return true }
    guard let wanted = HostName(domain) else { return false }
    return wanted.name == name && (wanted.port == nil || wanted.port == port)
  }

  /// `acme.apps.localhost:8081`, as browsers send it in `Host` and as a pass names it.
  func host(of workspace: Slug) -> String { host(of: domain ?? target(of: workspace)) }

  /// `http://acme.apps.localhost:8081`.
  func origin(of workspace: Slug) -> String { "\(scheme)://\(host(of: workspace))" }

  private func host(of name: String) -> String { port.map { "\(name):\($0)" } ?? name }
}
