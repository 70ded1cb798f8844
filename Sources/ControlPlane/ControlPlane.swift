/// The control plane as a value: what its handlers work with. They stand in the folders beside this file, one
/// capability each; `Routes.swift` says which addresses lead to them, `Wiring.swift` makes one.

import Contract
import ControlStore
import Identity
import Logging
import ServerKit
import Trust
import Workspaces

struct ControlPlane: Sendable {
  let store: ControlStore
  let settings: Settings
  /// Signs releases and passes.
  let signingKey: SigningKey
  let cookies: SessionCookies
  let nextPage: NextPage
  let forms: FormTokens
  let post: MailCarrier
  let specNames: SpecNames
  let styles: Styles
  /// Nil on an installation without the editor's files.
  let workbench: Workbench?
  /// Nil on an installation without Studio.
  let studio: Studio?
  /// What both were read from: drills of other files say nothing about these.
  let pageFiles: [ControlResult.Program]
  /// Shared with the service that runs them each hour, which closes them.
  let live: LiveChecks
  let permitTurns = PermitTurns()
  let previewsNoted = PreviewsNoted()
  let clock: WallClock
  let logger: Logger
}
