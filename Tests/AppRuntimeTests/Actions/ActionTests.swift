import AppSpec
import Contract
import ProcessTesting
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite struct ActionTests {
  @Test("An action asks first, then changes all it should, says so, and is in the audit's spool twice: intended, ended")
  func life() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let question = try await browser.post("/collections/-/actions/pay", try await house.fields("pay", browser))
    #expect(question.status == 200 && question.text.contains("Mark Customer 2 as paid?"))
    #expect(try await house.database.count("select count(*) from payments") == 0)
    let answer = try await browser.post("/collections/-/actions/pay", question.form("/collections/-/actions/pay"))
    #expect(answer.status == 303 && answer.location == "/collections")
    #expect(try await house.database.count("select count(*) from payments where invoice = 2") == 1)
    #expect(try await house.database.count("select count(*) from invoices where id = 2 and paid = total") == 1)
    let page = try await browser.get("/collections")
    #expect(page.text.contains("Customer 2 has paid."))
    #expect(try await !browser.get("/collections").text.contains("Customer 2 has paid."))
    let runtime = house.runtime
    let told = try await eventually {
      runtime.far.reports.contains {
        if case .actionEnded(let run, _, .committed, rows: 2, _) = $0.kind { run.action.text == "pay" } else { false }
      }
    }
    #expect(told)
    try await house.close()
  }

  @Test(
    "A form posted twice runs once, with the key in the source's own table or on this runtime",
    arguments: [true, false])
  func twice(_ inSource: Bool) async throws {
    let house = try await House.open(SourceDatabase.shop + (inSource ? SourceDatabase.keyTable : ""))
    let browser = try await house.runtime.signedIn()
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    for _ in 0..<3 {
      let answer = try await browser.post("/collections/-/actions/pay", fields)
      #expect(answer.status == 303)
    }
    #expect(try await browser.get("/collections").text.contains("done already"))
    #expect(try await house.database.count("select count(*) from payments") == 1)
    if inSource { #expect(try await house.database.count("select count(*) from freehold_actions") == 1) }
    let runtime = house.runtime
    let told = try await eventually {
      runtime.far.reports.count { if case .actionEnded(_, _, .repeated, _, _) = $0.kind { true } else { false } } == 2
    }
    #expect(told)
    try await house.close()
  }

  @Test(
    "Ten posts of one form at the same moment run once, all ten are told so, and none stays open in the audit",
    arguments: [true, false])
  func race(_ inSource: Bool) async throws {
    let house = try await House.open(SourceDatabase.shop + (inSource ? SourceDatabase.keyTable : ""))
    let browser = try await house.runtime.signedIn()
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<10 {
        group.addTask { try await browser.post("/collections/-/actions/pay", fields).status }
      }
      for try await status in group { #expect(status == 303) }
    }
    #expect(try await house.database.count("select count(*) from payments") == 1)
    let runtime = house.runtime
    let told = try await eventually {
      runtime.far.reports.count { if case .actionEnded = $0.kind { true } else { false } } == 10
    }
    #expect(told)
    try await house.close()
  }

  @Test("A key that ran before a restart is remembered after it")
  func restart() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    #expect(try await browser.post("/collections/-/actions/pay", fields).status == 303)
    try await house.runtime.stop()
    try await house.runtime.start()
    #expect(try await browser.post("/collections/-/actions/pay", fields).status == 303)
    #expect(try await house.database.count("select count(*) from payments") == 1)
    try await house.close()
  }

  @Test("A row that the viewer cannot see is not found, and nothing changes")
  func foreignRow() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let fields = with("keys", #"{"id":"3"}"#, in: with("confirmed", "1", in: try await house.fields("pay", browser)))
    let answer = try await browser.post("/collections/-/actions/pay", fields, accept: "application/json")
    #expect(answer.status == 404 && answer.problem == "row_not_found")
    #expect(try await house.database.count("select count(*) from payments") == 0)
    try await house.close()
  }

  @Test("An action that is not for the role looks absent")
  func role() async throws {
    let house = try await House.open()
    let member = try await house.runtime.signedIn()
    let fields = try await house.fields("pay", member)
    let admin = try await house.runtime.signedIn(role: .admin)
    #expect(try await admin.post("/collections/-/actions/pay", fields).status == 404)
    #expect(try await member.post("/collections/-/actions/nothing", fields).status == 404)
    try await house.close()
  }

  @Test(
    "Steps that touch other than the expected rows, or are refused, roll the whole action back",
    arguments: [
      ("sweep", 409, "unexpected_rows"), ("refuse", 422, "invalid_input"),
    ])
  func rollback(_ action: String, _ status: Int, _ problem: String) async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let fields = with(
      "confirmed", "1",
      in: try await house.fields("pay", browser).filter { $0.0 != "keys" && !$0.0.hasPrefix("param.") })
    let answer = try await browser.post("/collections/-/actions/\(action)", fields, accept: "application/json")
    #expect(answer.status == status && answer.problem == problem)
    #expect(try await house.database.count("select count(*) from payments") == 0)
    // The key is free again: the same form may be sent once more.
    let again = try await browser.post("/collections/-/actions/\(action)", fields, accept: "application/json")
    #expect(again.problem == problem)
    try await house.close()
  }

  @Test("A missing or foreign form token and another site's page change nothing")
  func forgery() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    for origin in ["http://evil.test", "null", "http://other.apps.test", "https://acme.apps.test"] {
      #expect(try await browser.post("/collections/-/actions/pay", fields, origin: origin).status == 403)
    }
    #expect(try await browser.post("/collections/-/actions/pay", fields, origin: nil).status == 403)
    let stale = try await browser.post("/collections/-/actions/pay", with("csrf", "AAAA", in: fields))
    #expect(stale.status == 403 && stale.text.contains("Send again"))
    #expect(try await house.database.count("select count(*) from payments") == 0)
    let again = try await browser.post("/collections/-/actions/pay", stale.form("/collections/-/actions/pay"))
    #expect(again.status == 303)
    try await house.close()
  }

  @Test("A form sent after the session's end is kept in the page and goes through after signing in again")
  func expired() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    house.runtime.clock.advance(seconds: 901)
    let late = try await browser.post("/collections/-/actions/pay", fields)
    #expect(late.status == 401 && late.text.contains("Sign in"))
    let machine = try await browser.post("/collections/-/actions/pay", fields, accept: "application/json")
    #expect(machine.status == 401 && machine.problem == "not_signed_in")
    #expect(
      try await browser.get("/_freehold/sign-in?app=collections").location
        == "http://control.test/open/acme/collections")
    #expect(try await browser.exchange(try house.runtime.pass()).status == 303)
    let kept = late.form("/collections/-/actions/pay")
    #expect(try await browser.post("/collections/-/actions/pay", kept).status == 303)
    #expect(try await house.database.count("select count(*) from payments") == 1)
    try await house.close()
  }

  @Test("Inputs are asked for, and what is wrong with them stands beside what was typed")
  func inputs() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let asked = try await browser.post("/collections/-/actions/rename", try await house.fields("rename", browser))
    #expect(asked.status == 200 && asked.text.contains("name=\"in.name\""))
    let fields = asked.form("/collections/-/actions/rename")
    let long = "A name that is longer than twenty"
    let wrong = try await browser.post("/collections/-/actions/rename", with("in.name", long, in: fields))
    #expect(wrong.status == 422 && wrong.text.contains(long))
    let done = try await browser.post("/collections/-/actions/rename", with("in.name", "Robert'); --", in: fields))
    #expect(done.status == 303)
    #expect(try await house.database.count("select count(*) from invoices where customer = 'Robert''); --'") == 1)
    try await house.close()
  }

  @Test(
    "A body that is no form, is cut, or is too large is refused by its code",
    arguments: [
      ("a=%FF", "malformed_request", 400), (String(repeating: "a", count: 1_100_000), "too_large", 413),
    ])
  func bodies(_ body: String, _ problem: String, _ status: Int) async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let answer = try await browser.raw("/collections/-/actions/pay", body)
    #expect(answer.status == status && answer.problem == problem)
    try await house.close()
  }

  @Test("A form that was cut off half way is told so and changes nothing")
  func cutOff() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    let body = fields.map { "\($0.0)=\(Browser.encode($0.1))" }.joined(separator: "&")
    let head = """
      POST /collections/-/actions/pay HTTP/1.1\r
      Host: acme.apps.test\r
      Origin: http://acme.apps.test\r
      Accept: application/json\r
      Content-Type: application/x-www-form-urlencoded\r
      Cookie: \(browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))\r
      Content-Length: \(body.utf8.count)\r
      \r

      """
    let port = house.runtime.port
    let answer = try await BlockingWork.run { try exchangeRaw(head + body.dropLast(10), port: port) }
    #expect(answer.hasPrefix("HTTP/1.1 400") && answer.contains("incomplete_body"))
    #expect(try await house.database.count("select count(*) from payments") == 0)
    let whole = try await BlockingWork.run { try exchangeRaw(head + body, port: port) }
    #expect(whole.hasPrefix("HTTP/1.1 303"))
    try await house.close()
  }

  @Test("A spool that cannot be written refuses actions before they run")
  func spool() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    house.runtime.far.goAway()
    try await house.runtime.stop()
    // A full disk, as far as the spool can tell.
    try await house.runtime.start(spoolLimit: 10)
    let answer = try await browser.post("/collections/-/actions/pay", fields, accept: "application/json")
    #expect(answer.status == 503 && answer.problem == "spool_unavailable")
    #expect(try await house.database.count("select count(*) from payments") == 0)
    #expect(try await browser.get("/collections").status == 200)
    try await house.close()
  }

  @Test("A source that is away refuses the action and says so to the auditor")
  func unreachable() async throws {
    let house = try await House.open()
    let browser = try await house.runtime.signedIn()
    let fields = with("confirmed", "1", in: try await house.fields("pay", browser))
    try house.runtime.setSecret(house.database.secret(port: Loopback.freePort()))
    let answer = try await browser.post("/collections/-/actions/pay", fields, accept: "application/json")
    #expect(answer.status == 502 && answer.problem == "source_unreachable")
    try await house.close()
  }

  @Test("A row query that tries to write is ended, and the action with it")
  func writingRow() async throws {
    let script =
      SourceDatabase.shop + """
        create function bad() returns bigint language sql as 'insert into payments (invoice) values (9) returning 1';
        grant execute on function bad to clerk; grant usage on all sequences in schema public to clerk;
        """
    let spec = Specs.collections.replacing("select id, customer", with: "select id + 0 * bad() as id, customer")
    let house = try await House.open(script, spec: spec)
    let browser = try await house.runtime.signedIn()
    #expect(try await browser.get("/collections").status == 502)
    #expect(try await house.database.count("select count(*) from payments") == 0)
    try await house.close()
  }
}
