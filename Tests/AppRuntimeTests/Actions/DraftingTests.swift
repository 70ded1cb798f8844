import AppSpec
import Contract
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite("AI steps: what is sent, what a person reads, what is written, what is told")
struct DraftingTests {
  @Test("A person reads what the model wrote, changes it, and that is what is written; the model saw no personal value")
  func life() async throws {
    let scene = try await DraftScene.open { DraftScene.echo($0) }
    let drafted = try await scene.remind()
    #expect(drafted.status == 200)
    #expect(drafted.text.contains("Dear \(DraftScene.secret), please pay.</textarea>"), "\(drafted.text.suffix(3_000))")
    #expect(drafted.text.contains("Send this to \(DraftScene.secret)?") && drafted.text.contains("claude-test-1"))
    #expect(drafted.text.contains("4 values kept back") && drafted.text.contains("150 tokens"))
    #expect(try await scene.letter() == "-")
    let sent = try #require(scene.model.requests.first)
    #expect(scene.model.requests.count == 1 && sent.contains("politely"))
    for value in [DraftScene.secret, "Svetlana", "7946", "svetlana@pryce.example", "ana@example.com"] {
      #expect(!sent.contains(value), "\(value) was sent")
    }
    let review = drafted.form(DraftScene.address, containing: "ai.text")
    let done = try await scene.browser.post(DraftScene.address, review + [("ai.text", "Dear S.,\r\nplease pay.")])
    #expect(done.status == 303, "\(done.text.prefix(2_000))")
    #expect(try await scene.letter() == "Dear S.,\nplease pay.")
    let call = try await scene.calls(1)[0]
    #expect(call.problem == nil && call.action?.text == "remind" && call.app == scene.house.app)
    #expect(call.receipt.policy == .required && call.receipt.redactor == .ours)
    #expect(call.receipt.tokensIn == 120 && call.receipt.tokensOut == 30)
    #expect(call.receipt.maskedText == "EMAIL:1 PERSONAL:3")
    let log = scene.house.runtime.log.text + call.receipt.maskedText
    for value in [DraftScene.secret, "please pay", "politely", "sk-test"] { #expect(!log.contains(value)) }
    try await scene.close()
  }

  @Test("What cannot be written is said at the text, which stays as it was typed; another is asked for when wanted")
  func again() async throws {
    let scene = try await DraftScene.open { DraftScene.echo($0) }
    let review = try await scene.remind().form(DraftScene.address, containing: "ai.text")
    let empty = try await scene.browser.post(DraftScene.address, review + [("ai.text", " ")])
    #expect(
      empty.status == 422 && empty.text.contains("Write something here") && empty.text.contains("name=\"ai.text\""))
    #expect(try await scene.letter() == "-" && scene.model.requests.count == 1)
    let another = try await scene.send(review + [("ai.text", "mine"), ("redraft", "1")])
    #expect(
      another.status == 200 && another.text.contains("Dear \(DraftScene.secret)") && scene.model.requests.count == 2)
    try await scene.close()
  }

  @Test("An action that only asks shows the answer; a machine gets drafts as JSON, and writes with a second request")
  func machines() async throws {
    let scene = try await DraftScene.open { DraftScene.echo($0) }
    let asked = try await scene.remind(accept: "application/json")
    #expect(asked.status == 200 && asked.text.contains("\"text\":\"Dear \(DraftScene.secret), please pay.\""))
    #expect(asked.text.contains("\"tokens_out\":30"))
    let done = try await scene.remind([("ai.text", "Machine"), ("confirmed", "1")], accept: "application/json")
    #expect(done.status == 303 && scene.model.requests.count == 1)
    #expect(try await scene.letter() == "Machine")
    try await scene.close()

    let reading = try await DraftScene.open(DraftScene.spec(steps: "")) { DraftScene.echo($0) }
    let question = try await reading.remind()
    #expect(question.text.contains("Send this to") && reading.model.requests.isEmpty)
    let result = try await reading.send(question.form(DraftScene.address))
    #expect(result.text.contains("Dear \(DraftScene.secret), please pay.</p>") && !result.text.contains("<textarea"))
    try await reading.close()
  }

  @Test(
    "Without a connection, a key, tokens, or a model that answers, the page says so; nothing is changed, all is told")
  func refusals() async throws {
    let none = try await DraftScene.open(connects: false) { DraftScene.echo($0) }
    try await refused(none, "no model connection yet", .modelConnectionMissing, sent: 0)
    let keyless = try await DraftScene.open(key: nil) { DraftScene.echo($0) }
    try await refused(keyless, "has no key at this runtime", .modelKeyMissing, sent: 0)
    let spent = try await DraftScene.open(tokens: 100) { DraftScene.echo($0) }
    try await refused(spent, "spent its tokens for today", .modelBudgetSpent, sent: 0)
    let wrong = try await DraftScene.open { _ in .status(401) }
    try await refused(wrong, "does not accept the connection&#39;s key", .modelRefused, sent: 1)
    let broken = try await DraftScene.open { _ in .broken }
    try await refused(broken, "broke off", .modelAnswerBroken, sent: 1)
  }

  private func refused(_ scene: DraftScene, _ words: String, _ problem: ProblemCode, sent: Int) async throws {
    let answer = try await scene.remind()
    #expect(answer.status == 200 && answer.text.contains(words), "\(answer.text.suffix(1_500))")
    #expect(answer.text.contains("Try again</button>"))
    #expect(try await scene.remind(accept: "application/json").problem == problem.rawValue)
    let calls = try await scene.calls(2)
    #expect(calls.allSatisfy { $0.problem == problem })
    #expect(sent == 0 ? scene.model.requests.isEmpty : scene.model.requests.count >= 2)
    #expect(try await scene.letter() == "-")
    try await scene.close()
  }

  @Test(
    "Where redaction is required and the redactor does not work, nothing reaches the model; by default ours does it")
  func redactor() async throws {
    let required = try await DraftScene.open(DraftScene.spec("required, redactor: team-redactor")) {
      DraftScene.echo($0)
    }
    try await refused(required, "has no secret at this runtime", .redactionFailed, sent: 0)
    let standard = try await DraftScene.open(DraftScene.spec("default, redactor: team-redactor")) {
      DraftScene.echo($0)
    }
    let drafted = try await standard.remind()
    #expect(drafted.text.contains("your own redactor failed"))
    #expect(try await standard.calls(1)[0].receipt.redactor == .fallback)
    #expect(standard.model.requests.allSatisfy { !$0.contains("Svetlana") && !$0.contains("svetlana@") })
    try await standard.close()
  }

  @Test("What was spent today is known after a restart, and tomorrow is another day")
  func budget() async throws {
    let scene = try await DraftScene.open(tokens: 3_000) { _ in .answer("Dear you.", 2_000, 500) }
    #expect(try await scene.remind().text.contains("Dear you."))
    try await scene.house.runtime.stop()
    try await scene.house.runtime.start()
    let serves = try await eventually { scene.house.isServed }
    try #require(serves)
    let runtime = scene.house.runtime
    let knows = try await eventually { runtime.server.runtime.book.workspace(runtime.workspace)?.models.count == 1 }
    try #require(knows)
    // 500 are left, less the prompt: a short answer is possible, which costs more than there is.
    #expect(try await scene.remind().text.contains("Dear you."))
    #expect(try await scene.remind().text.contains("spent its tokens for today"))
    runtime.clock.advance(seconds: 86_400)
    let browser = try await runtime.signedIn()
    let tomorrow = DraftScene(house: scene.house, browser: browser, model: scene.model)
    #expect(try await tomorrow.remind().text.contains("Dear you."))
    try await scene.close()
  }
}
