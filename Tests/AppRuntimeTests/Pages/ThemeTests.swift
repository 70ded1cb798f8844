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
    runtime.far.say(.theme(runtime.workspace, "--accent: #7a2e0e;\n"))
    try #require(
      await eventually { runtime.server.runtime.book.workspace(runtime.workspace)?.themeFile != nil })
    let page = try await browser.get("/collections")
    let path = try #require(page.text.firstMatch(of: /\/_freehold\/themes\/[0-9a-f]{16}\.css/)).output
    let sheet = try await browser.get(String(path))
    #expect(sheet.status == 200 && sheet.text.contains("--accent:#7a2e0e"))
    #expect(sheet.header("Content-Type") == "text/css; charset=utf-8")
    #expect(sheet.header("Cache-Control")?.contains("immutable") == true)
    #expect(try await browser.get("/_freehold/themes/0000000000000000.css").status == 404)

    // Kept for a start without the control plane.
    let kept = try ReleaseCache(folder: runtime.settings.data).workspaces()
    #expect(kept.first?.theme.text == "--accent: #7a2e0e;\n")
    try await house.close()
  }

  @Test("What is no theme is not worn, and one that is told no more is taken off")
  func refused() async throws {
    let house = try await House.open()
    let runtime = house.runtime
    runtime.far.say(.theme(runtime.workspace, "--accent: #7a2e0e;\n"))
    @Sendable func file() -> ThemeFile? { runtime.server.runtime.book.workspace(runtime.workspace)?.themeFile }
    try #require(await eventually { file() != nil })
    let before = file()?.path
    runtime.far.say(.theme(runtime.workspace, "--accent: url(x);"))
    try #require(await eventually { runtime.log.text.contains("theme is malformed") })
    #expect(file()?.path == before)
    runtime.far.say(.theme(runtime.workspace, ""))
    try #require(await eventually { file() == nil })
    try await house.close()
  }
}
