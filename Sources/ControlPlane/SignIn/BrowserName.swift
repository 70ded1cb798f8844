/// A few words by which a person recognises his session: "Firefox on Linux". Made of our own words alone.

import HTTPTypes
import Hummingbird

struct BrowserName: Sendable {
  let text: String

  init(_ request: Request) {
    let agent = request.headers[.userAgent] ?? ""
    let browser = Self.browsers.first { agent.contains($0.mark) }?.name ?? "A browser"
    let system = Self.systems.first { agent.contains($0.mark) }?.name
    text = system.map { "\(browser) on \($0)" } ?? browser
  }

  /// In this order: most browsers claim to be others too.
  private static let browsers = [
    (mark: "Edg", name: "Edge"), (mark: "OPR/", name: "Opera"), (mark: "Firefox/", name: "Firefox"),
    (mark: "Chrom", name: "Chrome"), (mark: "Safari/", name: "Safari"),
  ]

  private static let systems = [
    (mark: "Android", name: "Android"), (mark: "iPhone", name: "iPhone"), (mark: "iPad", name: "iPad"),
    (mark: "Windows", name: "Windows"), (mark: "Mac OS", name: "macOS"), (mark: "CrOS", name: "ChromeOS"),
    (mark: "Linux", name: "Linux"),
  ]
}
