/// Every address of the control plane, and who may enter it. What the handlers are given has been proven by `Route`.

import HTTPTypes
import Workspaces

extension Route {
  static let all: [Route] = console + studio + administration + tool + runtimes

  private static let console: [Route] = [
    .everyone(.get, "/", ControlPlane.start),
    .everyone(.get, "/sign-in", ControlPlane.askForAddress),
    .everyone(.post, "/sign-in", ControlPlane.sendLink),
    .everyone(.get, "/sign-in/:token", ControlPlane.showLink),
    .everyone(.post, "/sign-in/:token", ControlPlane.useLink),
    .everyone(.get, "/owner/:token", ControlPlane.showLink),
    .everyone(.post, "/owner/:token", ControlPlane.useLink),
    .everyone(.get, "/invitations/:token", ControlPlane.showInvitation),
    .everyone(.post, "/invitations/:token", ControlPlane.acceptInvitation),
    .everyone(.get, "/security", ControlPlane.security),
    .everyone(.get, "/security/reporting", ControlPlane.reporting),
    .everyone(.get, "/.well-known/security.txt", ControlPlane.securityText),
    .signedIn(.post, "/sign-out", ControlPlane.signOut),
    .signedIn(.get, "/account", ControlPlane.account),
    .signedIn(.get, "/account/credits", ControlPlane.creditHistory),
    .signedIn(.post, "/account/name", ControlPlane.rename),
    .signedIn(.post, "/account/sessions/removal", ControlPlane.endOtherSessions),
    .signedIn(.post, "/account/sessions/:session/removal", ControlPlane.endSession),
    .signedIn(.get, "/admin/models", ControlPlane.findModels),
    .signedIn(.post, "/workspaces", ControlPlane.createWorkspace),
    .signedIn(.get, "/tool", ControlPlane.showToolLogin),
    .signedIn(.post, "/tool", ControlPlane.confirmToolLogin),
    .operators(.get, "/outbox", ControlPlane.outbox),
    .operators(.get, "/trust", ControlPlane.trust),
    .operators(.post, "/trust/checks", ControlPlane.checkNow),
    .operators(.get, "/trust/:control", ControlPlane.controlHistory),
    .operators(.post, "/trust/:control/checks", ControlPlane.checkOneNow),
    .operators(.post, "/trust/:control/statements", ControlPlane.stateControl),
    .operators(.post, "/trust/:control/withdrawals", ControlPlane.withdrawStatement),
    .operators(.post, "/installation/sign-up", ControlPlane.setSignUp),
    .member(.get, "/open/:workspace/:app", .openApps, ControlPlane.open),
    .member(.get, "/open/:workspace/:app/secrets", .writeSecrets, ControlPlane.openSecrets),
    .member(.post, "/preview/:workspace", .editDesign, ControlPlane.previewNew),
    .member(.post, "/preview/:workspace/:app", .editDesign, ControlPlane.preview),
  ]

  private static let studio: [Route] = [
    .everyone(.get, "/permits", ControlPlane.permitState),
    .script(.post, "/permits", ControlPlane.holdCredit),
    .script(.put, "/permits/:permit/spent", ControlPlane.spendPermit),
    .signedIn(.get, "/studio/sign-in", ControlPlane.returnToStudio),
  ]

  private static let administration: [Route] = [
    .member(.get, "/w/:workspace", .openApps, ControlPlane.apps),
    .page("/w/:workspace/new-app", .editDesign, ControlPlane.newApp),
    .member(.post, "/w/:workspace/apps", .editDesign, ControlPlane.createApp),
    .member(.get, "/w/:workspace/apps/:app", .readDesign, ControlPlane.app),
    .member(.get, "/w/:workspace/apps/:app/spec", .readDesign, ControlPlane.spec),
    .page("/w/:workspace/apps/:app/compare", .readDesign, ControlPlane.compare),
    .member(.get, "/w/:workspace/apps/:app/sources", .readDesign, ControlPlane.appSources),
    .member(.post, "/w/:workspace/apps/:app/title", .editDesign, ControlPlane.renameApp),
    .page("/w/:workspace/apps/:app/deletion", .deleteApps, ControlPlane.askToDelete),
    .member(.post, "/w/:workspace/apps/:app/deletion", .deleteApps, ControlPlane.deleteApp),
    .member(.post, "/w/:workspace/deleted-apps/:app/restoration", .deleteApps, ControlPlane.restoreApp),
    .member(.post, "/w/:workspace/spec-checks", .editDesign, ControlPlane.checkSpec),
    .member(.get, "/w/:workspace/apps/:app/draft", .editDesign, ControlPlane.draftStanding),
    .member(.post, "/w/:workspace/apps/:app/draft", .editDesign, ControlPlane.keepDraft),
    .member(.post, "/w/:workspace/apps/:app/draft/removal", .editDesign, ControlPlane.discardDraft),
    .member(.post, "/w/:workspace/apps/:app/versions", .editDesign, ControlPlane.saveVersion),
    .member(.get, "/w/:workspace/apps/:app/releases/:number", .readDesign, ControlPlane.showRelease),
    .member(.post, "/w/:workspace/apps/:app/releases", .publish, ControlPlane.publish),
    .member(.get, "/w/:workspace/members", .seeMembers, ControlPlane.members),
    .member(.post, "/w/:workspace/members/:account/role", .manageMembers, ControlPlane.changeRole),
    .member(.post, "/w/:workspace/members/:account/removal", .openApps, ControlPlane.removeMember),
    .member(.post, "/w/:workspace/invitations", .invite, ControlPlane.invite),
    .member(.post, "/w/:workspace/invitations/:invitation/removal", .invite, ControlPlane.revokeInvitation),
    .member(.get, "/w/:workspace/runtimes", .manageRuntimes, ControlPlane.runtimes),
    .member(.post, "/w/:workspace/runtimes", .manageRuntimes, ControlPlane.addRuntime),
    .member(.post, "/w/:workspace/runtimes/:runtime/removal", .manageRuntimes, ControlPlane.removeRuntime),
    .page("/w/:workspace/models", .manageModels, ControlPlane.models),
    .member(.post, "/w/:workspace/models", .manageModels, ControlPlane.connectModel),
    .member(.get, "/w/:workspace/models/keys", .writeSecrets, ControlPlane.openModelKeys),
    .member(.post, "/w/:workspace/models/:model/default", .manageModels, ControlPlane.chooseDefaultModel),
    .member(.post, "/w/:workspace/models/:model/removal", .manageModels, ControlPlane.disconnectModel),
    .page("/w/:workspace/settings", .changeSettings, ControlPlane.workspaceSettings),
    .member(.post, "/w/:workspace/settings/title", .changeSettings, ControlPlane.renameWorkspace),
    .member(.get, "/w/:workspace/settings/logo", .changeSettings, ControlPlane.logo),
    .member(.post, "/w/:workspace/settings/logo", .changeSettings, ControlPlane.changeLogo),
    .member(.post, "/w/:workspace/settings/domain", .changeSettings, ControlPlane.changeDomain),
    .member(.post, "/w/:workspace/settings/theme", .changeSettings, ControlPlane.changeTheme),
    .member(.get, "/w/:workspace/audit", .readAudit, ControlPlane.audit),
    .member(.post, "/w/:workspace/audit/exports", .readAudit, ControlPlane.exportAudit),
  ]

  private static let tool: [Route] = [
    .machine(.post, "/api/v1/tool-logins", ControlPlane.startToolLogin),
    .machine(.post, "/api/v1/tool-tokens", ControlPlane.collectToolToken),
    .tool(.delete, "/api/v1/session", .read, ControlPlane.endToolSession),
    .tool(.get, "/api/v1/installation/audit/export", .audit, ControlPlane.exportInstallationAudit),
    .tool(.get, "/api/v1/workspaces", .read, ControlPlane.listWorkspaces),
    .toolMember(.get, "/api/v1/workspaces/:workspace/apps", .read, .readDesign, ControlPlane.listApps),
    .toolMember(
      .post, "/api/v1/workspaces/:workspace/apps/:app/releases", .publish, .publish, ControlPlane.publishSpec),
    .toolMember(
      .get, "/api/v1/workspaces/:workspace/apps/:app/releases/:release", .read, .readDesign, ControlPlane.showRollout),
    .toolMember(.get, "/api/v1/workspaces/:workspace/runtimes", .runtimes, .manageRuntimes, ControlPlane.listRuntimes),
    .toolMember(
      .post, "/api/v1/workspaces/:workspace/runtimes", .runtimes, .manageRuntimes, ControlPlane.enrolRuntime),
    .toolMember(
      .delete, "/api/v1/workspaces/:workspace/runtimes/:runtime", .runtimes, .manageRuntimes,
      ControlPlane.deleteRuntime),
    .toolMember(
      .get, "/api/v1/workspaces/:workspace/audit/export", .audit, .readAudit, ControlPlane.exportAuditForTool),
  ]

  private static let runtimes: [Route] = [
    .machine(.post, "/runtime/v1/enrolments", ControlPlane.enrol),
    .runtime(.post, "/runtime/v1/key", ControlPlane.replaceKey),
    .runtime(.get, "/runtime/v1/feed", ControlPlane.feed),
    .runtime(.get, "/runtime/v1/releases/:release", ControlPlane.release),
    .runtime(.get, "/runtime/v1/audit/:workspace/consistency", ControlPlane.consistency),
    .runtime(.post, "/runtime/v1/reports", ControlPlane.receiveReports),
  ]
}
