// As what a transaction runs: the fields of the signed context that the policies read.

import AppSpec
import Contract
import Values
import Workspaces

enum Standing: Sendable {
  case member(Member)
  /// Somebody signed in, outside any workspace.
  case person(SignedIn)
  /// Somebody who has just proved who he is: his first session is not there yet.
  case account(AccountID)
  /// The holder of a secret that opens the row `id`, and nobody else yet.
  case bearer(SubjectRow, workspace: WorkspaceID?)
  /// Somebody with an accepted invitation, for the one row that makes him a member.
  case joining(AccountID, WorkspaceID)
  /// A new workspace's first owner, before its first row.
  case founder(AccountID, WorkspaceID)
  /// Somebody who may open apps, on the way to where they run.
  case runtimeSeeker(WorkspaceID)
  case runtime(EnrolledRuntime)
  case runtimeReporting(EnrolledRuntime, WorkspaceID)
  case system
  /// The installation's operator at its command line, who has no account there.
  case operatorCommand
  /// The tidying service, on the way through one workspace.
  case erasing(WorkspaceID)

  typealias SubjectRow = ID<BearerRowKind>
  enum BearerRowKind {}

  /// workspace, actor, role: what the policies compare.
  var fields: (workspace: String, actor: String, role: String) {
    switch self {
    case .member(let member):
      switch member.actor {
      case .account(let account): (member.workspace.id.description, account.description, member.role.rawValue)
      case .operatorCommand: (member.workspace.id.description, "", member.role.rawValue)
      }
    case .person(let person): ("", person.account.id.description, person.account.isOperator ? "operator" : "person")
    case .account(let account): ("", account.description, "person")
    case .bearer(let row, let workspace): (workspace?.description ?? "", row.description, "bearer")
    case .joining(let account, let workspace): (workspace.description, account.description, "joining")
    case .founder(let account, let workspace): (workspace.description, account.description, "owner")
    case .runtimeSeeker(let workspace): (workspace.description, "", "seeker")
    case .runtime(let runtime): (runtime.workspace?.description ?? "", runtime.id.description, runtime.role)
    case .runtimeReporting(let runtime, let workspace):
      (workspace.description, runtime.id.description, "runtime")
    case .system: ("", "", "system")
    case .operatorCommand: ("", "", "operator")
    case .erasing(let workspace): (workspace.description, "", "system")
    }
  }
}

extension EnrolledRuntime {
  fileprivate var role: String { workspace == nil ? "runtime_of_all" : "runtime" }
}
