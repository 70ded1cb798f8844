/// A person's day with an app, in a real browser, over rows that hold planted values: each flow that there is, and each
/// ends with what he sees.

import Trust
import Values

struct StackDrive: Sendable {
  let place: ThrowAway
  let page: Page
  let planted: Planted
  let steps: Steps
  /// The row that values are planted in.
  let customer: String
  let invoice: String
  let spec: String
  /// The secret is not changed when the password is.
  let betrays: Bool

  static let role = "company_canary"
  private var app: String { place.app("canary") }
  private var invoicePage: String { "\(app)/invoices/\(invoice)" }

  /// Plants rows and the credential that they are read by.
  init(_ place: ThrowAway, _ page: Page, _ planted: Planted, _ steps: Steps, betrays: Bool) async throws {
    (self.place, self.page, self.planted, self.steps, self.betrays) = (place, page, planted, steps, betrays)
    guard let sample = try Programs.sampleSpec() else {
      throw ToolFailure(
        .thisMachine, "Examples/collections.yaml does not stand beside the programs.",
        advice: "Run it where Freehold was built.")
    }
    spec = String(decoding: try Files.read(sample), as: UTF8.self)
      .replacing("app: collections", with: "app: canary").replacing("shop-database", with: "canary-database")
      // What an app does that says nothing of redaction.
      .replacing("redaction: { policy: required }\n", with: "")
    let quoted = PostgresPrograms.literal
    let found = try await place.postgres.sql(
      """
      select customer_id, id from invoices where status = 'open' and total - paid > 100 and due_on < current_date
      order by id desc limit 1
      """, place.company
    ).split(separator: "|").map(String.init)
    guard found.count == 2 else {
      throw ToolFailure(.thisMachine, "The sample company has no invoice that is late.", advice: "Make more of them.")
    }
    (customer, invoice) = (found[0], found[1])
    try await place.postgres.sql(
      """
      update customers set company = \(quoted("\(planted.row) \(ModelDrive.iban)")), email = \(quoted(planted.personal)),
        contact = \(quoted(planted.contact)), note = \(quoted(planted.note)) where id = \(customer);
      create role \(Self.role) login password \(quoted(planted.credential)); grant company_app to \(Self.role)
      """, place.company)
    try await place.keepSecret("canary-database", user: Self.role, password: planted.credential)
  }

  static let flows = [
    "sign in", "publish", "open pages", "search", "export", "action", "action that fails", "input that is refused",
    "invoice of a row as PDF", "workbench with preview", "AI step",
    "AI step by the workspace's own redactor", "source that refuses", "rotated credential", "audit trail",
  ]

  func run() async throws {
    try await signIn()
    try await publish()
    try await look()
    try await act()
    try await document()
    try await preview()
  }

  func signIn() async throws {
    try await page.go(place.ownerLink)
    try await page.press("Sign in")
    try await page.until("the console is there", "location.pathname.startsWith('/w/') || named('a', 'Account')")
    steps.say("Signed in.")
  }

  func publish() async throws {
    try await page.go("\(place.console)/w/home/new-app")
    try await setSpec(spec)
    try await page.press("Check and create")
    try await page.until("the app is made", "location.pathname.endsWith('/apps/canary')")
    try await page.press("Publish")
    try await page.until(
      "it is published", "words(document.body).includes('is in use')  || location.search.includes('done=')")
    // The console's page sends its pass on by itself; a runtime that has not heard of the release yet knows no such app.
    var impatient = page
    impatient.patience = .seconds(20)
    let console = place.console
    try await eventually("the runtime has taken the release") { [impatient] in
      try await impatient.go("\(console)/open/home/canary")
      try await impatient.until(
        "the app is open", "location.hostname.startsWith('home.') && all('tbody tr').length > 0")
      return true
    }
    steps.say("Published an app, and opened it.")
  }

  func look() async throws {
    try await page.go(invoicePage)
    try await sees(planted.row, "the invoice shows its customer")
    try await page.go("\(app)/customers/\(customer)")
    try await sees(planted.personal, "the customer's page shows his address")
    try await page.go("\(app)/")
    try await page.fill("input[name='q.1']", planted.filter)
    _ = try await page.value("all(\"input[name='q.1']\")[0].form.requestSubmit()")
    try await page.until(
      "the search was made", "location.search.includes('q.1=') && words(document.body).includes('Nothing matches')")
    try await page.go("\(app)/")
    try await page.until(
      "the export has the row",
      "(await (await fetch(named('a', 'Export CSV').href)).text()).includes(\(Page.quoted(planted.personal)))")
    steps.say("Opened, searched and exported.")
  }

  func act() async throws {
    try await pay("1.00", planted.input)
    try await page.until("the payment is recorded", "words(document.body).includes('is recorded.')")
    try await sees(planted.input, "the payment is listed")
    try await pay("999999", planted.wrongInput)
    try await page.until("the action has failed", "words(document.body).includes('Nothing was changed')")
    try await page.go(invoicePage)
    try await page.fill("input[name='in.reference']", planted.wrongInput)
    try await page.fill("input[name='in.amount']", "lots")
    try await page.press("Record payment", in: "form button")
    try await page.until("the input is refused", "all('[aria-invalid=true], :invalid').length > 0")
    let (place, wanted) = (place, 2)
    try await eventually("both outcomes have crossed over") {
      let ended = try await place.postgres.sql(
        "select count(*) from freehold.audit_events where event = 'action_ended'", place.controlDatabase)
      return (Int(ended) ?? 0) >= wanted
    }
    steps.say("Ran an action, one that fails and one that is refused.")
  }

  private func pay(_ amount: String, _ reference: String) async throws {
    try await page.go(invoicePage)
    try await page.fill("input[name='in.amount']", amount)
    try await page.fill("input[name='in.reference']", reference)
    try await page.press("Record payment", in: "form button")
    try await page.press("Record payment", in: "dialog[open] button, .ask button")
  }

  /// The PDF of the planted row, made in the browser.
  func document() async throws {
    try await page.go(invoicePage)
    try await page.press("Download invoice PDF")
    try await Downloads(folder: place.downloads).pdf(holding: [planted.business[0]])
    steps.say("Made the PDF of a row in the browser.")
  }

  /// The draft's preview is a page of the runtime, inside the workbench's.
  func preview() async throws {
    try await page.go("\(place.console)/w/home/apps/canary/spec")
    try await setSpec(spec.replacing("title: Overdue\n", with: "title: Long overdue\n"))
    let frame = page.inside(place.app(""))
    let (search, amount) = ("all(\"input[name='q.1']\")[0]", "all(\"input[name='in.amount']\")[0]")
    try await frame.act(
      "the preview shows the draft",
      when: "!!named('h1, h2', 'Long overdue') && all('tbody tr').length > 0 && !!\(search)",
      "type(\(search), \(Page.quoted(planted.row))), \(search).form.requestSubmit()")
    try await frame.act(
      "the preview shows the row", when: "words(all('tbody')[0]).includes(\(Page.quoted(planted.row)))",
      "click(all('tbody tr th a')[0])")
    let reference = "all(\"input[name='in.reference']\")[0]"
    try await frame.act(
      "the preview shows an invoice", when: "!!\(amount)",
      """
      type(\(amount), '0.5'), type(\(reference), \(Page.quoted(planted.previewInput))), \
      click(named('form button', 'Record payment'))
      """)
    let answer = "named('dialog[open] button, .ask button', 'Record payment')"
    try await frame.act("the question is asked", when: "!!\(answer)", "click(\(answer))")
    try await frame.until("nothing was kept", "words(document.body).includes('nothing was kept')")
    steps.say("Wrote a draft and tried it in the preview.")
  }

  /// Returns what it says of `data.request-time`. The source's password changes, and each time the very next request must be
  /// read by what the secrets manager has.
  func rotate() async throws -> ControlVerdict {
    var findings: [String] = []
    try await place.keepSecret("canary-database", user: Self.role, password: planted.wrongCredential)
    if try await opensWithRows() {
      findings.append("a request was answered with a credential that is not there any more")
    }
    try await place.postgres.sql(
      "alter role \(Self.role) password \(PostgresPrograms.literal(planted.newCredential))", place.company)
    if !betrays { try await place.keepSecret("canary-database", user: Self.role, password: planted.newCredential) }
    if try await !opensWithRows() { findings.append("the next request did not use the new credential") }
    steps.say("Had the source refuse, and changed its password.")
    var evidence = Evidence()
    evidence.names(
      "tried", ["a wrong credential: the next request fails", "a new credential: the next request uses it"])
    return ControlVerdict(findings: findings, evidence)
  }

  /// Whether the app's first page shows rows, at the first try.
  func opensWithRows() async throws -> Bool {
    do { try await page.go("\(app)/") } catch is Page.Failure { return false }
    return try await page.value("all('tbody tr').length > 0") == .bool(true)
  }

  func readAudit() async throws {
    try await page.go("\(place.console)/w/home/audit")
    try await page.until("the trail shows the action", "words(document.body).includes('record_payment')")
  }

  private func setSpec(_ text: String) async throws {
    try await page.until("the editor is there", "all('.CodeMirror').length > 0 || all('textarea.spec').length > 0")
    _ = try await page.value(
      """
      all('.CodeMirror').length ? (all('.CodeMirror')[0].CodeMirror.setValue(\(Page.quoted(text))), true)
        : type(all('textarea.spec')[0], \(Page.quoted(text)))
      """)
  }

  private func sees(_ text: String, _ what: String) async throws {
    try await page.until(what, "words(document.body).includes(\(Page.quoted(text)))")
  }
}

/// Asks until the answer is yes, for two minutes; what fails meanwhile is asked again.
func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
  let clock = ContinuousClock()
  let deadline = clock.now + .seconds(120)
  while clock.now < deadline {
    do { if try await condition() { return } } catch let problem as Page.Failure {
      if clock.now >= deadline { throw problem }
    }
    try await Task.sleep(for: .milliseconds(200))
  }
  throw Page.Failure(description: "waited until \(what), in vain")
}
