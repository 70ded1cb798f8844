/// One line for each request, by the pattern of its route: paths and queries carry ids and search words.

import HTTPTypes
public import Hummingbird
import Logging

public struct AccessLog<Context: KitContext>: RouterMiddleware {
  public init() {}

  public func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let response: Response
    do {
      response = try await next(request, context)
    } catch {
      log(request, context, status: 499)
      throw error
    }
    log(request, context, status: response.status.code)
    return response
  }

  /// 499: the one who asked had gone before there was an answer.
  private func log(_ request: Request, _ context: Context, status: Int) {
    let elapsed = (ContinuousClock.now - context.facts.started).components
    let microseconds = elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
    let method = request.method.isStandard ? request.method.rawValue : "OTHER"
    Metrics.process.count(
      context.endpointPath, method, status: status, seconds: Double(microseconds) / 1e6,
      isOwn: request.headers[Probe.markField] == Metrics.process.mark)
    guard context.logger.logLevel <= .info else { return }
    var metadata: Logger.Metadata = [
      "method": .string(method),
      "route": .string(context.endpointPath ?? "NotFound"),
      "status": .stringConvertible(status),
      "us": .stringConvertible(microseconds),
    ]
    if let workspace = context.facts.marks.workspace { metadata["workspace"] = .string(workspace) }
    context.logger.info("request", metadata: metadata)
  }
}

extension HTTPRequest.Method {
  fileprivate var isStandard: Bool { [.get, .head, .post, .put, .delete, .patch, .options].contains(self) }
}
