/// Whether the process lives and whether it can serve, for load balancers and for people.

public import Hummingbird
import Values

public struct Readiness: Sendable {
  /// Names of what is not ready, such as `database`; empty when all is.
  public let missing: [String]
  /// Names of what somebody should look at, such as `audit`; serving goes on.
  public let warnings: [String]

  public init(missing: [String], warnings: [String] = []) {
    self.missing = missing
    self.warnings = warnings
  }
}

extension RouterMethods where Context: KitContext {
  /// `GET /healthz`: 200 while the process answers. `GET /readyz`: 200, or 503 with the names of what is missing; and
  /// `warnings` where there are some.
  @discardableResult
  public func addHealth(_ readiness: @escaping @Sendable () async -> Readiness) -> Self {
    get("healthz") { _, _ in Response.json(["status": "ok"]) }
    get("readyz") { _, _ in
      let readiness = await readiness()
      let warnings: [JSON.Member] =
        readiness.warnings.isEmpty ? [] : [.init("warnings", .array(readiness.warnings.map(JSON.string)))]
      if readiness.missing.isEmpty { return Response.json(.object([.init("status", "ready")] + warnings)) }
      let missing = JSON.Member("missing", .array(readiness.missing.map(JSON.string)))
      return Response.json(
        .object([.init("status", "not ready"), missing] + warnings), status: .serviceUnavailable)
    }
    return self
  }
}
