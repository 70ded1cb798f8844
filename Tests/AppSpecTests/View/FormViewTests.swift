import Testing

@testable import AppSpec

@Suite("A form on a page")
struct FormViewTests {
  private let invoice = SampleApp.rows(
    [("id", .integer), ("number", .text), ("company", .text)], [["7", "R-7", "Müller"]])

  private func form(_ state: FormState? = nil, _ rows: ResultSet? = nil) throws -> String {
    let html = try Rendering.page(path: ["invoices", "7"], form: state) { _ in .rows(rows ?? invoice) }
    return String(html.split(separator: "<section class=\"card\" id=\"b2\">")[1].split(separator: "</section>")[0])
  }

  @Test("it carries its row's key, the page's parameters and the way back")
  func hidden() throws {
    let html = try form()
    for field in [
      "name=\"csrf\" value=\"csrf-token\"", "name=\"idempotency\" value=\"idempotency-key-0001\"",
      "name=\"return\" value=\"/invoices/7\"", "name=\"param.id\" value=\"7\"", "name=\"key.id\" value=\"7\"",
      "name=\"asked\" value=\"1\"",
    ] {
      #expect(html.contains(field), "\(field)")
    }
    #expect(html.contains("method=\"post\" novalidate action=\"/collections/-/actions/record_payment\""))
  }

  @Test("each input has its label and the control that fits its type")
  func controls() throws {
    let html = try form()
    for field in [
      "<label for=\"b2.in.amount\">Amount</label><input type=\"text\" id=\"b2.in.amount\" name=\"in.amount\" required autocomplete=\"off\" inputmode=\"decimal\"",
      "<input type=\"date\" id=\"b2.in.received_on\" name=\"in.received_on\" required value=\"2026-11-21\">",
      "<option value=\"\" selected>Choose…</option><option value=\"transfer\">Bank transfer</option>",
      "Comment <span class=\"quiet\">(optional)</span></label><textarea rows=\"5\"",
      "<input type=\"checkbox\" value=\"true\" id=\"b2.in.tell_customer\" name=\"in.tell_customer\">",
    ] {
      #expect(html.contains(field), "\(field)")
    }
  }

  @Test("a problem stands at its field, is named in the summary, and what was typed is still there")
  func problems() throws {
    let state = FormState(
      action: SampleApp.pay.name, block: 2,
      values: [
        SampleApp.name("amount"): "12,345", SampleApp.name("received_on"): "12.3.", SampleApp.name("comment"): "\nhi",
      ],
      problems: [FieldProblem(field: "amount", message: "No."), FieldProblem(field: "received_on", message: "Never.")])
    let html = try form(state)
    #expect(html.contains("<div class=\"errors\" role=\"alert\" tabindex=\"-1\">"))
    #expect(html.contains("<a href=\"#b2.in.amount\">Amount: No.</a>"))
    #expect(html.contains("aria-describedby=\"b2.in.amount-error\" aria-invalid=\"true\""))
    #expect(html.contains("value=\"12,345\"") && html.contains("id=\"b2.in.amount-error\">No.</p>"))
    #expect(html.contains("<input type=\"text\" id=\"b2.in.received_on\"") && html.contains("value=\"12.3.\""))
    #expect(html.contains(">\n\nhi</textarea>"))
  }

  @Test("without its row there is nothing to fill in")
  func noRow() throws {
    let none = SampleApp.rows([("id", .integer)], [])
    #expect(try form(nil, none).contains("There is nothing here to do this on."))
  }

  @Test("a filter shows what it was given, with its mistake, and can be cleared")
  func filter() throws {
    let html = try Rendering.page(query: [("before", "soon"), ("sort.4", "-total")]) { _ in .failed(.busy) }
    #expect(html.contains("value=\"soon\"") && html.contains("Write a day that exists"))
    #expect(html.contains("<li>Due before: Write a day that exists"))
    #expect(html.contains("<input type=\"hidden\" name=\"sort.4\" value=\"-total\">"))
    #expect(html.contains("href=\"/collections/?sort.4=-total\">Clear</a>"))
    #expect(html.contains("<option value=\"\" selected>All</option>"))
  }
}
