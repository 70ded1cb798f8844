// What a role may do in the console. Roles are not a hierarchy: each capability lists all that have it.

public import AppSpec

public enum Capability: String, Sendable, CaseIterable {
  case openApps
  /// See specs, versions, releases and the build log.
  case readDesign
  /// Create apps and save versions of their specs.
  case editDesign
  case publish
  /// Let a release send text to a language model without redaction.
  case approveUnredacted
  /// Delete apps, and restore them.
  case deleteApps
  case seeMembers
  case invite
  case manageMembers
  case manageRuntimes
  /// Set the credentials of sources, at a runtime.
  case writeSecrets
  case readAudit
  /// The workspace's title and its apps' colours.
  case changeSettings
  /// Say which language models the AI steps of apps may call.
  case manageModels

  /// All roles that have it.
  public var roles: Set<Role> {
    switch self {
    case .openApps: [.viewer, .member, .builder, .admin, .owner]
    case .readDesign: [.member, .builder, .admin, .owner]
    case .editDesign, .publish, .deleteApps: [.builder, .admin, .owner]
    case .seeMembers: [.member, .builder, .admin, .owner]
    case .invite, .manageMembers, .manageRuntimes, .writeSecrets, .readAudit, .changeSettings, .manageModels,
      .approveUnredacted:
      [.admin, .owner]
    }
  }
}

extension Role {
  public func may(_ capability: Capability) -> Bool { capability.roles.contains(self) }
}
