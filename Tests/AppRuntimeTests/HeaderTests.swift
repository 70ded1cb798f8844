import HeaderTesting
import NIOHTTP1
import ServerKit
import Testing

@testable import AppRuntime

@Suite struct HeaderTests {
  @Test("Every route tells browsers the strict policy, whoever asks, whether it answers, leads elsewhere or refuses")
  func everyRoute() async throws {
    let house = try await House.open()
    let signedIn = try await house.runtime.signedIn()
    let script = house.runtime.server.runtime.assets.script.path
    let paths = [
      "/", "/healthz", "/readyz", script, "/_freehold/return", "/_freehold/sign-in", "/_freehold/secrets",
      "/collections",
      "/collections/nothing",
      "/collections/broken", "/nothing", "/collections/-/actions/pay", "/a/b/c/d", "/%ff",
    ]
    for path in paths {
      for browser in [signedIn, Browser(house.runtime)] {
        let answer = try await browser.get(path)
        #expect(HeaderPolicy.weaknesses { answer.header($0) }.isEmpty, "GET \(path), \(answer.status)")
        let isPage = answer.header("Content-Type")?.hasPrefix("text/html") == true
        #expect(!isPage || answer.header("Cache-Control") == "no-store", "\(path)")
      }
    }
    for path in [
      "/_freehold/pass", "/_freehold/secrets/pass", "/_freehold/secrets", "/collections/-/actions/pay",
      "/collections/-/actions/rename", "/collections",
    ] {
      for browser in [signedIn, Browser(house.runtime)] {
        let answer = try await browser.post(path, [("csrf", "x")])
        #expect(HeaderPolicy.weaknesses { answer.header($0) }.isEmpty, "POST \(path), \(answer.status)")
      }
    }
    try await house.close()
  }
}
