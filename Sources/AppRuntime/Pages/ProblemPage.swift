/// The page for every problem of this server.

import AppSpec
import Contract
import Hummingbird
import ServerKit
import Values

enum ProblemPage {
  static func render(_ problem: Problem, _ context: RuntimeContext, stylesheet: String) -> [UInt8] {
    ErrorPage.render(
      title: title(problem.code), message: problem.happened, advice: problem.advice,
      requestID: context.requestID.description, stylesheet: stylesheet,
      refresh: problem.code == .appNotReady ? problem.retryAfter : nil,
      back: problem.code == .unknownHost || isPreview(context) ? nil : ("Back to the start", "/"))
  }

  /// No other page of this host may stand in the editor's frame.
  private static func isPreview(_ context: RuntimeContext) -> Bool {
    guard let path = context.endpointPath else { return false }
    return path.hasPrefix(PreviewPath.apps + "/") || path.hasPrefix(PreviewPath.entrance)
  }

  static func title(_ code: ProblemCode) -> String {
    switch code {
    case .notFound, .releaseUnknown, .rowNotFound: "Nothing here"
    case .notSignedIn, .passExpired, .passForged, .passUsed, .passForOtherHost: "Please sign in again"
    case .notAllowed, .formExpired: "Please send that again"
    case .unknownHost: "Unknown address"
    case .tooManyRequests, .unavailable, .appNotReady: "Please wait a moment"
    case .sourceUnreachable, .sourceTimedOut: "The database did not answer"
    case .sourceCredentials, .sourceAddressRefused, .sourceSettings, .secretMissing: "No way to the database yet"
    case .sourceRefused, .sourceChanged: "The database refused"
    case .sourceResultTooLarge: "Too much for a page"
    case .modelConnectionMissing, .modelKeyMissing, .modelAddressRefused: "No model to ask"
    case .modelUnavailable, .modelTimedOut, .modelRefused, .modelAnswerBroken, .modelCancelled:
      "The model did not answer"
    case .modelBudgetSpent: "Enough for today"
    case .redactionFailed: "Nothing was sent"
    case .unexpectedRows, .conflict: "Nothing was changed"
    case .outcomeUnknown: "It is not certain what happened"
    case .spoolUnavailable: "Actions are paused"
    case .internalError: "Something went wrong"
    default: "That did not work"
    }
  }
}
