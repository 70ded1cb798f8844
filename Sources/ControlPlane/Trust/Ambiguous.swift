/// `ops.fail-closed`: requests and texts that mean two things, or nothing. Each must be refused, and never guessed at.

import AppSpec
import Contract
import ServerKit
import Values

enum Ambiguous {
  struct Sent: Sendable {
    let name: String
    let bytes: [UInt8]
  }

  /// Requests as bytes, to a server that answers to this name.
  static func requests(to host: String) -> [Sent] {
    func request(_ name: String, _ line: String, _ fields: [String] = [], body: String = "") -> Sent {
      let head = ([line + " HTTP/1.1", "Host: \(host)", "Connection: close"] + fields).joined(separator: "\r\n")
      return Sent(name: name, bytes: Array((head + "\r\n\r\n" + body).utf8))
    }
    func form(_ name: String, _ body: String, type: String = "application/x-www-form-urlencoded") -> Sent {
      request(
        name, "POST /sign-in",
        ["Sec-Fetch-Site: same-origin", "Content-Type: \(type)", "Content-Length: \(body.utf8.count)"], body: body)
    }
    func message(_ name: String, _ body: String) -> Sent {
      request(
        name, "POST /api/v1/tool-logins", ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"],
        body: body)
    }
    return [
      Sent(name: "no host", bytes: Array("GET / HTTP/1.1\r\nConnection: close\r\n\r\n".utf8)),
      request("two hosts", "GET /sign-in", ["Host: elsewhere.example"]),
      request("a line that is no request", "GET"), request("an unknown method", "BREW /sign-in"),
      request("two lengths", "POST /sign-in", ["Content-Length: 3", "Content-Length: 4"], body: "abcd"),
      request(
        "a length and chunks", "POST /sign-in", ["Content-Length: 3", "Transfer-Encoding: chunked"], body: "0\r\n\r\n"),
      request("a length that is no number", "POST /sign-in", ["Content-Length: 1e3"]),
      request("a header without a name", "GET /sign-in", [": nothing"]),
      request("too many headers", "GET /sign-in", (0..<500).map { "X-\($0): y" }),
      request("a token that is none", "GET /api/v1/workspaces", ["Authorization: Bearer guess"]),
      request("a request of a runtime without a signature", "GET /runtime/v1/feed"),
      form("a broken percent sign", "email=%zz"), form("a NUL", "email=a%00b"), form("no UTF-8", "email=%ff"),
      form("a form without its field", "other=x"), form("a form of another type", "email=x", type: "text/plain"),
      request(
        "a form from another site", "POST /sign-in",
        ["Sec-Fetch-Site: cross-site", "Content-Type: application/x-www-form-urlencoded", "Content-Length: 0"]),
      message("JSON with a name twice", #"{"label":"a","label":"b","scopes":[]}"#),
      message("JSON with a member that is not known", #"{"label":"a","scopes":[],"admin":true}"#),
      message("JSON that goes on after its end", #"{"label":"a","scopes":[]}{}"#),
    ]
  }

  /// Texts that a builder or a machine may send, each with what must refuse it.
  static let texts: [(name: String, isRefused: @Sendable () -> Bool)] = [
    ("a spec with an unknown key", { isRefused(spec: "app: a\ntitle: A\nadmin: true\n") }),
    ("a spec with a key twice", { isRefused(spec: "app: a\ntitle: A\ntitle: B\n") }),
    ("a spec with an anchor", { isRefused(spec: "app: &a a\ntitle: *a\n") }),
    ("a spec that is no mapping", { isRefused(spec: "- a\n") }),
    ("an empty spec", { isRefused(spec: "") }),
    ("JSON with a name twice", { isRefused(json: #"{"a":1,"a":2}"#) }),
    ("JSON with a lone surrogate", { isRefused(json: #"{"a":"\ud800"}"#) }),
    ("JSON with a number that is none", { isRefused(json: #"{"a":01}"#) }),
  ]

  /// What was taken that must not be.
  static func accepted(_ texts: [(name: String, isRefused: @Sendable () -> Bool)] = texts) -> [String] {
    texts.filter { !$0.isRefused() }.map { "\($0.name) is taken" }
  }

  private static func isRefused(spec: String) -> Bool {
    SpecCheck.check(Array(spec.utf8)).findings.contains { $0.severity == .error }
  }

  private static func isRefused(json: String) -> Bool {
    do {
      _ = try JSON.parse(json)
      return false
    } catch { return true }
  }
}
