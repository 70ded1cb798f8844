import AppSpec
import Contract
import Testing
import Values

@testable import AppRuntime

@Suite("A workspace's theme in its apps")
struct ThemeTests {
  @Test("Pages wear it from the next one on, and the disk has it; without one nothing is fetched")
  func worn() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let browser = try await runtime.signedIn()
    #expect(try await !browser.get("/collections").text.contains("/_freehold/themes/"))
    runtime.far.say(.settings(runtime.workspace, .init(theme: "--accent: #7a2e0e;\n", logo: png)))
    try #require(
      await eventually { runtime.server.runtime.book.workspace(runtime.workspace)?.themePath != nil })
    let page = try await browser.get("/collections")
    let path = try #require(page.text.firstMatch(of: /\/_freehold\/themes\/[0-9a-f]{16}\.css/)).output
    let sheet = try await browser.get(String(path))
    #expect(sheet.status == 200 && sheet.text.contains("--accent:#7a2e0e"))
    #expect(sheet.header("Content-Type") == "text/css; charset=utf-8")
    #expect(sheet.header("Cache-Control")?.contains("immutable") == true)
    #expect(try await browser.get("/_freehold/themes/0000000000000000.css").status == 404)
    let picture = try #require(
      page.text.firstMatch(of: /<img class="logo" alt="" src="([^"]+)" width="32" height="32">/))
    #expect(try await browser.get(String(picture.output.1)).header("Content-Type") == "image/png")

    // Kept for a start without the control plane.
    let kept = try ReleaseCache(folder: runtime.settings.data).workspaces()
    #expect(kept.first?.settings == WorkspaceSettings(theme: "--accent: #7a2e0e;\n", logo: png))
    try await house.close()
  }

  @Test("What is no theme is not worn, and one that is told no more is taken off")
  func refused() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    runtime.far.say(.settings(runtime.workspace, .init(theme: "--accent: #7a2e0e;\n")))
    @Sendable func file() -> String? { runtime.server.runtime.book.workspace(runtime.workspace)?.themePath }
    try #require(await eventually { file() != nil })
    let before = file()
    for bad in [WorkspaceSettings(theme: "--accent: url(x);"), .init(logo: [1, 2]), .init(domain: "a b")] {
      let told = runtime.log.all.count { $0.contains("settings are malformed") }
      runtime.far.say(.settings(runtime.workspace, bad))
      try #require(await eventually { runtime.log.all.count { $0.contains("settings are malformed") } > told })
      #expect(file() == before)
    }
    runtime.far.say(.settings(runtime.workspace, .init()))
    try #require(await eventually { file() == nil })
    try await house.close()
  }

  @Test("A workspace is served at its own domain too, with sessions and passes of that host alone")
  func domain() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    let stranger = Browser(runtime, host: "apps.customer.example")
    let unknown = try await stranger.get("/collections").status
    #expect(unknown >= 400)
    runtime.far.say(.settings(runtime.workspace, .init(domain: "apps.customer.example")))
    try #require(await eventually { try await stranger.get("/collections").status == 303 })
    let elsewhere = try await stranger.exchange(try runtime.pass())
    #expect(elsewhere.status >= 400)
    #expect(try await stranger.exchange(try runtime.pass(host: "apps.customer.example")).status == 303)
    #expect(try await stranger.get("/collections").status == 200)
    let other = Browser(runtime)
    other.cookies = stranger.cookies
    #expect(try await other.get("/collections").status == 303)
    #expect(try await runtime.signedIn().get("/collections").status == 200)
    runtime.far.say(.settings(runtime.workspace, .init()))
    try #require(await eventually { try await stranger.get("/collections").status == unknown })
    try await house.close()
  }
}

/// One red pixel.
private let png: [UInt8] =
  Base64URL.decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ_pLvAAAAAElFTkSuQmCC") ?? []
