import AppSpec
import Contract
import PostgresTesting
import ServerKit
import Testing
import Values

@testable import AppRuntime

@Suite("A document block")
struct DocumentTests {
  private static let spec = """
    app: collections
    title: Collections
    sources:
      shop: { kind: postgres, secret: shop-database }
    queries:
      invoice:
        source: shop
        sql: select id, customer, due_on, total from invoices where id = :id and manager = :viewer_email
        parameters: { id: integer }
      lines:
        source: shop
        sql: select id, customer, total, 0.19 as rate from invoices where id = :id
        parameters: { id: integer }
        columns: { rate: { format: percent } }
      first:
        source: shop
        sql: select id, customer from invoices where manager = :viewer_email
    pages:
      - path: /
        title: All
        roles: [member]
        blocks:
          - table: { query: first, row: /invoices/:id }
      - path: /invoices/:id
        title: Invoice
        roles: [member]
        blocks:
          - document:
              query: invoice
              lines: lines
              fixed: { currency: EUR, seller: { name: Acme } }
              row: { number: id, issued: due_on, buyer: { name: customer } }
              line: { name: customer, quantity: id, price: total, vat: rate }
    """

  @Test("gives the browser the row as an invoice, to those who may see the row")
  func invoice() async throws {
    let house = try await House.open(spec: Self.spec)
    let browser = try await house.runtime.signedIn()
    let address = "/collections/invoices/2?document=0"
    let answer = try await browser.get(address, accept: "application/json")
    #expect(answer.status == 200 && answer.header("Content-Type") == "application/json")
    #expect(answer.header("Cache-Control") == "no-store")
    let invoice = try JSON.parse(answer.text)
    #expect(invoice["number"]?.string == "2" && invoice["seller"]?["name"]?.string == "Acme")
    #expect(invoice["lines"]?.array?.first?["taxes"]?.array?.first?["rate"]?.string == "19")

    let other = try await house.runtime.signedIn(email: "other@example.com")
    #expect(try await other.get(address, accept: "application/json").problem == "row_not_found")
    let admin = try await house.runtime.signedIn(role: .admin)
    #expect(try await admin.get(address, accept: "application/json").status == 404)
    let stranger = Browser(house.runtime)
    #expect(try await stranger.get(address, accept: "application/json").status == 401)
    #expect(try await browser.get("/collections/invoices/1?document=7", accept: "application/json").status == 404)
    try await house.close()
  }

  @Test("is made by files of this host, whose worker may compile the core and speak to this host alone")
  func files() async throws {
    let folder = try TemporaryFolder.make()
    for part in ["block", "core"] { try StateFile.makeFolder("\(folder)/\(part)") }
    let files = ["block/document.js": "export const offer = 1", "core/core.wasm": "wasm", "main.js": "no"]
    for (name, text) in files {
      try StateFile.replace("\(folder)/\(name)", with: Array(text.utf8))
    }
    try StateFile.replace(folder + "/.files", with: Array("block/document.js\ncore/core.wasm\nmain.js\n".utf8))
    let runtime = try TestRuntime(studio: folder)
    let house = try await House.open(spec: Self.spec, on: runtime)
    let browser = try await runtime.signedIn()
    let page = try await browser.get("/collections/invoices/2")
    let module = try #require(page.text.split(separator: "data-module=\"").dropFirst().first).prefix { $0 != "\"" }
    let answer = try await browser.get(String(module))
    #expect(answer.status == 200 && answer.text == "export const offer = 1")
    #expect(answer.header("Content-Type") == "text/javascript; charset=utf-8")
    #expect(answer.header("Cache-Control")?.contains("immutable") == true)
    #expect(
      answer.header("Content-Security-Policy")
        == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'")
    let root = module.replacing("/block/document.js", with: "")
    #expect(try await browser.get(root + "/core/core.wasm").header("Content-Type") == "application/wasm")
    #expect(try await browser.get(root + "/main.js").status == 404)
    try await house.close()
  }
}
