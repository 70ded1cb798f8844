/// What goes wrong, in words for the person: refusals of the domain, failures of the store, and what the entrances
/// refuse.

import AppSpec
import Contract
import ControlStore
import Postgres
import ServerKit
import Workspaces

extension Problem {
  static let notSignedInTool = Problem(
    .notSignedIn, "The tool is not signed in here, or its session has ended.", advice: "Run: freehold login")

  static func scopeMissing(_ scope: Session.Scope) -> Problem {
    Problem(
      .notAllowed, "This sign-in of the tool does not cover “\(scope.rawValue)”.", advice: "Run: freehold login")
  }

  /// Says nothing about which part was wrong.
  static let runtimeUnknown = Problem(
    .runtimeUnknown, "The request is not signed by a runtime that is enrolled here, or its clock is off.",
    advice: "Compare the clocks; otherwise enrol the runtime again: freehold runtimes add")

  static let linkExpired = Problem(
    .linkExpired, "This link is not valid, or it was used before, or its time is over.",
    advice: "Ask for a new one. Each link works once.")

  /// To a member of the workspace, who may know what its roles are: as absent as everything that he may not see, but he
  /// reads whose it is. It is said before anything is looked up, so it tells nothing about what is there.
  static func absent(for role: Role, _ capability: Capability) -> Problem {
    let roles = Role.allCases.filter { $0.may(capability) }.map { "\($0.rawValue)s" }
    let whose = roles.dropLast().joined(separator: ", ") + (roles.count > 1 ? " and " : "") + (roles.last ?? "nobody")
    return Problem(
      .notFound, "This is for the \(whose) of the workspace.",
      advice: "You are its \(role.rawValue). Ask an owner or admin, who can give you another role.")
  }

  init(_ refusal: Refusal) {
    switch refusal {
    case .notFound: self = .notFound
    case .notAllowed:
      self.init(.notAllowed, "Your role does not allow this.", advice: "Ask an owner or admin of the workspace.")
    case .ownersOnly:
      self.init(
        .notAllowed, "Only an owner can make, change or remove an owner.", advice: "Ask an owner of the workspace.")
    case .lastOwner:
      self.init(
        .conflict, "The workspace would be left without an owner.", advice: "Make somebody else an owner first.")
    case .linkExpired: self = .linkExpired
    case .taken: self.init(.conflict, "This name is in use already.", advice: "Choose another one.")
    case .reservedName:
      self.init(
        .invalidInput, "This address means something else below an installation's domain.",
        advice: "Choose another one.")
    case .reserved:
      self.init(
        .conflict, "A deleted app has this name until it is erased.",
        advice: "Restore that app, or choose another name."
      )
    case .needsApproval:
      self.init(
        .notAllowed, "AI steps of this version send text to a model without redaction: its policy is off.",
        advice: "An administrator of the workspace has to approve of that when he publishes it.")
    case .newerVersion(let number):
      self.init(
        .conflict, "Version \(number) was saved in the meantime.", advice: "Compare it with yours, then save again.")
    case .invalid(let field):
      self.init(
        .invalidInput, "The value of “\(field)” is empty, too long or holds characters that it cannot hold.",
        advice: "Correct it and try again.")
    case .signUpClosed:
      self.init(.notAllowed, "New accounts need an invitation here.", advice: "Ask somebody who is a member.")
    case .otherAddress:
      self.init(
        .notAllowed, "This invitation is for another e-mail address.",
        advice: "Sign out, then follow it again and sign in with the address that was invited.")
    case .pending: self.init(.conflict, "The person has not confirmed yet.", advice: "Wait, then ask again.")
    case .unchanged: self.init(.conflict, "Just this is current already.", advice: "There is nothing left to do.")
    case .otherApp:
      self.init(
        .invalidInput, "The spec names another app.", advice: "Publish it under the name that stands after “app:”.")
    case .noCredits:
      self.init(.noCredits, "There is no credit left.", advice: "Credits that are held come back after ten minutes.")
    case .tooManyUnspent:
      self.init(
        .tooManyRequests, "Too many downloads were begun and not finished today.", advice: "Try again tomorrow.",
        retryAfter: 3600)
    }
  }

  /// The store's failures: what the log may know of them is a SQLSTATE or a type's name.
  init(_ error: StoreError) {
    switch error {
    case .database(.server(let state, _)):
      self = .internalError
      detail["sqlstate"] = state.rawValue
    case .database:
      self.init(
        .unavailable, "Freehold's own database does not answer at the moment.",
        advice: "Nothing was lost. Try again in a minute.", retryAfter: 10)
    case .schemaOutdated:
      self = .internalError
      detail["error"] = "schema is not this program's"
    case .other(let type):
      self = .internalError
      detail["error"] = type
    }
  }
}

extension Result where Failure == Refusal {
  /// The value, or the refusal as a problem.
  func granted() throws(Problem) -> Success {
    switch self {
    case .success(let value): return value
    case .failure(let refusal): throw Problem(refusal)
    }
  }
}
