/// A login of the tool that a person has confirmed in his browser (RFC 8628), and what its token is answered.

import Contract
import Trust
import Values

struct ToolToken: Sendable {
  private let client: ControlClient

  /// - Parameter page: of the person who lets the tool in.
  init(_ place: ThrowAway, _ label: String, _ page: Page) async throws {
    let stranger = ControlClient(address: place.console, token: nil)
    let code = try ToolCode(
      try await stranger.json(.post, "/api/v1/tool-logins", body: .json(["label": .string(label)])))
    try await page.go("\(place.console)/tool?code=\(code.userCode)")
    try await page.press("The codes are the same")
    try await page.until("the tool is let in", "document.title.startsWith('The tool is signed in')")
    let grant = try ToolGrant(
      try await stranger.json(.post, "/api/v1/tool-tokens", body: .json(["device_code": .string(code.deviceCode)])))
    client = ControlClient(address: place.console, token: grant.token)
  }

  /// Every address of the API that belongs to a workspace. What would change something comes without what it needs for that.
  func ask(
    _ routes: [AccessRoute], _ path: (String) -> String
  ) async throws -> [String: AccessAnswer] {
    var answers: [String: AccessAnswer] = [:]
    for route in routes where route.access == "tool_member" {
      guard let method = ControlClient.Method(rawValue: route.method) else { continue }
      let path = path(route.path)
      let answer = try await client.send(method, path, body: method == .post ? .json([:]) : .none)
      var code = ""
      if answer.status >= 400 { code = try answer.json()["problem"]?.string ?? "" }
      answers[route.name] = AccessAnswer(status: answer.status, path: path, code: code)
    }
    return answers
  }
}
