/// A spec that is not published, for the preview of the one who is writing it: signed for a few minutes, run by a runtime
/// with the secrets of `development` only, and never kept.

public import Values

public struct Draft: Sendable, Equatable {
  public var workspace: WorkspaceID
  /// Nil for an app that is not saved yet.
  public var app: AppID?
  /// Who sees it, and nobody else.
  public var account: AccountID
  public var expires: Instant
  /// The spec's text, as it stands in the editor.
  public var spec: [UInt8]

  public init(workspace: WorkspaceID, app: AppID?, account: AccountID, expires: Instant, spec: [UInt8]) {
    self.workspace = workspace
    self.app = app
    self.account = account
    self.expires = expires
    self.spec = spec
  }

  fileprivate var appJSON: JSON { app.map { .string($0.description) } ?? .null }

  /// What is signed: all of it, the spec by its digest.
  fileprivate var message: [UInt8] {
    JSON.object([
      .init("workspace", .string(workspace.description)), .init("app", appJSON),
      .init("account", .string(account.description)), .init("expires", .string(expires.iso)),
      .init("digest", .string(Digest(of: spec).description)),
    ]).bytes
  }
}

/// A draft with the control plane's signature, not verified yet. Travels in a form POST of the browser beside its pass.
public struct SignedDraft: Sendable, Equatable {
  private let draft: Draft
  private let signature: [UInt8]

  public init(signing draft: Draft, with key: SigningKey) throws {
    self.draft = draft
    signature = try key.sign(.draft, draft.message)
  }

  /// The draft, once `key` vouches for it, for this person and for now; nil otherwise.
  public func verified(
    by key: VerificationKey, workspace: WorkspaceID, account: AccountID, now: Instant
  ) -> Draft? {
    guard draft.workspace == workspace, draft.account == account, now < draft.expires,
      key.verifies(signature, .draft, draft.message)
    else { return nil }
    return draft
  }

  public var text: String {
    JSON.object([
      .init("workspace", .string(draft.workspace.description)), .init("app", draft.appJSON),
      .init("account", .string(draft.account.description)), .init("expires", .string(draft.expires.iso)),
      .init("spec", .string(Base64URL.encode(draft.spec))), .init("signature", .string(Base64URL.encode(signature))),
    ]).text
  }

  /// Nil for what `text` never gives.
  public init?(_ text: String) {
    do {
      var reader = try JSONReader(try JSON.parse(Array(text.utf8)))
      guard let expires = Instant(iso: try reader.string("expires")) else { return nil }
      draft = Draft(
        workspace: try reader.id("workspace"), app: try reader.optionalID("app"), account: try reader.id("account"),
        expires: expires, spec: try reader.base64("spec"))
      signature = try reader.base64("signature")
      try reader.end()
    } catch { return nil }
  }
}
