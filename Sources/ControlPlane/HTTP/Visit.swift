/// One request together with who makes it, as its route has proven; handlers never ask again.

import Contract
import ControlStore
import Hummingbird
import ServerKit
import Workspaces

struct Visit<Who: Sendable>: Sendable {
  let who: Who
  let request: Request
  let context: ConsoleContext
  /// What was posted; empty unless a form was.
  let form: Fields

  /// A part of the path.
  func part(_ name: String) throws(Problem) -> String {
    guard let part = context.parameters.get(name) else { throw .notFound }
    return part
  }
}

/// A page that needs no session; `person` is there when the browser has one.
struct Anyone: Sendable {
  let person: Person?
}

/// Somebody with a living session, of a browser or of the tool.
struct Person: Sendable {
  let signedIn: SignedIn
  /// The hidden field of this session's forms.
  let csrf: String

  var email: String { signedIn.account.email.text }
}

/// Somebody in the workspace of the path, whose role has the capability that the route asks for.
struct Insider: Sendable {
  let person: Person
  let member: Member
  /// The app of the path, when the workspace has it.
  let app: AppSummary?

  var slug: String { member.workspace.slug.text }
}

/// A runtime whose signature over this very request was verified.
struct RuntimeCaller: Sendable {
  let runtime: EnrolledRuntime
  let body: [UInt8]
}
