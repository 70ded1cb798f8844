import Testing
import Values

@testable import AppSpec

@Suite("A document is an invoice made of rows")
struct DocumentPlanTests {
  static let block = DocumentBlock(
    query: SampleApp.name("invoice"), lines: SampleApp.name("lines"), title: "As PDF",
    fixed: values(["kind": "invoice", "seller.name": "Halden", "payment.account": "NL91ABNA0417164300"]),
    row: values(["number": "number", "issued": "due_on", "buyer.name": "company", "buyer.number": "note"]),
    line: [
      DocumentValue(field: field("name", DocumentField.line), text: "name"),
      DocumentValue(field: field("price", DocumentField.line), text: "price"),
      DocumentValue(field: field("vat", DocumentField.line), text: "rate"),
    ])

  static func field(_ name: String, _ fields: [DocumentField]) -> DocumentField {
    fields.first { $0.name == name }!
  }

  private static func values(_ texts: KeyValuePairs<String, String>) -> [DocumentValue] {
    texts.map { DocumentValue(field: field($0.key, DocumentField.document), text: $0.value) }
  }

  static let app: App = {
    var app = SampleApp.app
    app.queries.append(
      SampleApp.query(
        "lines", "select name, price, rate from lines where invoice = :id order by place",
        parameters: [SampleApp.parameter("id", .integer)],
        columns: [Column(name: "rate", label: "VAT", format: .percent)]))
    app.pages[1].blocks.append(Block(index: 3, content: .document(block)))
    return app
  }()

  private func plan(_ path: [String] = ["invoices", "7"], block: Int = 3) -> Result<DocumentPlan, Refusal> {
    CheckedApp(app: Self.app).document(SampleApp.request(path), block: block)
  }

  private static let row = SampleApp.rows(
    [("number", .text), ("company", .text), ("due_on", .timestamp), ("note", .text)],
    [["2026-7", "Café “Ö” & Co  ", "2026-11-21 10:00:00+00", nil]])
  private static let columns: [(String, ResultKind)] = [("name", .text), ("price", .decimal), ("rate", .decimal)]

  @Test("read by the row's query and the lines' query, as this viewer")
  func statements() throws {
    let plan = try plan().get()
    #expect(plan.statements.map(\.values) == [["7"], ["7"]])
    #expect(plan.statements.map(\.query?.text) == ["invoice", "lines"])
    #expect(plan.statements.map(\.limit) == [1, 10_001])
  }

  @Test("fixed values and columns at their fields, a share as percent, nothing for NULL")
  func invoice() throws {
    let lines = SampleApp.rows(
      Self.columns,
      [
        ["Beans", "12.50", "0.190"], ["Cups", "-1", "0.07"], ["Gift", nil, "0.0550"], ["Odd", "x", "1"],
        [nil, nil, "0"],
      ])
    let invoice = try plan().get().invoice(Self.row, lines).get()
    #expect(
      invoice.text == """
        {"kind":"invoice","seller":{"name":"Halden"},"payments":[{"account":"NL91ABNA0417164300"}],"number":"2026-7",\
        "issued":"2026-11-21","buyer":{"name":"Café “Ö” & Co"},"lines":[\
        {"name":"Beans","price":"12.50","taxes":[{"rate":"19"}],"unit":"C62"},\
        {"name":"Cups","price":"-1","taxes":[{"rate":"7"}],"unit":"C62"},\
        {"name":"Gift","taxes":[{"rate":"5.5"}],"unit":"C62"},\
        {"name":"Odd","price":"x","taxes":[{"rate":"100"}],"unit":"C62"},\
        {"taxes":[{"rate":"0"}],"unit":"C62"}]}
        """)
  }

  @Test("discounts, surcharges, electronic addresses and a logo find their places; a discount of nothing is none")
  func more() throws {
    var app = Self.app
    let plan = { (amount: String?) in
      app.pages[1].blocks[app.pages[1].blocks.count - 1].content = .document(
        DocumentBlock(
          query: Self.block.query, lines: Self.block.lines,
          fixed: Self.values(["discount.reason": "Volume", "discount.vat": "19", "seller.endpoint": "a@b.example"]),
          row: Self.values(["discount.amount": "company", "look.logo": "note"]),
          line: [
            DocumentValue(field: Self.field("discount", DocumentField.line), text: "price"),
            DocumentValue(field: Self.field("discount_reason", DocumentField.line), text: "name"),
          ]))
      let row = SampleApp.rows([("company", .text), ("note", .text)], [[amount, "iVBO\nRw0K"]])
      let lines = SampleApp.rows(Self.columns, [["Sale", "2.50", "0"], ["Sale", "0.00", "0"], ["Sale", nil, "0"]])
      return try CheckedApp(app: app).document(SampleApp.request(["invoices", "7"]), block: 3).get().invoice(row, lines)
        .get()
    }
    let filled = try plan("5.00")
    #expect(
      filled["allowances"]?.text == #"[{"reason":"Volume","taxes":[{"rate":"19"}],"amount":"5.00"}]"#)
    #expect(filled["seller"]?["endpoint"]?["id"] == "a@b.example")
    #expect(filled["look"]?["logo"] == "iVBORw0K")
    #expect(filled["lines"]?.array?.map { $0["allowances"]?.array?.count } == [1, nil, nil])
    #expect(try plan("0.00")["allowances"] == nil)
    #expect(try plan(nil)["allowances"] == nil)
  }

  @Test("a row that is not there, and lines without end, are refused")
  func refusals() throws {
    let plan = try plan().get()
    let none = SampleApp.rows(Self.columns, [])
    #expect(throws: DocumentPlan.Refusal.noSuchRow) { try plan.invoice(none, none).get() }
    let many = SampleApp.rows(Self.columns, Array(repeating: ["a", "1", "0"], count: DocumentPlan.maximumLines + 1))
    #expect(throws: DocumentPlan.Refusal.tooManyLines) { try plan.invoice(Self.row, many).get() }
  }

  @Test("no document of another block, another page, or a page of others")
  func absent() {
    #expect(refusal(plan(block: 1)) == .noSuchPage)
    #expect(refusal(plan(["revenue"])) == .noSuchPage)
    #expect(refusal(plan(["board"])) == .noSuchPage)
    guard case .badParameters? = refusal(plan(["invoices", "x"])) else {
      Issue.record("a document of no row")
      return
    }
  }

  private func refusal(_ result: Result<DocumentPlan, Refusal>) -> Refusal? {
    if case .failure(let refusal) = result { refusal } else { nil }
  }

  @Test("on its page a button that a script shows, with words for a browser without scripts")
  func view() throws {
    var chrome = SampleApp.chrome
    chrome.assets.documents = "/_freehold/studio/1/block/document.js"
    func page(_ chrome: Chrome, _ rows: ResultSet = Self.row) throws -> String {
      Rendering.main(try Rendering.page(Self.app, path: ["invoices", "7"], chrome: chrome) { _ in .rows(rows) })
    }
    let html = try page(chrome)
    #expect(html.contains("data-document=\"/collections/invoices/7?document=3\""))
    #expect(html.contains("data-module=\"/_freehold/studio/1/block/document.js\""))
    #expect(html.contains("hidden>Download invoice PDF</button>") && html.contains("needs JavaScript"))
    #expect(try page(SampleApp.chrome).contains("PDFs cannot be made here"))
    #expect(!(try page(chrome, SampleApp.rows([("id", .integer)], [])).contains("data-document")))
  }

  @Test("each field has a place of its own in the invoice")
  func fields() {
    for fields in [DocumentField.document, DocumentField.line] {
      #expect(Set(fields.map(\.path)).count == fields.count)
      #expect(Set(fields.map(\.name)).count == fields.count)
    }
  }
}
