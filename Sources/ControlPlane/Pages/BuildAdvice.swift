/// Why a runtime did not take a release, in words: the runtime sends a code, never the server's text.

import AppSpec
import Contract
import ControlStore

enum BuildAdvice {
  /// For a terminal or a machine: `overdue: a table … is not there (SQLSTATE 42P01)`.
  static func sentence(_ entry: RolloutEntry) -> String {
    let element = entry.element.map { "\($0.text): " } ?? ""
    let state = entry.sqlState.map { " (SQLSTATE \($0))" } ?? ""
    let way =
      entry.problem == .secretMissing
      ? "; set it in the console, under the app's Sources, or with freehold-runtime secrets set" : ""
    return "\(element)\(entry.problem.map(text) ?? "failed")\(way)\(state)"
  }

  /// For a page: the same, and where to mend it.
  ///
  /// - Parameter path: of the app in the console.
  static func html(_ problem: ProblemCode?, _ element: Name?, _ sqlState: String?, path: String) -> HTML {
    let way: HTML = problem.flatMap(mending).map { ". <a href=\"\(path)\($0.path)\">\($0.words)</a>" } ?? ""
    return "\(words(problem, element, sqlState))\(way)"
  }

  static func words(_ problem: ProblemCode?, _ element: Name?, _ sqlState: String?) -> HTML {
    let element: HTML = element.map { "<code>\($0.text)</code>: " as HTML } ?? ""
    let state: HTML = sqlState.map { " (SQLSTATE \($0))" as HTML } ?? ""
    return "\(element)\(problem.map(text) ?? "failed")\(state)"
  }

  /// The page of the app on which somebody can do something about it.
  static func mending(_ problem: ProblemCode) -> (path: String, words: HTML)? {
    switch problem {
    case .secretMissing: ("/sources", "Set it under Sources")
    case .sourceCredentials, .sourceAddressRefused, .sourceSettings, .sourceUnreachable, .sourceTimedOut:
      ("/sources", "Change or test it under Sources")
    case .sourceRefused, .sourceChanged, .specInvalid: ("/spec", "Look at the spec")
    default: nil
    }
  }

  static func text(_ problem: ProblemCode) -> String {
    switch problem {
    case .sourceUnreachable: "the source does not answer; look whether it is up and reachable from the runtime"
    case .sourceCredentials: "the source refused the user or password in the secret"
    case .sourceAddressRefused: "the secret names an address that the runtime's operator does not allow"
    case .sourceTimedOut: "the source took too long"
    case .sourceRefused: "the source refused the statement; look at its SQL and at the role's rights"
    case .sourceChanged: "a table, column or function that it names is not there"
    case .sourceSettings:
      "the secret does not fit the source; look at host, port, database, tls (disable where the server has none) and ca"
    case .secretMissing: "the runtime has no secret of the name that its source asks for"
    case .specInvalid: "the runtime's own check refused the spec; it may be older than the control plane"
    case .releaseForged: "the release's signature did not verify"
    default: problem.rawValue
    }
  }
}
