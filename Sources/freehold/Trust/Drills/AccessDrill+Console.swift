/// `audit.review` and `access.gate`: the trail as an admin reads it, and the door as somebody uninvited finds it closed.

import Trust
import Values

extension AccessDrill {
  /// An admin filters the trail by kind of event, reads one, and searches for what is not there. Betrayed, a viewer does.
  func review(_ admin: Page, viewer: Page) async throws -> ControlResult {
    let began = steps.milliseconds
    let page = betrays ? try await place.browser.newPage(asSomebodyElse: true) : admin
    let trail = "\(place.console)/w/home/audit"
    let rows = "all('#trail tbody tr:not(.detail)')"
    // Each stands in a row of its own, which is shown while the one above it is open.
    let details = "all('#trail tr.detail dl dd').filter((one) => one.checkVisibility())"
    var findings: [String] = []
    func look(_ finding: String, _ query: String, _ expression: String) async throws {
      try await page.go(trail + query)
      if try await page.value("!!(\(expression))") != .bool(true) { findings.append(finding) }
    }
    try await look("the trail shows nothing to an admin", "", "\(rows).length > 5")
    try await look(
      "filtered by a kind of event it does not show what happened", "?event=invitation_accepted",
      "\(rows).length >= \(betrays ? 1 : 4) && \(rows).every((row) => words(row).toLowerCase().includes('invitation accepted'))"
    )
    try await look(
      "an event does not open to its detail", "?event=invitation_accepted",
      "all('#trail details summary').length > 0 && \(details).length === 0 && (click(all('#trail details summary')[0]), "
        + "\(details).length > 0 && all('#trail tr:has(details[open]) + tr.detail dl dd').length === \(details).length)"
    )
    try await look(
      "a day without events is not empty", "?from=2001-01-01&until=2001-01-02",
      "\(rows).length <= 1 && words(document.body).includes('Nothing was found')")
    try await viewer.go(trail)
    if !betrays, try await viewer.value("\(rows).length > 0") == .bool(true) {
      findings.append("the trail is open to a viewer")
    }
    steps.say("Read the audit trail.")
    var evidence = Evidence()
    evidence.names(
      "looked at", ["all", "one kind of event", "one event's detail", "a day without events", "as a viewer"])
    return try place.result(
      "audit.review", ControlVerdict(findings: findings, evidence), milliseconds: steps.milliseconds - began)
  }

  /// Sign-up is closed; somebody uninvited asks for a link, then somebody whose account is there already does. Betrayed,
  /// it is left open.
  func gate(_ owner: Page) async throws -> ControlResult {
    let began = steps.milliseconds
    if !betrays {
      try await owner.go(place.console + "/outbox")
      try await owner.press("Close", in: "form[action='/installation/sign-up'] button")
      try await owner.until(
        "sign-up is closed", "words(document.body).includes('Closed: only people who were invited')")
    }
    _ = try await askForLink("uninvited")
    _ = try await askForLink("late")
    var findings: [String] = []
    // Whoever asks later gets his mail later.
    _ = try await askForLink("viewer")
    let console = place.console
    let viewer = address("viewer")
    let mails = "all('article.card').filter((card) => words(card).includes('\(viewer)')).length"
    try await eventually("a member's mail is there") {
      try await owner.go(console + "/outbox")
      return try await owner.value("\(mails) > 1") == .bool(true)
    }
    for name in ["uninvited", "late"] {
      if try await owner.value("words(document.body).includes('\(address(name))')") == .bool(true) {
        findings.append("somebody who was not invited is sent a link")
      }
      let accounts = try await place.postgres.sql(
        "select count(*) from freehold.accounts where email = '\(address(name))'", place.controlDatabase)
      if accounts.filter({ !$0.isWhitespace }) != "0" { findings.append("somebody who was not invited has an account") }
    }
    steps.say("Closed the sign-up, and tried it uninvited.")
    var evidence = Evidence()
    evidence.names("tried", ["an address that was never invited", "a member's address, to see that mails come"])
    return try place.result(
      "access.gate", ControlVerdict(findings: findings, evidence), milliseconds: steps.milliseconds - began)
  }
}
