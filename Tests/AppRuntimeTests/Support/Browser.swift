import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

@testable import AppRuntime

struct Answer: Sendable {
  var status: Int
  var headers: HTTPHeaders
  var text: String
  var location: String? { header("Location") }
  func header(_ name: String) -> String? { headers.first(name: name) }
}

/// Cookies of one host, no redirects followed.
final class Browser: Sendable {
  private let runtime: TestRuntime
  private let jar = Mutex<[String: String]>([:])
  let host: String

  init(_ runtime: TestRuntime, host: String = TestRuntime.host) {
    self.runtime = runtime
    self.host = host
  }

  var cookies: [String: String] {
    get { jar.withLock { $0 } }
    set { jar.withLock { $0 = newValue } }
  }

  func get(_ path: String, accept: String = "text/html", headers: [String: String] = [:]) async throws -> Answer {
    try await send(.GET, path, accept: accept, headers: headers)
  }

  func post(
    _ path: String, _ fields: [(String, String)], origin: String? = "own", accept: String = "text/html",
    cookies: Bool = true
  ) async throws -> Answer {
    let body = fields.map { "\(Self.encode($0.0))=\(Self.encode($0.1))" }.joined(separator: "&")
    var headers = ["Content-Type": "application/x-www-form-urlencoded"]
    if let origin { headers["Origin"] = origin == "own" ? "http://\(host)" : origin }
    return try await send(.POST, path, accept: accept, headers: headers, body: body, cookies: cookies)
  }

  /// Whatever bytes as a form.
  func raw(_ path: String, _ body: String) async throws -> Answer {
    try await send(
      .POST, path, accept: "application/json",
      headers: ["Content-Type": "application/x-www-form-urlencoded", "Origin": "http://\(host)"], body: body)
  }

  /// As the control plane's page does: another origin, and no `Lax` cookies.
  func exchange(_ pass: String, app: String = "collections", origin: String = TestRuntime.control) async throws
    -> Answer
  {
    try await post("/_freehold/pass", [("pass", pass), ("app", app)], origin: origin, cookies: false)
  }

  private func send(
    _ method: HTTPMethod, _ path: String, accept: String, headers: [String: String], body: String? = nil,
    cookies: Bool = true
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(runtime.port)\(path)")
    request.method = method
    request.headers.add(name: "Host", value: host)
    request.headers.add(name: "Accept", value: accept)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    let jar = self.cookies
    if cookies, !jar.isEmpty {
      request.headers.add(name: "Cookie", value: jar.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
    }
    if let body { request.body = .bytes(Array(body.utf8)) }
    let response = try await Self.client.execute(request, timeout: .seconds(120))
    for field in response.headers["Set-Cookie"] { keep(field) }
    let bytes = try await response.body.collect(upTo: 64 << 20)
    return Answer(
      status: Int(response.status.code), headers: response.headers,
      text: String(decoding: bytes.readableBytesView, as: UTF8.self))
  }

  private func keep(_ field: String) {
    let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    jar.withLock { $0[String(pair[0])] = field.contains("Max-Age=0") ? nil : String(pair[1]) }
  }

  static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private static let client = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(60))))
}

extension Answer {
  /// The values of the hidden fields of the form that posts to `action`, of the first one when `containing` is nil.
  func form(_ action: String, containing text: String? = nil) -> [(String, String)] {
    for part in pieces("<form") where part.contains("action=\"\(action)\"") {
      let form = part.components(until: "</form>")
      if let text, !form.contains(text) { continue }
      return form.inputs()
    }
    return []
  }

  /// What the first button that posts to `action` sends: the hidden fields of its form, and its own.
  func button(_ action: String) -> [(String, String)] {
    for tag in pieces("<button").map({ $0.components(until: ">") })
    where tag.attribute("formaction") == action {
      guard let id = tag.attribute("form"), let name = tag.attribute("name") else { return [] }
      let form = pieces("<form").first { $0.components(until: ">").attribute("id") == id }
      return (form?.components(until: "</form>").inputs() ?? []) + [(name, tag.attribute("value") ?? "")]
    }
    return []
  }

  private func pieces(_ mark: String) -> [String] { Array(text.pieces(mark).dropFirst()) }
}

extension String {
  fileprivate func pieces(_ mark: String) -> [String] {
    var out: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: mark) {
      out.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return out + [String(rest)]
  }

  fileprivate func components(until mark: String) -> String { pieces(mark)[0] }

  fileprivate func inputs() -> [(String, String)] {
    pieces("<input").dropFirst().compactMap { tag in
      let tag = tag.components(until: ">")
      guard tag.contains("type=\"hidden\""), let name = tag.attribute("name") else { return nil }
      return (name, tag.attribute("value") ?? "")
    }
  }

  fileprivate func attribute(_ name: String) -> String? {
    let parts = pieces(" \(name)=\"")
    guard parts.count > 1 else { return nil }
    var value = parts[1].components(until: "\"")
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
      value = value.pieces(entity).joined(separator: character)
    }
    return value
  }
}
