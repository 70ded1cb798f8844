/// From a visit to its page: who is named in the bar, which tabs he may see, what just happened.

import Contract
import HTTPTypes
import Hummingbird
import ServerKit
import Values
import Workspaces

extension ControlPlane {
  func page(
    _ visit: Visit<Anyone>, _ title: String, _ body: HTML, status: HTTPResponse.Status = .ok
  ) -> Response {
    page(shell(visit.context, visit.who.person), title, body, status)
  }

  func page(
    _ visit: Visit<Person>, _ title: String, _ body: HTML, status: HTTPResponse.Status = .ok
  ) -> Response {
    var shell = shell(visit.context, visit.who)
    shell.notice = notice(visit.request)
    return page(shell, title, body, status)
  }

  func page(
    _ visit: Visit<Insider>, _ tab: Shell.Tab, _ title: String, _ body: HTML, status: HTTPResponse.Status = .ok,
    width: Shell.Width = .column
  ) -> Response {
    var shell = shell(visit.context, visit.who.person)
    let member = visit.who.member
    shell.workspace = Shell.Place(member, tab: tab)
    shell.notice = notice(visit.request)
    return page(shell, "\(title) · \(member.workspace.title)", body, status, width: width)
  }

  private func page(
    _ shell: Shell, _ title: String, _ body: HTML, _ status: HTTPResponse.Status, width: Shell.Width = .column
  ) -> Response {
    let response = Response.html(shell.document(title, body, width: width), status: status)
    if shell.nonce == nil { return response.setting(styles.preload) }
    return shell.person == nil ? response : response.setting(styles.setting)
  }

  func shell(_ context: ConsoleContext, _ person: Person?) -> Shell {
    Shell(
      stylesheet: styles.asset.path, requestID: context.requestID.description,
      nonce: person == nil || !context.asker.hasStyles ? context.nonce : nil, person: person?.shellPerson)
  }

  /// The sentence for `?done=`, when it is one of ours.
  private func notice(_ request: Request) -> Shell.Notice? {
    guard let done = request.uri.queryParameters["done"].flatMap({ Done(rawValue: String($0)) }) else { return nil }
    return Shell.Notice(.good, done.sentence)
  }
}

extension Shell.Tab {
  var capability: Capability {
    switch self {
    case .apps: .openApps
    case .members: .seeMembers
    case .runtimes: .manageRuntimes
    case .models: .manageModels
    case .audit: .readAudit
    case .settings: .changeSettings
    }
  }
}

extension Shell.Place {
  /// - Parameter tab: nil for what stands under none.
  init(_ member: Member, tab: Shell.Tab?) {
    self.init(
      slug: member.workspace.slug.text, title: member.workspace.title, tab: tab,
      tabs: Shell.Tab.allCases.filter { member.role.may($0.capability) })
  }
}

extension Insider {
  var shellPerson: Shell.Person { person.shellPerson }
}

extension Person {
  var shellPerson: Shell.Person {
    Shell.Person(email: email, csrf: csrf, isOperator: signedIn.account.isOperator)
  }
}

/// What a form has just done, as the page after it says; travels as one of these words in the address.
enum Done: String, Sendable {
  case joined, saved, published, unchanged, renamed, created
  case roleChanged = "role-changed"
  case memberRemoved = "member-removed"
  case invitationRevoked = "invitation-revoked"
  case runtimeRemoved = "runtime-removed"
  case sessionEnded = "session-ended"
  case settingsChanged = "settings-changed"
  case themeChanged = "theme-changed"
  case domainChanged = "domain-changed"
  case domainRemoved = "domain-removed"
  case modelConnected = "model-connected"
  case modelDisconnected = "model-disconnected"
  case defaultModelChanged = "default-model-changed"
  case appRenamed = "app-renamed"
  case appDeleted = "app-deleted"
  case appRestored = "app-restored"
  case draftDiscarded = "draft-discarded"
  case stated, withdrawn, checked

  var sentence: HTML {
    switch self {
    case .joined: "Welcome: you are a member of this workspace now."
    case .saved: "The version is saved. Publish it to put it to use."
    case .published: "Published. The runtimes fetch it now; the build log says how it went."
    case .unchanged: "That is just what is there already. Nothing was changed."
    case .renamed: "Your name is changed."
    case .created: "Created."
    case .roleChanged: "The role is changed. It counts from the next page that is opened."
    case .memberRemoved: "Removed. What was open for this person closes now."
    case .invitationRevoked: "The invitation is withdrawn; its link no longer works."
    case .runtimeRemoved: "The runtime is cut off."
    case .sessionEnded: "The session is ended, and everything that it had opened."
    case .settingsChanged: "Changed."
    case .themeChanged: "Changed. The next page of each app that is opened wears it."
    case .domainChanged: "The apps are at that host now. The old address works on."
    case .domainRemoved: "The apps are at the runtime's own address again."
    case .modelConnected: "Kept. Set its key at the runtime, and the AI steps of your apps may call it."
    case .modelDisconnected: "Removed. AI steps that name it refuse to run now. Its key is still at the runtime."
    case .defaultModelChanged: "Steps that name no model call that one now."
    case .appRenamed: "The new title is a version now. Publish it, and the running app has it too."
    case .appDeleted: "Deleted. Nobody can open the app any more; for 30 days you can restore it, below."
    case .appRestored: "The app is back as it was. What was published is running again."
    case .draftDiscarded: "The unsaved text is gone; this is the saved version."
    case .stated: "Stated. Everybody reads it on the security page, as your word."
    case .checked: "Checked just now, by the programs that run."
    case .withdrawn: "Withdrawn. The security page no longer says it."
    }
  }
}
