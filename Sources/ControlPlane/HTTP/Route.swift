/// How a route is entered. The table in `Routes.swift` says who may; what stands here proves it before a handler runs,
/// so that no handler can forget to.

import Contract
import ControlStore
import HTTPTypes
import Hummingbird
import ServerKit
import Workspaces

struct Route: Sendable {
  enum Access: Sendable, Equatable {
    case everyone
    /// A browser's session.
    case signedIn
    /// A browser's session of a member of the path's workspace whose role has the capability.
    case member(Capability)
    /// A browser's session of an operator.
    case operators
    /// The tool's session (`Authorization: Bearer`) with the scope.
    case tool(Session.Scope)
    case toolMember(Session.Scope, Capability)
    /// A runtime's signature (`Contract.RuntimeRequest`).
    case runtime
    /// A machine that has nothing but what its body says: enrolment and the tool's login.
    case machine
  }

  typealias Answer = @Sendable (ControlPlane, Request, ConsoleContext) async throws -> Response
  typealias Handler<Who: Sendable> = @Sendable (ControlPlane) -> @Sendable (Visit<Who>) async throws -> Response

  let method: HTTPRequest.Method
  /// With `:workspace`, `:app` … for its variable parts.
  let path: String
  let access: Access
  let answer: Answer
}

extension Route {
  static func everyone(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler<Anyone>) -> Route {
    Route(method: method, path: path, access: .everyone) { plane, request, context in
      let form = try await plane.form(of: request, csrf: nil)
      let visitor = try await plane.browser(request, context, workspace: nil)
      let visit = Visit(who: Anyone(person: visitor?.person), request: request, context: context, form: form)
      return try await handler(plane)(visit)
    }
  }

  static func signedIn(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler<Person>) -> Route {
    Route(method: method, path: path, access: .signedIn) { plane, request, context in
      guard let visitor = try await plane.browser(request, context, workspace: nil) else {
        return try await plane.askToSignIn(request)
      }
      let form = try await plane.form(of: request, csrf: visitor.person)
      let visit = Visit(who: visitor.person, request: request, context: context, form: form)
      return try await plane.rotating(visitor.person, visit.request, handler(plane)(visit))
    }
  }

  static func operators(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler<Person>) -> Route {
    let inner = signedIn(method, path, handler)
    return Route(method: method, path: path, access: .operators) { plane, request, context in
      // Before a form is looked at: for everybody else there is nothing here.
      let visitor = try await plane.browser(request, context, workspace: nil)
      if let visitor, !visitor.person.signedIn.account.isOperator { throw Problem.notFound }
      return try await inner.answer(plane, request, context)
    }
  }

  static func member(
    _ method: HTTPRequest.Method, _ path: String, _ capability: Capability, _ handler: @escaping Handler<Insider>
  ) -> Route {
    Route(method: method, path: path, access: .member(capability)) { plane, request, context in
      guard let visitor = try await plane.browser(request, context, workspace: try Self.workspace(context)) else {
        return try await plane.askToSignIn(request)
      }
      guard let member = visitor.member else { throw Problem.notFound }
      context.facts.marks.workspace = member.workspace.slug.text
      guard member.role.may(capability) else { throw Problem.absent(for: member.role, capability) }
      let form = try await plane.form(of: request, csrf: visitor.person)
      let who = Insider(person: visitor.person, member: member, app: visitor.app)
      let visit = Visit(who: who, request: request, context: context, form: form)
      return try await plane.rotating(visitor.person, request, handler(plane)(visit))
    }
  }

  /// A member's page, whose handler reads and does nothing else: all its reads share one transaction.
  static func page(_ path: String, _ capability: Capability, _ handler: @escaping Handler<Insider>) -> Route {
    member(.get, path, capability) { plane in
      { visit in
        try await plane.store.together(as: visit.who.member) { try await handler(plane)(visit) }
      }
    }
  }

  static func tool(
    _ method: HTTPRequest.Method, _ path: String, _ scope: Session.Scope, _ handler: @escaping Handler<Person>
  ) -> Route {
    Route(method: method, path: path, access: .tool(scope)) { plane, request, context in
      let visitor = try await plane.tool(request, context, workspace: nil, scope)
      return try await handler(plane)(Visit(who: visitor.person, request: request, context: context, form: Fields()))
    }
  }

  static func toolMember(
    _ method: HTTPRequest.Method, _ path: String, _ scope: Session.Scope, _ capability: Capability,
    _ handler: @escaping Handler<Insider>
  ) -> Route {
    Route(method: method, path: path, access: .toolMember(scope, capability)) { plane, request, context in
      let visitor = try await plane.tool(request, context, workspace: try Self.workspace(context), scope)
      guard let member = visitor.member else { throw Problem.notFound }
      context.facts.marks.workspace = member.workspace.slug.text
      guard member.role.may(capability) else { throw Problem.notFound }
      let who = Insider(person: visitor.person, member: member, app: visitor.app)
      return try await handler(plane)(Visit(who: who, request: request, context: context, form: Fields()))
    }
  }

  static func runtime(
    _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler<RuntimeCaller>
  ) -> Route {
    Route(method: method, path: path, access: .runtime) { plane, request, context in
      let caller = try await plane.runtimeCaller(request)
      return try await handler(plane)(Visit(who: caller, request: request, context: context, form: Fields()))
    }
  }

  static func machine(
    _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler<Void>
  ) -> Route {
    Route(method: method, path: path, access: .machine) { plane, request, context in
      try await handler(plane)(Visit(who: (), request: request, context: context, form: Fields()))
    }
  }

  private static func workspace(_ context: ConsoleContext) throws(Problem) -> Slug {
    guard let text = context.parameters.get("workspace"), let slug = Slug(text) else { throw .notFound }
    return slug
  }
}
