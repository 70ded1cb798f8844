// A person's browser as far as the console needs one: cookies, forms with their hidden token, where a form came from.

import AsyncHTTPClient
import ControlStore
import Foundation
import Identity
import NIOCore
import NIOHTTP1
import Synchronization
import Testing
import Values
import Workspaces

@testable import ControlPlane

struct Answer: Sendable {
  let status: Int
  let headers: HTTPHeaders
  let text: String

  var location: String? { headers.first(name: "Location") }
  var json: JSON { get throws { try JSON.parse(Array(text.utf8)) } }

  /// The hidden token of the page's forms.
  var csrf: String? { between("name=\"csrf\" value=\"", "\"") }

  func between(_ start: String, _ end: String) -> String? {
    guard let from = text.range(of: start), let to = text.range(of: end, range: from.upperBound..<text.endIndex) else {
      return nil
    }
    return String(text[from.upperBound..<to.lowerBound])
  }
}

final class Browser: Sendable {
  private let address: String
  private let state = Mutex<(cookies: [String: String], csrf: String?)>(([:], nil))

  init(_ plane: TestPlane) { address = plane.address }

  var csrf: String? { state.withLock { $0.csrf } }
  var cookies: [String: String] { state.withLock { $0.cookies } }

  func setCookie(_ name: String, _ value: String) { state.withLock { $0.cookies[name] = value } }

  @discardableResult
  func get(_ path: String) async throws -> Answer { try await send("GET", path) }

  /// A form of a page of ours. The token is the last page's, unless `fields` has one.
  @discardableResult
  func post(
    _ path: String, _ fields: [(String, String)] = [], headers: [(String, String)] = [("Sec-Fetch-Site", "same-origin")]
  ) async throws -> Answer {
    var fields = fields
    if let csrf, !fields.contains(where: { $0.0 == "csrf" }) { fields.append(("csrf", csrf)) }
    let body = fields.map { "\(Self.encode($0.0))=\(Self.encode($0.1))" }.joined(separator: "&")
    return try await send(
      "POST", path, headers: [("Content-Type", "application/x-www-form-urlencoded")] + headers, body: body)
  }

  /// Posts, and follows where that leads.
  func submit(_ path: String, _ fields: [(String, String)] = []) async throws -> Answer {
    let answer = try await post(path, fields)
    guard let location = answer.location else { return answer }
    return try await get(location)
  }

  func send(
    _ method: String, _ path: String, headers: [(String, String)] = [], body: String? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: address + path)
    request.method = HTTPMethod(rawValue: method)
    request.headers.add(name: "Accept", value: "text/html")
    let cookies = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    if !cookies.isEmpty { request.headers.add(name: "Cookie", value: cookies) }
    for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await TestPlane.client.execute(request, timeout: .seconds(30))
    let bytes = try await response.body.collect(upTo: 64 << 20)
    let answer = Answer(
      status: Int(response.status.code), headers: response.headers,
      text: String(decoding: bytes.readableBytesView, as: UTF8.self))
    remember(answer)
    return answer
  }

  private func remember(_ answer: Answer) {
    state.withLock { state in
      for cookie in answer.headers["Set-Cookie"] {
        let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let isOver = cookie.contains("Max-Age=0")
        state.cookies[String(pair[0])] = isOver || pair.count < 2 ? nil : String(pair[1])
      }
      if let csrf = answer.csrf { state.csrf = csrf }
    }
  }

  static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(UnicodeScalar(byte))
      default: "%" + Hex.encode([byte])
      }
    }.joined()
  }
}

extension TestPlane {
  /// The operator, signed in by the link of the command line.
  func owner() async throws -> Browser {
    let browser = Browser(self)
    let token = freshToken()
    try await store.createOwnerLink(secret: token.hash, lifetimeSeconds: 3600, request: freshRequest()).get()
    try await enter(browser, "/owner/\(token.text)")
    return browser
  }

  /// Somebody new, signed up by the link in a mail.
  func person(_ email: String) async throws -> Browser {
    let browser = Browser(self)
    try await browser.post("/sign-in", [("email", email)])
    let link = try #require(try await linkMailed(to: email))
    try await enter(browser, link)
    return browser
  }

  /// Somebody new with a role in the owner's workspace.
  func member(_ email: String, as role: String, by owner: Browser) async throws -> Browser {
    try await owner.get("/w/home/members")
    let invited = try await owner.post("/w/home/invitations", [("email", email), ("role", role)])
    let link = try #require(invited.between("<code class=\"secret\">", "</code>"))
    let browser = try await person(email)
    let accepted = try await browser.post(Self.path(link))
    #expect(accepted.location == "/w/home?done=joined")
    try await browser.get("/w/home")
    return browser
  }

  private func enter(_ browser: Browser, _ path: String) async throws {
    let entered = try await browser.post(path)
    #expect(entered.status == 303)
    try await browser.get("/account")
    try #require(browser.csrf != nil)
  }

  /// The path of the newest link that waits for this address.
  func linkMailed(to email: String) async throws -> String? {
    let mails = try await store.unsentMail(limit: 100).filter { $0.to.text == email }
    let line = mails.last?.body.split(separator: "\n").first { $0.hasPrefix("http") }
    return line.map { Self.path(String($0)) }
  }

  static func path(_ link: String) -> String {
    String(link.dropFirst("http://localhost:8080".count))
  }
}
