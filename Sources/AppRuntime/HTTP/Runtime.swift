/// What every handler works with. Made by `Wiring` only.

import Connectors
import Contract
import Hummingbird
import LanguageModels
import Logging
import Secrets
import ServerKit
import Values

struct Runtime: Sendable {
  let settings: RuntimeSettings
  /// Where people sign in, without a slash at its end.
  let controlAddress: String
  let controlKey: VerificationKey
  let publicHost: PublicHost
  let book: ReleaseBook
  let desk: SessionDesk
  let previewDesk: SessionDesk
  let previews = PreviewBook()
  let secretDesk: SessionDesk
  let vault: SealedFile
  let secretUses: SecretUses
  /// An app may have waited for what was set.
  let secretsChanged: @Sendable (WorkspaceID) async -> Void
  let sources: Sources
  let models: ModelCaller
  let spool: Spool
  let actionKeys: RunKeys
  let modelDesk: ModelDesk
  let draftBook: DraftBook
  let requests: Gate
  let exports: Gate
  let modelCalls: Gate
  let slowRequests: SlowRequests
  let isFeedAlive: @Sendable () -> Bool
  /// False once the control plane has sent an audit head that does not continue the last one.
  let isAuditFit: @Sendable () -> Bool
  let assets: RuntimeAssets
  /// Nil where Studio's files are not installed.
  let documents: DocumentFiles?
  let clock: WallClock
  let logger: Logger

  func readiness() -> Readiness {
    Readiness(missing: book.all().isEmpty ? ["workspaces"] : [], warnings: isAuditFit() ? [] : ["audit"])
  }

  /// A draft has the secrets of `development`, wherever it is looked at.
  func scope(_ visit: Visit) -> SourceScope {
    let environment = visit.live.isPreview ? .development : settings.environment
    return SourceScope(workspace: visit.workspace.description, environment: environment.rawValue)
  }

  func desk(for visit: Visit) -> SessionDesk { visit.live.isPreview ? previewDesk : desk }

  func report(_ kind: Report.Kind, in workspace: WorkspaceID) -> Report {
    Report(id: .random(milliseconds: clock.milliseconds()), workspace: workspace, at: clock.now(), kind: kind)
  }

  /// For what is worth telling but not worth waiting for.
  func tell(_ kind: Report.Kind, in workspace: WorkspaceID) {
    let report = report(kind, in: workspace)
    Task {
      do { try await spool.add([report]) } catch { logger.error("a report is lost: \(error)") }
    }
  }
}

/// The host below which workspaces are reached, as browsers write it.
struct PublicHost: Sendable {
  let domain: String
  /// Nil: the scheme's own.
  let port: Int?
  private let schemePort: Int

  /// From `http://apps.localhost:8081`; nil when it is no such address.
  init?(address: String, domain: String) {
    let isSecure = address.hasPrefix("https://")
    guard isSecure || address.hasPrefix("http://"),
      let host = HostName(String(address.dropFirst(isSecure ? 8 : 7))), HostName(domain)?.port == nil
    else { return nil }
    self.domain = domain.lowercased()
    port = host.port
    schemePort = isSecure ? 443 : 80
  }

  /// `acme` of `acme.apps.localhost:8081`; nil for any other host or port.
  func slug(_ host: HostName) -> String? {
    guard isAtOurPort(host) else { return nil }
    return host.label(in: domain)
  }

  var isLocal: Bool { HostName(domain)?.isLocal ?? false }

  /// As passes name it.
  func host(_ slug: String) -> String { withPort("\(slug).\(domain)") }

  func withPort(_ name: String) -> String { port.map { "\(name):\($0)" } ?? name }

  /// Whether a browser that asked for it came to our port.
  func isAtOurPort(_ host: HostName) -> Bool { host.port ?? schemePort == port ?? schemePort }
}

/// The stylesheet and script of all pages.
struct RuntimeAssets: Sendable {
  let stylesheet: Asset
  let script: Asset
  var all: [Asset] { [stylesheet, script] }
}
