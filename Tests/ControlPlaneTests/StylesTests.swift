// The stylesheet on its way to a browser.

import NIOHTTP1
import ServerKit
import Testing

@testable import ControlPlane

@Suite("The stylesheet")
struct StylesTests {
  @Test("It comes with the first page, and afterwards is the file that the browser has, named in a header first")
  func first() async throws {
    try await TestPlane.serving { plane in
      let owner = try await plane.owner()
      let styles = plane.plane.styles
      #expect(owner.cookies["freehold_style"] == styles.asset.digest)
      let next = try await owner.get("/w/home")
      #expect(!next.text.contains("<style"))
      #expect(next.text.contains("<link rel=\"stylesheet\" href=\"\(styles.asset.path)\">"))
      #expect(next.headers["Link"] == ["<\(styles.asset.path)>; rel=preload; as=style"])
      #expect(next.headers["Set-Cookie"].isEmpty)
      owner.setCookie("freehold_style", "0123456789abcdef")
      let upgraded = try await owner.get("/w/home")
      let nonce = try #require(upgraded.between("<style nonce=\"", "\""))
      #expect(upgraded.headers["Content-Security-Policy"].first?.contains("'nonce-\(nonce)'") == true)
      #expect(upgraded.text.contains(Stylesheet.all) && upgraded.headers["Link"].isEmpty)
      #expect(owner.cookies["freehold_style"] == styles.asset.digest)
      let reload = try await owner.send("GET", "/w/home", headers: [("Cache-Control", "no-cache")])
      #expect(reload.text.contains("<style nonce="))
    }
  }

  @Test("A stranger's page brings it along and keeps nothing in his browser")
  func stranger() async throws {
    try await TestPlane.serving { plane in
      let browser = Browser(plane)
      let page = try await browser.get("/sign-in")
      #expect(page.text.contains("<style nonce="))
      #expect(browser.cookies.isEmpty)
    }
  }
}
