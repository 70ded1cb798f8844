import Contract
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ServerKit
import Synchronization
import Testing
import Values

@Suite("A server's front")
struct ServerTests {
  private static let tokens = FormTokens(.random())

  private func router() -> Router<PlainContext> {
    let router = Router<PlainContext>.kit(
      security: SecurityHeaders(formTargets: ["https://*.apps.example"], secure: true)
    ) {
      problem, _, context in
      Array("<h1>\(problem.happened)</h1> \(context.requestID)".utf8)
    }
    router.addHealth { Readiness(missing: ["database"]) }
    router.addAssets([Asset(prefix: "/assets", name: "app.css", type: "text/css", bytes: Array("a{}".utf8))])
    router.get("page") { _, context -> Response in .html(Array("<script nonce=\(context.nonce)></script>".utf8)) }
    router.get("people/:name") { _, _ -> Response in throw Unexpected(row: "anna@example.com") }
    router.get("busy") { _, _ -> Response in throw Problem.tooManyRequests(retryAfter: 7) }
    router.post("echo") { request, _ -> Response in
      let form = try await request.form(upTo: 1000)
      try Self.tokens.require(form, from: request, session: "s", secure: true)
      return .json(["value": form["value"].map(JSON.string) ?? .null])
    }
    return router
  }

  private final class Lines: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    func add(_ line: [UInt8]) { bytes.withLock { $0 += line } }
    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
  }

  private struct Unexpected: Error { var row: String }

  private func withServer(
    _ logs: Lines = Lines(), _ test: @escaping @Sendable (any TestClientProtocol) async throws -> Void
  ) async throws {
    let sink = LogSink { line in logs.add(line) }
    let listener = Listener(port: 0)
    let app = listener.application(router().buildResponder(), logger: .json("test", sink: sink))
    try await app.test(.live) { try await test($0) }
  }

  @Test("gives each page its own nonce, its policy and its request id, and forbids storing it")
  func headers() async throws {
    try await withServer { client in
      var nonces: Set<String> = []
      for _ in 0..<3 {
        let response = try await client.execute(uri: "/page", method: .get)
        let policy = try #require(response.headers[.contentSecurityPolicy])
        let nonce = try #require(policy.split(separator: "'nonce-").last?.split(separator: "'").first)
        #expect(String(buffer: response.body).contains(nonce))
        nonces.insert(String(nonce))
        #expect(policy.contains("default-src 'none'"))
        #expect(policy.contains("form-action 'self' https://*.apps.example;"))
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.headers[.strictTransportSecurity] != nil)
        #expect(response.headers[.requestID].flatMap { Contract.RequestID($0) } != nil)
      }
      #expect(nonces.count == 3)
    }
  }

  @Test("shows a problem as a page to browsers and as JSON to machines, under one request id")
  func problems() async throws {
    try await withServer { client in
      let page = try await client.execute(uri: "/nowhere", method: .get, headers: [.accept: "text/html,*/*;q=0.8"])
      #expect(page.status == .notFound)
      #expect(String(buffer: page.body).hasSuffix(page.headers[.requestID] ?? "?"))
      #expect(page.headers[.contentSecurityPolicy] != nil)
      let answer = try await client.execute(uri: "/busy", method: .get, headers: [.accept: "text/html;q=0"])
      #expect(answer.status == .tooManyRequests)
      #expect(answer.headers[.contentType] == "application/problem+json")
      #expect(answer.headers[.retryAfter] == "7")
      let json = try JSON.parse(Array(answer.body.readableBytesView))
      #expect(json["problem"] == "too_many_requests")
      #expect(json["request"]?.string == answer.headers[.requestID])
    }
  }

  @Test("hides an unexpected error from everyone, and logs its type and the route, not the path")
  func unexpected() async throws {
    let logs = Lines()
    try await withServer(logs) { client in
      let answer = try await client.execute(uri: "/people/anna?mail=a", method: .get)
      #expect(answer.status == .internalServerError)
      #expect(!String(buffer: answer.body).contains("anna"))
    }
    let text = logs.text
    #expect(text.contains("\"error\":\"Unexpected\""))
    #expect(text.contains("\"route\":\"/people/{name}\""))
    #expect(!text.contains("anna"))
  }

  @Test("takes a form only from its own page with its session's token")
  func forms() async throws {
    let token = Self.tokens.token(session: "s")
    try await withServer { client in
      let host = "localhost"
      let good = "value=1&csrf=\(token)"
      let cases: [(body: String, headers: HTTPFields, HTTPResponse.Status)] = [
        (good, [.secFetchSite: "same-origin"], .ok),
        (good, [.origin: "https://\(host)"], .ok),
        (good, [.origin: "http://\(host)"], .forbidden),
        (good, [:], .forbidden),
        (good, [.secFetchSite: "cross-site"], .forbidden),
        (good, [.secFetchSite: "same-site", .origin: "https://\(host)"], .forbidden),
        ("value=1&csrf=x", [.secFetchSite: "same-origin"], .forbidden),
        ("{}", [.contentType: "application/json"], .unsupportedMediaType),
        (String(repeating: "a", count: 1001), [.secFetchSite: "same-origin"], .contentTooLarge),
      ]
      for (body, headers, expected) in cases {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let answer = try await client.execute(
          uri: "/echo", method: .post, headers: headers, body: ByteBuffer(string: body))
        #expect(answer.status == expected)
      }
    }
  }

  @Test("serves assets under their content's name for a year, with tags")
  func assets() async throws {
    let path = Asset(prefix: "/assets", name: "app.css", type: "text/css", bytes: Array("a{}".utf8)).path
    try await withServer { client in
      let first = try await client.execute(uri: path, method: .get)
      #expect(first.headers[.cacheControl]?.contains("immutable") == true)
      let tag = try #require(first.headers[.eTag])
      let second = try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: tag])
      #expect(second.status == .notModified)
      #expect(try await client.execute(uri: path, method: .head).headers[.contentLength] == "3")
      #expect(try await client.execute(uri: "/readyz", method: .get).status == .serviceUnavailable)
      #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok)
    }
  }
}
