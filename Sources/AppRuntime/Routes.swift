/// Every address of a runtime. All but the first three lines belong to a workspace's host.

import Hummingbird
import ServerKit

extension Router where Context == RuntimeContext {
  func addRoutes(_ runtime: Runtime) {
    addHealth { runtime.readiness() }
    addAssets(runtime.assets.all)
    runtime.documents?.add(to: self)

    get("/") { try await runtime.listApps($0, $1) }
    get("/_freehold/themes/:file") { try await runtime.themeFile($0, $1) }
    post("/_freehold/pass") { try await runtime.exchangePass($0, $1) }
    post(RouterPath(PreviewPath.entrance)) { try await runtime.takeDraft($0, $1) }
    post(RouterPath(SecretPath.entrance)) { try await runtime.enterSecrets($0, $1) }
    get(RouterPath(SecretPath.page)) { try await runtime.secretsPage($0, $1) }
    post(RouterPath(SecretPath.page)) { try await runtime.setSecret($0, $1) }
    post(RouterPath(SecretPath.test)) { try await runtime.testSecret($0, $1) }
    post(RouterPath(SecretPath.removal)) { try await runtime.removeSecret($0, $1) }
    get("/_freehold/return") { try await runtime.goBack($0, $1) }
    get("/_freehold/sign-in") { try await runtime.signIn($0, $1) }
    post("/_freehold/sign-out") { try await runtime.signOut($0, $1) }

    get("/:app") { try await runtime.openPage($0, $1) }
    get("/:app/**") { try await runtime.openPage($0, $1) }
    get("/:app/-/actions/:action") { try await runtime.leaveAction($0, $1) }
    post("/:app/-/actions/:action") { try await runtime.runAction($0, $1) }
    get("/:app/-/drafts/:draft") { try await runtime.openDraft($0, $1) }

    get("\(PreviewPath.apps)/:app") { try await runtime.openPreview($0, $1) }
    get("\(PreviewPath.apps)/:app/**") { try await runtime.openPreview($0, $1) }
    get("\(PreviewPath.apps)/:app/-/actions/:action") {
      try await runtime.leaveAction($0, $1, below: PreviewPath.apps)
    }
    post("\(PreviewPath.apps)/:app/-/actions/:action") { try await runtime.rehearseAction($0, $1) }
    get("\(PreviewPath.apps)/:app/-/drafts/:draft") { try await runtime.openPreviewDraft($0, $1) }
    refuseOtherMethods()
  }
}
