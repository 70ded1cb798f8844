/// AI steps in a real browser: what reaches the model, what a person reads and writes, what happens where the workspace's own
/// redactor works, and where it does not.

import Contract
import Trust
import Values

struct ModelDrive: Sendable {
  let place: ThrowAway
  let page: Page
  let planted: Planted
  let steps: Steps
  let stand: ModelStandIn
  /// The invoice whose customer is planted.
  let invoice: String
  let betrays: Bool

  private static let app = "letters"
  /// Not `required`, and so not closed, when betrayed.
  private var letters: String {
    """
    app: \(Self.app)
    title: Letters
    sources: { shop: { kind: postgres, secret: canary-database } }
    redaction: { policy: \(betrays ? "default" : "required"), redactor: canary-redactor }
    queries:
      late:
        source: shop
        sql: select i.id, i.number, c.company from invoices i join customers c on c.id = i.customer_id where i.id = \(invoice)
    pages:
      - { path: /, title: Late, roles: [owner], blocks: [table: { query: late, actions: [ask] }] }
    actions:
      ask:
        title: Ask a model
        on: late
        roles: [owner]
        steps: [ai: { into: letter, prompt: "Remind {{company}} of {{number}}." }]
    """
  }

  func connect() async throws {
    try await page.go("\(place.console)/w/home/models")
    try await page.fill("form[action$='/models'] [name=name]", "canary_model")
    try await page.fill("form[action$='/models'] [name=provider]", "anthropic")
    try await page.fill("form[action$='/models'] [name=model]", "canary-1")
    try await page.fill("form[action$='/models'] [name=region]", "EU (drill)")
    _ = try await page.value("all(\"form[action$='/models'] [name=name]\")[0].form.requestSubmit()")
    try await page.until("the connection is there", "words(document.body).includes('canary-1')")
    try await place.keepSecret(
      "model-canary_model", "key=\(planted.modelKey)\nendpoint=http://127.0.0.1:\(stand.port)")
    try await place.keepSecret(
      "canary-redactor",
      "url=http://127.0.0.1:\(stand.port)/redact\nsecret=\(planted.webhookKey)\(betrays ? "-of-somebody-else" : "")")
    steps.say("Made a model connection.")
  }

  /// By our redactor: a draft is read, changed, and kept.
  func draft() async throws {
    try await page.go("\(place.app("canary"))/invoices/\(invoice)")
    try await page.press("Write a reminder", in: "button")
    try await page.until("the model has written", "all('textarea').some((one) => one.value.includes('Dear '))")
    guard
      try await page.value("all('textarea').some((one) => one.value.includes(\(Page.quoted(planted.contact))))")
        == .bool(true)
    else { throw Page.Failure(description: "the draft does not name whom the row names") }
    try await page.fill("textarea[name='ai.letter']", planted.letter)
    try await page.press("Write a reminder", in: ".ask form button")
    try await page.until("the reminder is kept", "words(document.body).includes('is kept.')")
    steps.say("Had a model write, changed it, and kept it.")
  }

  /// What it says of `ai.own-redactor` and of `ai.fail-closed`.
  func ownRedactor() async throws -> (own: ControlVerdict, closed: ControlVerdict) {
    _ = try await Programs.output(
      "freehold-control", ["seed", "--data", place.control, "--spec", try spec()], log: place.logs)
    try await open()
    let before = stand.heard
    if betrays { stand.behave(.garbled) }
    try await ask()
    let own = judge(before, stand.heard)
    var findings: [String] = []
    for way in [ModelStandIn.Redactor.garbled, .failing, .silent] {
      stand.behave(way)
      let sent = stand.heard.prompts.count
      try await ask()
      if stand.heard.prompts.count > sent { findings.append("with a \(way.rawValue) redactor the model was asked") }
      if try await page.value("words(document.body).includes('Nothing was sent')") != .bool(true) {
        findings.append("with a \(way.rawValue) redactor the person was not told")
      }
    }
    let untold = try await errors(betrays ? 0 : 3)
    findings += untold
    var evidence = Evidence()
    evidence.names("tried", ["an answer that is no JSON", "an error", "no answer"])
    steps.say("Had the workspace's own redactor work, garble, fail and be silent.")
    return (own, ControlVerdict(findings: findings, evidence))
  }

  private func judge(_ before: ModelStandIn.Heard, _ after: ModelStandIn.Heard) -> ControlVerdict {
    var findings: [String] = []
    let prompts = after.prompts.dropFirst(before.prompts.count)
    let asked = after.webhooks.count - before.webhooks.count
    if asked == 0 { findings.append("the workspace's own redactor was not asked") }
    if after.signed - before.signed < asked {
      findings.append("a request to the redactor was not signed")
    }
    if prompts.isEmpty { findings.append("the model was not asked") }
    if prompts.contains(where: { $0.contains(planted.mark) }) {
      findings.append("what the workspace's own redactor found reached the model")
    }
    var evidence = Evidence()
    evidence.count("signed requests to the redactor", after.signed - before.signed)
    evidence.count("prompts that the model had", prompts.count)
    return ControlVerdict(findings: findings, evidence)
  }

  /// What it says of `crypto.webhooks`: each request that the redactor had, also when it answered wrongly or not at all.
  func webhooks() -> ControlVerdict {
    WebhookCheck.verdict(of: stand.heard.webhooks, secret: Array(planted.webhookKey.utf8))
  }

  /// Each refusal is an error of the audit trail.
  private func errors(_ wanted: Int) async throws -> [String] {
    let sql = """
      select count(*) from freehold.audit_events
      where event = 'model_called' and problem = 'redaction_failed' and outcome = 'failed'
      """
    let place = place
    do {
      try await eventually("the refusals are in the trail") {
        (Int(try await place.postgres.sql(sql, place.controlDatabase)) ?? 0) >= wanted
      }
      return []
    } catch is Page.Failure { return ["a refusal is no error in the audit trail"] }
  }

  /// What it says of `ai.telemetry`: each receipt in the trail against what the model's server counted.
  func telemetry() async throws -> ControlVerdict {
    if betrays { stand.betray(planted.contact) }
    let sql = """
      select count(*) || ' ' || coalesce(sum(tokens_in), 0) || ' ' || coalesce(sum(tokens_out), 0) || ' '
        || count(*) filter (where milliseconds is null or model_connection_id is null)
      from freehold.audit_events where event = 'model_called' and problem is null
      """
    let (place, heard) = (place, stand.heard)
    let wanted = "\(heard.answered) \(heard.tokensIn) \(heard.tokensOut) 0"
    var findings = heard.answered == 0 ? ["no model was asked"] : []
    var patient = 20
    while try await place.postgres.sql(sql, place.controlDatabase) != wanted {
      patient -= 1
      if patient == 0 {
        findings.append("the trail's receipts are not what the model's server counted")
        break
      }
      try await Task.sleep(for: .milliseconds(500))
    }
    var evidence = Evidence()
    evidence.count("answers", heard.answered)
    evidence.count("tokens in", Int(heard.tokensIn))
    evidence.count("tokens out", Int(heard.tokensOut))
    return ControlVerdict(findings: findings, evidence)
  }

  /// What it says of `ai.redact-default`, with what the search of the control plane found.
  func redacted(_ leaks: [String]) -> ControlVerdict {
    let prompts = stand.heard.prompts
    var findings = leaks
    for (name, value) in [("the name of a column marked personal", planted.contact), ("an IBAN", Self.iban)]
    where prompts.contains(where: { $0.contains(value) }) {
      findings.append("\(name) reached the model")
    }
    if !prompts.contains(where: { $0.contains("[[PERSONAL_1]]") && $0.contains("[[IBAN_1]]") }) {
      findings.append("no prompt had tokens in the place of what is personal")
    }
    var evidence = Evidence()
    evidence.names("planted", planted.models.map(\.name) + ["an IBAN in the row"])
    evidence.count("prompts that the model had", prompts.count)
    return ControlVerdict(findings: findings, evidence)
  }

  /// Stands in the row beside the company's name. (In a prompt that is typed it would not leave the editor.)
  static let iban = "DE89 3704 0044 0532 0130 00"

  private func spec() throws -> String {
    let path = place.folder + "/letters.yaml"
    try Files.write(Array(letters.utf8), to: path, mode: 0o644)
    return path
  }

  private func open() async throws {
    let (place, page) = (place, page)
    var impatient = page
    impatient.patience = .seconds(20)
    try await eventually("the runtime has the second app") { [impatient] in
      try await impatient.go("\(place.console)/open/home/\(Self.app)")
      try await impatient.until("it is open", "location.hostname.startsWith('home.') && all('tbody tr').length > 0")
      return true
    }
  }

  /// Until there is an answer or a refusal.
  private func ask() async throws {
    try await page.go("\(place.app(Self.app))/")
    try await page.press("Ask a model", in: "button")
    try await page.until(
      "the step has ended",
      "all('main > .review:not(.waiting)').length > 0 && document.readyState === 'complete'"
    )
  }
}
