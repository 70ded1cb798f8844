/// Every way in which a request can fail, for machines: a stable code that is never reused, and its HTTP status
/// (RFC 9110 section 15). What a person reads beside it is written where it happens; detail goes to the log alone.

public enum ProblemCode: String, Sendable, CaseIterable {
  // What was asked.
  case malformedRequest = "malformed_request"
  case tooLarge = "too_large"
  case headersTooLarge = "headers_too_large"
  case notFound = "not_found"
  case methodNotAllowed = "method_not_allowed"
  case unsupportedMediaType = "unsupported_media_type"
  case invalidInput = "invalid_input"
  case conflict = "conflict"
  case tooManyRequests = "too_many_requests"
  case unknownHost = "unknown_host"
  case incompleteBody = "incomplete_body"

  // Who asked.
  case notSignedIn = "not_signed_in"
  case notAllowed = "not_allowed"
  case formExpired = "form_expired"
  case linkExpired = "link_expired"
  case noCredits = "no_credits"
  case passExpired = "pass_expired"
  case passForged = "pass_forged"
  case passUsed = "pass_used"
  case passForOtherHost = "pass_for_other_host"
  case runtimeUnknown = "runtime_unknown"

  // Specs and releases.
  case specInvalid = "spec_invalid"
  case releaseUnknown = "release_unknown"
  case releaseForged = "release_forged"
  case appNotReady = "app_not_ready"

  // A customer's source.
  case sourceUnreachable = "source_unreachable"
  case sourceCredentials = "source_credentials"
  case sourceAddressRefused = "source_address_refused"
  case sourceTimedOut = "source_timed_out"
  case sourceResultTooLarge = "source_result_too_large"
  case sourceRefused = "source_refused"
  case sourceChanged = "source_changed"
  case sourceSettings = "source_settings"
  case secretMissing = "secret_missing"

  // Actions.
  case rowNotFound = "row_not_found"
  case unexpectedRows = "unexpected_rows"
  case outcomeUnknown = "outcome_unknown"
  case spoolUnavailable = "spool_unavailable"

  // AI steps.
  case modelConnectionMissing = "model_connection_missing"
  /// The connection's secret is not set at the runtime, or holds no key.
  case modelKeyMissing = "model_key_missing"
  case modelBudgetSpent = "model_budget_spent"
  /// A redactor did not do its work, and nothing was sent.
  case redactionFailed = "redaction_failed"
  case modelAddressRefused = "model_address_refused"
  case modelUnavailable = "model_unavailable"
  case modelTimedOut = "model_timed_out"
  case modelRefused = "model_refused"
  /// The answer broke off, or was none.
  case modelAnswerBroken = "model_answer_broken"
  /// Whoever asked went away before the answer.
  case modelCancelled = "model_cancelled"

  // Ours.
  case unavailable
  case internalError = "internal_error"

  public var status: Int {
    switch self {
    case .malformedRequest, .incompleteBody: 400
    case .notSignedIn, .passExpired, .passForged, .passUsed, .passForOtherHost, .runtimeUnknown: 401
    case .noCredits: 402
    case .notAllowed, .formExpired: 403
    case .notFound, .releaseUnknown, .rowNotFound: 404
    case .methodNotAllowed: 405
    case .conflict, .unexpectedRows: 409
    case .linkExpired: 410
    case .tooLarge: 413
    case .unsupportedMediaType: 415
    case .unknownHost: 421
    case .invalidInput, .specInvalid, .releaseForged: 422
    case .tooManyRequests, .modelBudgetSpent: 429
    case .headersTooLarge: 431
    case .internalError: 500
    case .sourceUnreachable, .sourceCredentials, .sourceAddressRefused, .sourceRefused, .sourceChanged,
      .sourceSettings, .sourceResultTooLarge, .secretMissing, .modelAddressRefused, .modelRefused, .modelAnswerBroken:
      502
    case .unavailable, .appNotReady, .spoolUnavailable, .outcomeUnknown, .modelConnectionMissing, .modelKeyMissing,
      .redactionFailed, .modelUnavailable, .modelCancelled:
      503
    case .sourceTimedOut, .modelTimedOut: 504
    }
  }
}
