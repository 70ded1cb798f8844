/// The one place where an error becomes a response: a `Problem` as a page or as JSON, everything else as
/// `internal_error` whose type name, and nothing more, goes to the log.

import Contract
import HTTPTypes
public import Hummingbird
public import Logging
import NIOCore
import Values

public struct ProblemMiddleware<Context: KitContext>: RouterMiddleware {
  /// A server's error page as UTF-8 HTML. A server that names the reader there may have to look him up.
  public typealias ErrorPage = @Sendable (Problem, Request, Context) async -> [UInt8]

  private let errorPage: ErrorPage

  public init(errorPage: @escaping ErrorPage) { self.errorPage = errorPage }

  public func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch is CancellationError where Task.isCancelled {
      throw CancellationError()
    } catch {
      let problem = Problem(describing: error)
      problem.log(to: context.logger, workspace: context.facts.marks.workspace)
      return await response(problem, request, context)
    }
  }

  private func response(_ problem: Problem, _ request: Request, _ context: Context) async -> Response {
    var headers = HTTPFields()
    if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
    if !problem.allow.isEmpty { headers[.allow] = problem.allow.joined(separator: ", ") }
    let status = HTTPResponse.Status(code: problem.code.status)
    if request.prefersHTML {
      return .html(await errorPage(problem, request, context), status: status, headers: headers)
    }
    headers[.contentType] = "application/problem+json"
    return .bytes(problem.json(request: context.requestID).bytes, status: status, headers: headers)
  }
}

extension Problem {
  /// Its line in the log, beside the one that each request has.
  public func log(to logger: Logger, workspace: String? = nil) {
    var metadata: Logger.Metadata = ["problem": .string(code.rawValue)]
    if let workspace { metadata["workspace"] = .string(workspace) }
    for (name, value) in detail { metadata[name] = .string(value) }
    let level: Logger.Level = code == .internalError ? .error : code.status >= 500 ? .warning : .info
    logger.log(level: level, "request refused", metadata: metadata)
  }
}

extension Problem {
  /// The problem that stands for any error: itself, what the framework refuses by itself, or an internal error.
  public init(describing error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case is NIOTooManyBytesError: self = .tooLarge(limit: BodyLimit.form)
    case let refusal as any HTTPResponseError: self.init(status: refusal.status, of: error)
    default:
      self = .internalError
      detail["error"] = String(describing: type(of: error))
    }
  }

  private init(status: HTTPResponse.Status, of error: any Error) {
    switch status {
    case .notFound: self = .notFound
    case .contentTooLarge: self = .tooLarge(limit: BodyLimit.form)
    case .methodNotAllowed: self = .methodNotAllowed([])
    case .unsupportedMediaType:
      self.init(.unsupportedMediaType, "This kind of content is not accepted here.", advice: "Send another format.")
    case _ where status.kind == .clientError: self = .malformed("The request could not be understood.")
    default: self = .internalError
    }
    detail["error"] = String(describing: type(of: error))
  }
}

extension Request {
  /// Whether the one who asks reads pages: `text/html` stands in `Accept` with a weight above 0 (RFC 9110 section 12.5.1).
  public var prefersHTML: Bool {
    for field in headers[values: .accept] {
      for range in field.split(separator: ",") {
        let parts = range.split(separator: ";").map { $0.trimmingSpaces() }
        guard let type = parts.first, type.lowercased() == "text/html" else { continue }
        let refused = parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0.lowercased()) }
        if !refused { return true }
      }
    }
    return false
  }
}

extension StringProtocol {
  /// Without the spaces and tabs around it (RFC 9110 section 5.6.3, OWS).
  func trimmingSpaces() -> String {
    var kept = Array(utf8)[...]
    while let last = kept.last, last == 0x20 || last == 0x09 { kept = kept.dropLast() }
    return String(decoding: kept.drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }
}
