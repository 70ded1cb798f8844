/// Whether the process lives and whether it can serve, for load balancers and for people.

public import Hummingbird
import Values

public struct Readiness: Sendable {
  /// Names of what is not ready, such as `database`; empty when all is.
  public let missing: [String]
  public init(missing: [String]) { self.missing = missing }
}

extension RouterMethods where Context: KitContext {
  /// `GET /healthz`: 200 while the process answers. `GET /readyz`: 200, or 503 with the names of what is missing.
  @discardableResult
  public func addHealth(_ readiness: @escaping @Sendable () async -> Readiness) -> Self {
    get("healthz") { _, _ in Response.json(["status": "ok"]) }
    get("readyz") { _, _ in
      let missing = await readiness().missing
      if missing.isEmpty { return Response.json(["status": "ready"]) }
      return Response.json(
        ["status": "not ready", "missing": .array(missing.map(JSON.string))], status: .serviceUnavailable)
    }
    return self
  }
}
