import BrowserCore
import Foundation
import Testing
import Values

@Suite("The core's calls")
struct CoreTests {
  let core = Core()

  private func json(_ number: UInt32, _ request: String) throws -> JSON {
    guard case .answer(let bytes) = core.call(number, Array(request.utf8)) else {
      Issue.record("refused: \(core.call(number, Array(request.utf8)))")
      return .null
    }
    return try JSON.parse(bytes)
  }

  @Test("a check names findings at their fields and adds the lines up")
  func check() throws {
    let report = try json(1, #"{"currency":"EUR","lines":[{"quantity":"3","price":"9.99","taxes":[{"rate":"19"}]}]}"#)
    #expect(report["totals"]?["nets"] == ["29.97"])
    #expect(report["totals"]?["withTax"] == "35.66")
    #expect(report["eInvoice"] == false)
    let fields = report["findings"]?.array?.compactMap { $0["field"]?.string } ?? []
    #expect(fields.contains("buyer.name") && fields.contains("lines[0].unit"))
  }

  @Test("a check for a format names what this format asks for beyond EN 16931")
  func checkForFormat() throws {
    let rules = try ["cii", "xrechnung"].map { format in
      try json(1, #"{"format":"\#(format)","invoice":{"currency":"EUR"}}"#)["findings"]?.array?.compactMap {
        $0["rule"]?.string
      } ?? []
    }
    #expect(rules[1].contains("BR-DE-15") && !rules[0].contains("BR-DE-15") && !rules[0].isEmpty)
    let plain = try json(1, #"{"currency":"EUR"}"#)["findings"]?.array?.compactMap { $0["rule"]?.string }
    #expect(plain == rules[0])
    #expect(code(core.call(1, Array(#"{"format":"pdf","invoice":{}}"#.utf8))) == "bad-request")
  }

  @Test("a number too large to calculate with is a finding, not a failure")
  func overflow() throws {
    let nines = String(repeating: "9", count: 38)
    let report = try json(1, #"{"lines":[{"quantity":"\#(nines)","price":"\#(nines)"}]}"#)
    #expect(report["totals"] == .null)
    #expect(report["findings"]?.array?.first?["rule"] == "digits")
  }

  @Test("an invoice from elsewhere is read as far as it can be, and the rest is told")
  func read() throws {
    let answer = try json(8, #"{"number":"7","lines":5,"seler":{}}"#)
    #expect(answer["invoice"] == ["number": "7"])
    #expect(answer["findings"]?.array?.count == 2)
    #expect(code(core.call(8, Array("[1,".utf8))) == "unreadable")
    #expect(code(core.call(8, Array("<html/>".utf8))) == "unreadable")
  }

  private func code(_ answer: CoreAnswer) -> String? {
    if case .refusal(let refusal) = answer { refusal.code } else { nil }
  }

  @Test("an incomplete e-invoice is refused in words")
  func incomplete() {
    #expect(code(core.call(2, Array(#"{"format":"cii","invoice":{}}"#.utf8))) == "rules-broken")
  }

  @Test("pages and PDFs need fonts")
  func fonts() {
    #expect(code(core.call(5, Array("{}".utf8))) == "no-fonts")
    #expect(code(core.call(4, Array("regular\0rubbish".utf8))) == "bad-font")
  }

  @Test(
    "an unknown function, an unknown format and rubbish are refused",
    arguments: [0, 2, 3, 6, 7, 9, 4_000_000_000] as [UInt32])
  func rubbish(_ number: UInt32) {
    for request in ["", "\0", "{}", "[[[[", #"{"format":"pdf","invoice":{}}"#] {
      #expect(core.call(number, Array(request.utf8)).bytes.first == 1)
    }
  }

  @Test("a list is no invoice")
  func list() {
    #expect(code(core.call(8, Array("[]".utf8))) == "unreadable")
    #expect(code(core.call(8, Array("7".utf8))) == "unreadable")
  }

  @Test(
    "a logo that is none and letters that no font has are said beside their fields; the document is made"
  )
  func page() throws {
    let invoice = #"{"number":"7","buyer":{"name":"漢字 и мир"},"look":{"logo":"R0lGODlh"}}"#
    let findings = try json(1, invoice)["findings"]?.array ?? []
    let fields = findings.filter { ["logo", "characters"].contains($0["rule"]?.string) }.map {
      $0["field"]?.string
    }
    #expect(fields == ["buyer.name", "look.logo"])
    for (role, name) in [("regular", "Regular"), ("bold", "Bold")] {
      let font = try Data(
        contentsOf: URL(filePath: "/usr/share/fonts/truetype/noto/NotoSans-\(name).ttf"))
      #expect(core.call(4, Array("\(role)\0".utf8) + font).bytes == [0])
    }
    #expect(code(core.call(5, Array(invoice.utf8))) == nil)
    #expect(
      code(core.call(7, Array(#"{"created":0,"format":"cii","invoice":\#(invoice)}"#.utf8))) == nil)
  }
}
