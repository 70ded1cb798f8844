/// A page of the browser, used as a person does: by what stands on its buttons and fields.

import Glibc
import Values

struct Page: Sendable {
  let tools: DevTools
  let session: String
  var patience: Duration = .seconds(60)
  /// The address of a frame in the page, as it begins; nil for the page itself.
  var frame: String?

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Opens an address and waits until it is loaded.
  func go(_ address: String) async throws {
    let answer = try await tools.call("Page.navigate", ["url": .string(address)], session: session)
    if let problem = answer["errorText"]?.string { throw Failure(description: "\(address): \(problem)") }
    try await until("the page is loaded", "document.readyState === 'complete'")
  }

  /// What an expression says. Beside it: `all(selector)`, `named(selector, text)`, `click(element)`, `type(element, text)`.
  func value(_ expression: String) async throws -> JSON {
    let source = "(async () => { \(Self.library)\nreturn (\(expression)) })()"
    var parameters: [JSON.Member] = [
      .init("expression", .string(source)), .init("awaitPromise", true), .init("returnByValue", true),
      .init("userGesture", true),
    ]
    if let frame { parameters.append(.init("contextId", try await context(of: frame))) }
    let answer = try await tools.call("Runtime.evaluate", .object(parameters), session: session)
    if let problem = answer["exceptionDetails"] {
      let text = problem["exception"]?["description"]?.string ?? problem["text"]?.string ?? "it threw"
      throw Failure(description: String(text.prefix(200)))
    }
    return answer["result"]?["value"] ?? .null
  }

  /// The same page, but what stands in its frame.
  func inside(_ address: String) -> Page {
    var page = self
    page.frame = address
    return page
  }

  /// A world of our own in the frame: its page's policy and scripts are not in the way. It ends with the frame's page.
  private func context(of address: String) async throws -> JSON {
    let tree = try await tools.call("Page.getFrameTree", session: session)
    let frames = tree["frameTree"]?["childFrames"]?.array ?? []
    // The newest: one that is about to be replaced stands before it.
    let found = frames.last { $0["frame"]?["url"]?.string?.hasPrefix(address) == true }
    guard let id = found?["frame"]?["id"] else { throw Failure(description: "there is no frame of \(address)") }
    let world = try await tools.call("Page.createIsolatedWorld", ["frameId": id], session: session)
    return world["executionContextId"] ?? .null
  }

  func text(_ expression: String) async throws -> String { try await value(expression).string ?? "" }

  /// Asks until the answer is `true`; while pages change, there may be none.
  func until(_ what: String, _ expression: String) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    var last = "it was not"
    while clock.now < deadline {
      do {
        if try await value("!!(\(expression))") == .bool(true) { return }
        last = "it was not"
      } catch let failure as Failure {
        last = failure.description
      } catch let failure as DevTools.Failure {
        last = failure.description
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Failure(description: "waited until \(what), in vain: \(last)")
  }

  /// Waits for `ready`, then has `expression` done at once. A frame's page may be replaced before anything was done in it:
  /// then it is done in the next one.
  func act(_ what: String, when ready: String, _ expression: String) async throws {
    for _ in 0..<20 {
      try await until(what, ready)
      do {
        _ = try await value(expression)
        return
      } catch let failure as DevTools.Failure where failure.isOfGonePage {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    throw Failure(description: "the page was replaced again and again, while \(what)")
  }

  /// Presses what has this text, once it is there.
  func press(_ text: String, in selector: String = "button, a, summary") async throws {
    let wanted = "named(\(Self.quoted(selector)), \(Self.quoted(text)))"
    try await act("“\(text)” is there", when: "\(wanted) && !\(wanted).disabled", "click(\(wanted))")
  }

  /// Types into a field, as if by keys.
  func fill(_ selector: String, _ text: String) async throws {
    try await act(
      "the field \(selector) is there", when: "all(\(Self.quoted(selector))).length > 0",
      "type(all(\(Self.quoted(selector)))[0], \(Self.quoted(text)))")
  }

  func close() async throws { _ = try await tools.call("Page.close", session: session) }

  /// JSON's strings are JavaScript's.
  static func quoted(_ text: String) -> String { JSON.string(text).text }

  private static let library = """
    const all = (selector, root = document) => [...root.querySelectorAll(selector)]
    const words = (element) => (element.innerText ?? element.textContent ?? '').trim().replace(/\\s+/g, ' ')
    const named = (selector, text, root = document) =>
      all(selector, root).find((one) => words(one).startsWith(text) && one.checkVisibility())
    const click = (element) => { if (!element) throw new Error('nothing to press'); element.click(); return true }
    const type = (element, text) => {
      if (!element) throw new Error('no such field')
      element.focus?.()
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value').set.call(element, text)
      for (const kind of ['input', 'change']) element.dispatchEvent(new Event(kind, { bubbles: true }))
      return true
    }
    """
}
