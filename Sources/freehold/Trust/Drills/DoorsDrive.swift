/// An app whose pages name roles that are no hierarchy, and people who try to open each of them at the runtime.

import Trust
import Values

struct DoorsDrive: Sendable {
  let place: ThrowAway

  static let pages = [
    AccessCheck.AppPage(path: "/", roles: ["viewer", "member", "builder", "admin", "owner"]),
    AccessCheck.AppPage(path: "/members", roles: ["member"]),
    AccessCheck.AppPage(path: "/builders", roles: ["builder", "owner"]),
    AccessCheck.AppPage(path: "/admins", roles: ["admin", "owner"]),
  ]

  private static var spec: String {
    let lines = pages.map { page in
      "  - { path: \(page.path), title: Door, roles: [\(page.roles.joined(separator: ", "))], blocks: [{ text: Open. }] }"
    }
    return "app: doors\ntitle: Doors\npages:\n" + lines.joined(separator: "\n") + "\n"
  }

  func publish() async throws {
    let file = place.folder + "/doors.yaml"
    try Files.write(Array(Self.spec.utf8), to: file, mode: 0o644)
    _ = try await Programs.output(
      "freehold-control", ["seed", "--data", place.control, "--spec", file, "--wait", "60"], log: place.logs)
  }

  /// The paths that each of them has opened.
  func opened(by people: [String: Page]) async throws -> [String: Set<String>] {
    var opened: [String: Set<String>] = [:]
    for (name, page) in people {
      try await enter(page)
      opened[name] = []
      for door in Self.pages {
        try await page.go(place.app("doors") + door.path)
        if try await isOpen(page) { opened[name]?.insert(door.path) }
      }
    }
    return opened
  }

  /// By the console, which sends whoever may open apps on to the runtime.
  private func enter(_ page: Page) async throws {
    try await page.go(place.console + "/open/home/doors")
    let isUnderWay = "all('form[action$=\"/_freehold/pass\"]').length > 0 || location.hostname.startsWith('home.')"
    guard try await page.value(isUnderWay) == .bool(true) else { return }
    try await page.until(
      "the app is open", "location.hostname.startsWith('home.') && document.readyState === 'complete'")
  }

  private func isOpen(_ page: Page) async throws -> Bool {
    let status = "performance.getEntriesByType('navigation')[0].responseStatus"
    return try await page.value("location.hostname.startsWith('home.') && \(status) === 200") == .bool(true)
  }
}
