/// The headers that tell a browser what a page of ours may do: nothing that it does not need.

public import HTTPTypes
public import Hummingbird
import Values

public struct SecurityHeaders: Sendable {
  /// Where forms may be sent besides our own origin, such as the hosts of a runtime; CSP source expressions.
  public var formTargets: [String]
  /// Browsers reach us by https: they shall never try anything else.
  public var secure: Bool

  /// What another site of ours may show in a frame of its pages; everything else is framed by nobody.
  public var framing: Framing?

  public struct Framing: Sendable {
    /// Paths that begin with one of these.
    public var paths: [String]
    /// A CSP source expression.
    public var origin: String

    public init(paths: [String], origin: String) {
      self.paths = paths
      self.origin = origin
    }
  }

  /// What our pages may show in frames of theirs; CSP source expressions.
  public var frames: [String]

  /// Whether our pages' scripts may compile WebAssembly (CSP level 3, `wasm-unsafe-eval`); it is fetched from us alone.
  public var compilesWebAssembly = false

  public init(formTargets: [String] = [], frames: [String] = [], secure: Bool, framing: Framing? = nil) {
    self.formTargets = formTargets
    self.frames = frames
    self.secure = secure
    self.framing = framing
  }

  /// - Parameter address: as browsers reach us. They are not told to remember https of `localhost`, whose other ports
  ///   belong to other programs.
  public init(address: String, framing: Framing? = nil) {
    let host = address.hasPrefix("https://") ? HostName(String(address.dropFirst(8))) : nil
    let isLocal = host?.isLocal ?? true
    self.init(secure: !isLocal, framing: framing)
  }

  fileprivate func isFramed(_ path: String) -> Bool {
    framing?.paths.contains { path.hasPrefix($0) } ?? false
  }

  /// CSP level 3 for a page whose own scripts and styles carry `nonce`.
  public func contentSecurityPolicy(nonce: String, isFramed: Bool = false) -> String {
    let ancestors = isFramed ? framing?.origin ?? "'none'" : "'none'"
    let shown = frames.isEmpty ? "" : "frame-src \(frames.joined(separator: " ")); "
    let compiling = compilesWebAssembly ? " 'wasm-unsafe-eval'" : ""
    let forms = (["'self'"] + formTargets).joined(separator: " ")
    return "default-src 'none'; script-src 'self' 'nonce-\(nonce)'\(compiling); style-src 'self' 'nonce-\(nonce)'; "
      + "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action \(forms); "
      + "\(shown)frame-ancestors \(ancestors); base-uri 'none'"
  }

  /// `same-origin` and not `no-referrer`: under the latter a browser sends `Origin: null` with our own forms (Fetch
  /// section 3.2), and the origin check would have nothing to compare.
  var constant: HTTPFields {
    var fields: HTTPFields = [
      .referrerPolicy: "same-origin", .contentTypeOptions: "nosniff", .openerPolicy: "same-origin",
      .resourcePolicy: "same-origin", .frameOptions: "DENY",
      .permissionsPolicy: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ]
    if secure { fields[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
    return fields
  }
}

/// Adds them to each response that does not say otherwise itself, with `Cache-Control: no-store` and the request's id.
public struct SecurityHeadersMiddleware<Context: KitContext>: RouterMiddleware {
  private let policy: SecurityHeaders
  private let constant: HTTPFields

  public init(_ policy: SecurityHeaders) {
    self.policy = policy
    constant = policy.constant
  }

  public func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    let isFramed = policy.isFramed(request.uri.path)
    for field in constant where response.headers[field.name] == nil {
      // It knows no origin but our own; `frame-ancestors` says more.
      if isFramed && field.name == .frameOptions { continue }
      response.headers.append(field)
    }
    if response.headers[.contentSecurityPolicy] == nil {
      response.headers[.contentSecurityPolicy] = policy.contentSecurityPolicy(nonce: context.nonce, isFramed: isFramed)
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    response.headers[.requestID] = context.facts.name
    return response
  }
}

extension HTTPField.Name {
  public static let referrerPolicy = Self("Referrer-Policy")!
  public static let contentTypeOptions = Self("X-Content-Type-Options")!
  public static let frameOptions = Self("X-Frame-Options")!
  public static let openerPolicy = Self("Cross-Origin-Opener-Policy")!
  public static let resourcePolicy = Self("Cross-Origin-Resource-Policy")!
  public static let permissionsPolicy = Self("Permissions-Policy")!
  public static let requestID = Self("X-Request-Id")!
  public static let secFetchSite = Self("Sec-Fetch-Site")!
}
