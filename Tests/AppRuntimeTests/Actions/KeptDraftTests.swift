import AppSpec
import Contract
import Logging
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite("AI steps: a draft is written once, and every call is told")
struct KeptDraftTests {
  @Test(
    "A draft is shown again to its person as often as its page is loaded, and nobody is asked again, until it is used")
  func kept() async throws {
    let scene = try await DraftScene.open { DraftScene.echo($0) }
    let fields = try await scene.fields()
    let page = try #require(try await scene.browser.post(DraftScene.address, fields).location)
    for _ in 0..<3 {
      let shown = try await scene.browser.get(page)
      #expect(shown.status == 200 && shown.text.contains("Dear \(DraftScene.secret), please pay.</textarea>"))
    }
    #expect(try await scene.browser.get(page).header("Cache-Control")?.contains("no-store") == true)
    // The same form once more is a finger that pressed twice.
    #expect(try await scene.browser.post(DraftScene.address, fields).location == page)
    #expect(scene.model.requests.count == 1)
    let review = try await scene.browser.get(page).form(DraftScene.address, containing: "ai.text")
    #expect(try await scene.browser.post(DraftScene.address, review + [("ai.text", "Dear S.")]).status == 303)
    let used = try await scene.browser.get(page)
    #expect(used.status == 303 && used.location == "/collections")
    #expect(try await scene.browser.get("/collections").text.contains("That text is no longer here"))
    #expect(scene.model.requests.count == 1)
    try await scene.close()
  }

  @Test("A draft goes with its person's session, and half an hour after its last look; it is on no disk")
  func gone() async throws {
    let scene = try await DraftScene.open { DraftScene.echo($0) }
    let (left, old) = (try await scene.ask(), try await scene.ask())
    #expect(try await scene.browser.get(left).text.contains("</textarea>"))
    let runtime = scene.house.runtime
    let files = try FileTree.texts(below: runtime.settings.data)
    #expect(!files.isEmpty && !files.contains { $0.contains("please pay") || $0.contains(DraftScene.secret) })
    runtime.clock.advance(seconds: 1_801)
    var browser = try await runtime.signedIn()
    #expect(try await browser.get(old).status == 303)
    let fresh = DraftScene(house: scene.house, browser: browser, model: scene.model)
    let last = try await fresh.ask()
    #expect(try await browser.get(last).status == 200)
    let csrf = try await fresh.fields().filter { $0.0 == "csrf" }
    #expect(try await browser.post("/_freehold/sign-out", csrf).status == 303)
    browser = try await runtime.signedIn()
    #expect(try await browser.get(last).location == "/collections")
    // And when the control plane says that he came to have another role, or none.
    let kept = try await DraftScene(house: scene.house, browser: browser, model: scene.model).ask()
    runtime.far.say(.memberChanged(runtime.workspace, runtime.account))
    let isOut = try await eventually { [browser] in
      let answer = try await browser.get(kept)
      return answer.status == 303 && answer.location != "/collections"
    }
    #expect(isOut)
    runtime.clock.advance(seconds: 1)
    browser = try await runtime.signedIn()
    let isGone = try await eventually { [browser] in try await browser.get(kept).location == "/collections" }
    #expect(isGone)
    try await scene.close()
  }

  @Test(
    "All who look hear what came before they did; who left comes back to it; only when nobody is there it is stopped")
  func readers() async throws {
    let gate = ModelServer.Gate()
    let scene = try await DraftScene.open { _ in .held("Dear you, please pay.", gate) }
    let page = try await scene.ask()
    let leaving = Task { [browser = scene.browser] in try await browser.get(page) }
    let asked = try await eventually { scene.model.requests.count == 1 }
    try #require(asked)
    leaving.cancel()
    _ = await leaving.result
    async let one = scene.browser.get(page)
    async let other = scene.browser.get(page)
    gate.open()
    for shown in [try await one, try await other] {
      #expect(shown.text.contains("Dear you, please pay.</textarea>"), "\(shown.text.suffix(600))")
    }
    let calls = try await scene.calls(1)
    #expect(scene.model.requests.count == 1 && calls.count == 1)
    try await scene.close()

    let alone = try await DraftScene.open(unreadPrompts: .milliseconds(200)) { _ in .silence }
    let left = try await alone.ask()
    #expect(try await alone.calls(1)[0].problem == .modelCancelled)
    #expect(try await alone.browser.get(left).text.contains("nobody was reading"))
    #expect(alone.model.requests.count <= 1)
    try await alone.close()
  }

  @Test(
    "What had begun when a process ended is told at its next start, with the most that it may have cost, and only then")
  func begun() async throws {
    let scene = try await DraftScene.open(tokens: 3_000) { _ in .silence }
    let page = try await scene.ask()
    let asked = try await eventually { scene.model.requests.count == 1 }
    try #require(asked)
    let runtime = scene.house.runtime
    let kept = try FileTree.texts(below: runtime.settings.data).filter { $0.contains("outcome_unknown") }
    #expect(kept.count == 1 && !kept[0].contains(DraftScene.secret) && !kept[0].contains("politely"))
    // What another process would find on the disk now.
    let ledger = try Ledger(runtime.settings.data + "/model-calls", clock: runtime.clock.clock)
    let spool = try Spool(runtime.folder + "/other-spool")
    let calls = CallsUnderWay(ledger, spool: spool, clock: runtime.clock.clock, logger: Logger(label: "calls"))
    let strange = "{\"of\":\"another version\"}"
    try await ledger.put("strange", strange, until: runtime.clock.clock.now().adding(seconds: 3_600))
    try await calls.tellLeft()
    let told = try spool.next(10).reports
    guard case .modelCalled(let call)? = told.first?.kind else { throw TestRuntime.NotStarted() }
    #expect(told.count == 1 && call.problem == .outcomeUnknown && call.action?.text == "remind")
    #expect(call.receipt.isGuessed && call.receipt.tokensIn + call.receipt.tokensOut > 2_048)
    try await calls.tellLeft()
    #expect(try spool.next(10).reports.count == 1)
    #expect(ledger.entries().mapValues(\.value) == ["strange": strange], "what it cannot read stays")
    #expect(page.contains("/-/drafts/"))
    try await scene.close()
  }

  @Test("A token that the model made up stays as it is, and the reader is told")
  func unknown() async throws {
    let scene = try await DraftScene.open { _ in .answer("Dear [[PERSONAL_1]], ask [[EMAIL_77]].") }
    let drafted = try await scene.remind().text
    #expect(drafted.contains("Dear \(DraftScene.secret), ask [[EMAIL_77]].</textarea>"))
    #expect(drafted.contains("A [[…]] in it stands for nothing."))
    try await scene.close()
  }

  @Test("Where a server does not count, the receipt says that its tokens are guessed")
  func guessed() async throws {
    let scene = try await DraftScene.open { _ in .uncounted("Dear you.") }
    #expect(try await scene.remind().text.contains("the server did not count them"))
    let call = try await scene.calls(1)[0]
    #expect(call.receipt.isGuessed && call.receipt.tokensIn > 0 && call.problem == nil)
    try await scene.close()
  }
}
