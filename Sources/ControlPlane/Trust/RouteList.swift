/// The route table as data, for whoever wants to hold the server to it: `freehold-control routes` and the drills of access.

import AppSpec
import HTTPTypes
import Values
import Workspaces

public enum RouteList {
  /// Each route: `method`, `path`, `access` (`everyone`, `signed_in`, `operators`, `member`, `tool`, `tool_member`,
  /// `runtime`, `machine`), and for members the `roles` that may enter.
  public static var text: String { JSON.array(Route.all.map(\.json)).text }
}

extension Route {
  fileprivate var json: JSON {
    let (name, capability): (JSON, Capability?) =
      switch access {
      case .everyone: ("everyone", nil)
      case .signedIn: ("signed_in", nil)
      case .operators: ("operators", nil)
      case .member(let capability): ("member", capability)
      case .tool: ("tool", nil)
      case .toolMember(_, let capability): ("tool_member", capability)
      case .runtime: ("runtime", nil)
      case .machine: ("machine", nil)
      }
    let roles = capability?.roles.map(\.rawValue).sorted() ?? []
    return [
      "method": .string(method.rawValue), "path": .string(path), "access": name,
      "roles": .array(roles.map { .string($0) }),
    ]
  }
}
