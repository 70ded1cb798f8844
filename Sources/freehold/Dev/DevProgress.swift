/// How far `freehold dev` has come, for a person or for a program.

import Values

struct DevProgress: Sendable {
  let json: Bool
  /// Nobody reads it: what is started is part of something else.
  let isSilent: Bool
  private let began = ContinuousClock.now

  init(json: Bool, isSilent: Bool = false) {
    self.json = json
    self.isSilent = isSilent
  }

  private var seconds: String {
    let elapsed = (ContinuousClock.now - began).components
    return "\(elapsed.seconds).\(elapsed.attoseconds / 100_000_000_000_000_000)"
  }

  func begin(_ folder: String) {
    if json { return event("begin", [.init("data", .string(folder))]) }
    Terminal.line("\(Terminal.bold("Freehold")) on this machine, data in \(folder)")
  }

  func say(_ text: String) {
    if isSilent { return }
    if json { return event("progress", [.init("text", .string(text))]) }
    Terminal.line("  \(Terminal.dim("\(seconds) s".leftPadded(8)))  \(text)")
  }

  /// - Parameter studio: nil in an installation without Studio.
  func ready(control: String, app: String, studio: String?, link: String) {
    if isSilent { return }
    if json {
      return event(
        "ready",
        [
          .init("control", .string(control)), .init("app", .string(app)),
          .init("studio", studio.map { .string($0) } ?? .null), .init("owner_link", .string(link)),
          .init("seconds", .number(seconds)),
        ])
    }
    Terminal.line(
      """

      Ready after \(seconds) s.

        Sign in as the owner (this link works once, for an hour):
          \(Terminal.bold(link))
        Console         \(control)
        Sample app      \(app)
        Invoice Studio  \(studio ?? "not built here; make run builds it")

      Ctrl-C stops everything.
      """)
  }

  private func event(_ name: String, _ members: [JSON.Member]) {
    Terminal.line(JSON.object([.init("event", .string(name))] + members).text)
  }
}

extension String {
  fileprivate func leftPadded(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
