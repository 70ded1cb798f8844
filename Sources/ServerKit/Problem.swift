/// A request that cannot be answered as asked: what the person reads, what a machine reads, what only the log reads.

public import Contract
public import Values

public struct Problem: Error, Sendable, Equatable {
  public var code: ProblemCode
  /// What happened, one sentence for the person.
  public var happened: String
  /// What to do now, one sentence for the person.
  public var advice: String
  /// For the log alone: SQLSTATEs, type names, names from the spec; never a value from a request or a row.
  public var detail: [String: String]
  /// Further members of the JSON form, such as a spec's findings.
  public var members: [JSON.Member]
  /// Seconds after which another try can succeed (RFC 9110 section 10.2.3).
  public var retryAfter: Int?
  /// The methods that the address does accept (RFC 9110 section 10.2.1).
  public var allow: [String]

  public init(
    _ code: ProblemCode, _ happened: String, advice: String, detail: [String: String] = [:],
    members: [JSON.Member] = [], retryAfter: Int? = nil, allow: [String] = []
  ) {
    self.code = code
    self.happened = happened
    self.advice = advice
    self.detail = detail
    self.members = members
    self.retryAfter = retryAfter
    self.allow = allow
  }

  /// RFC 9457 problem details; `problem` is our stable code, `request` what the log can be searched for.
  public func json(request: RequestID) -> JSON {
    .object(
      [
        .init("problem", .string(code.rawValue)), .init("title", .string(happened)),
        .init("status", .integer(Int64(code.status))), .init("advice", .string(advice)),
        .init("request", .string(request.description)),
      ] + members)
  }
}

extension Problem {
  public static let notFound = Problem(
    .notFound, "There is nothing at this address.",
    advice: "Check the address, or go back to the start page. What you may not see looks the same as what is not there."
  )

  public static let internalError = Problem(
    .internalError, "Something went wrong on our side.",
    advice: "Try again. If it happens again, tell the operator the request id below.")

  public static func malformed(_ happened: String) -> Problem {
    Problem(.malformedRequest, happened, advice: "Go back, reload the page and try again.")
  }

  /// - Parameter methods: those that the address accepts.
  public static func methodNotAllowed(_ methods: [String]) -> Problem {
    Problem(
      .methodNotAllowed, "This address does not accept that.", advice: "Go back and try again.", allow: methods)
  }

  public static let headersTooLarge = Problem(
    .headersTooLarge, "The request's headers are larger than this server reads.",
    advice: "Delete this address's cookies and try again.")

  public static func tooLarge(limit: Int) -> Problem {
    Problem(
      .tooLarge, "What was sent is larger than \(limit / 1024) KiB.",
      advice: "Send less, or split it into parts. Nothing was changed.")
  }

  public static let incompleteBody = Problem(
    .incompleteBody, "The upload was cut off before its end.", advice: "Send it again. Nothing was changed.")

  public static func tooManyRequests(retryAfter seconds: Int) -> Problem {
    Problem(
      .tooManyRequests, "That was tried too often in a short time.",
      advice: "Wait \(seconds) seconds and try again.", retryAfter: seconds)
  }

  public static let formExpired = Problem(
    .formExpired, "This form is no longer valid, or it was not sent from one of our pages.",
    advice: "Go back, reload the page and send the form again. Nothing was changed.")

  public static let notSignedIn = Problem(
    .notSignedIn, "You are not signed in.", advice: "Sign in and try again.")
}
