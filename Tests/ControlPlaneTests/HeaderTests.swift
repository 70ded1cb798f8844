import HTTPTypes
import HeaderTesting
import NIOHTTP1
import Testing

@testable import ControlPlane

@Suite("What every route tells browsers")
struct HeaderTests {
  @Test("is the strict policy, whoever asks, whether it answers, leads elsewhere or refuses")
  func everyRoute() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      try await owner.post("/w/home/apps", [("spec", soundSpec)])
      for route in Route.all {
        for browser in [owner, Browser(plane)] where route.path != "/sign-out" {
          let path = AccessTests.path(route)
          let answer =
            route.method == .post
            ? try await browser.post(path, [("title", "x"), ("csrf", "x")]) : try await browser.get(path)
          let framedBy = path.hasPrefix("/preview/") ? "'self'" : nil
          let weaknesses = HeaderPolicy.weaknesses(framedBy: framedBy) { answer.headers.first(name: $0) }
          #expect(weaknesses.isEmpty, "\(route.method) \(path), \(answer.status)")
          let isPage = answer.headers.first(name: "Content-Type")?.hasPrefix("text/html") == true
          #expect(!isPage || answer.headers.first(name: "Cache-Control") == "no-store", "\(path)")
        }
      }
    }
  }

  @Test("is the same for what is no route: health, assets, Studio's pages, unknown paths and methods")
  func others() async throws {
    try await TestPlane.serving { plane in
      let browser = Browser(plane)
      let stylesheet = try await browser.get("/sign-in").between("href=\"/assets/", "\"")
      for path in [
        "/healthz", "/readyz", "/nowhere", "/studio", "/schema/invoice.json", "/assets/\(stylesheet ?? "?")",
      ] {
        let answer = try await browser.get(path)
        let weaknesses = HeaderPolicy.weaknesses { answer.headers.first(name: $0) }
        #expect(weaknesses.isEmpty, "\(path), \(answer.status)")
      }
      let method = try await browser.send("PUT", "/sign-in")
      #expect(method.status == 405 && HeaderPolicy.weaknesses { method.headers.first(name: $0) }.isEmpty)
    }
  }

  @Test("lets a stranger's page bring its styles along, and the pages after it have them already")
  func styles() async throws {
    try await TestPlane.serving { plane in
      let page = try await Browser(plane).get("/sign-in")
      let nonce = try #require(page.between("<style nonce=\"", "\""))
      #expect(page.headers.first(name: "Content-Security-Policy")?.contains("'nonce-\(nonce)'") == true)
      let path = try #require(page.between("<link rel=\"stylesheet\" href=\"", "\" media=\"not all\">"))
      let own = try #require(page.between("<style nonce=\"\(nonce)\">", "</style>"))
      #expect(try await Browser(plane).get(path).text == own && !own.contains("<"))
      let inside = try await plane.owner().get("/account")
      #expect(inside.text.contains("<link rel=\"stylesheet\" href=\"\(path)\">") && !inside.text.contains("<style"))
    }
  }

  @Test("can be found wanting")
  func finder() {
    let strong = [
      "x-content-type-options": "nosniff", "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin", "x-frame-options": "DENY", "x-request-id": "1",
      "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()", "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    ]
    #expect(HeaderPolicy.weaknesses { strong[$0] }.isEmpty)
    for name in strong.keys { #expect(!HeaderPolicy.weaknesses { $0 == name ? nil : strong[$0] }.isEmpty, "\(name)") }
    for weak in ["; script-src 'unsafe-inline'", "; style-src 'self' 'unsafe-inline'", "; connect-src *"] {
      let weaker = strong.merging(["content-security-policy": strong["content-security-policy"]! + weak]) { $1 }
      #expect(HeaderPolicy.weaknesses { weaker[$0] }.count == 1, "\(weak)")
    }
  }
}
