import Foundation
import Invoices
import PDF
import Testing

@Suite("A logo that was read before")
struct LogoTests {
  // One pixel each, of another colour.
  private static let first =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
  private static let second =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="

  @Test("is used for its own document only: the same bytes come out with it and without")
  func same() throws {
    let logos = try [Self.first, Self.second].map { Array(try #require(Data(base64Encoded: $0))) }
    for logo in logos + [[]] {
      var invoice = Sample.small
      var look = Look()
      look.logo = logo
      invoice.look = look
      var fonts = try Fixtures.fonts.get()
      let date = DocumentDate(secondsSince1970: 1_790_000_000)
      let fresh = try invoice.pdf(fonts, created: date).bytes
      for known in logos {
        fonts.logo = try ReadLogo(known)
        #expect(try invoice.pdf(fonts, created: date).bytes == fresh)
      }
    }
  }

  @Test("that cannot be read is left out, said at its field, and stops no document")
  func unreadable() throws {
    let good = Array(try #require(Data(base64Encoded: Self.first)))
    let bad: [[UInt8]] = [
      Array("GIF89a".utf8), Array("<svg/>".utf8), Array(good.dropLast(20)),
      // A JPEG in CMYK.
      [0xFF, 0xD8, 0xFF, 0xC0, 0, 20, 8, 0, 1, 0, 1, 4] + [UInt8](repeating: 0, count: 12),
    ]
    let date = DocumentDate(secondsSince1970: 1_790_000_000)
    var fonts = try Fixtures.fonts.get()
    let plain = try Sample.small.pages(fonts, Totals(of: Sample.small)).dump()
    for logo in bad {
      var invoice = Sample.small
      var look = Look()
      look.logo = logo
      invoice.look = look
      #expect(try invoice.pages(fonts, Totals(of: invoice)).dump() == plain)
      let document = try invoice.pdf(fonts, created: date)
      #expect(document.eInvoice == .cii)
      fonts.logo = try ReadLogo(logo)
      #expect(fonts.logo?.image == nil)
      #expect(try invoice.pages(fonts, Totals(of: invoice)).dump() == plain)
      fonts.logo = nil
    }
  }

  @Test("characters that no font has are named at their field")
  func characters() throws {
    let text =
      #"{"buyer":{"name":"株式会社 🎉 Société"},"lines":[{"name":"Überprüfung, חשבון, حساب ☃"}],"notes":[{"text":"한국"}]}"#
    let (read, form) = Invoice.read(Array(text.utf8))
    let invoice = try #require(read)
    #expect(form.map(\.field) == ["buyer.name", "notes[0].text"])
    #expect(form[0].sentence.hasSuffix("株式会社🎉") && form[0].loss == .nothing)
    let latin = try Fixtures.serif.get().regular
    let missing = invoice.unprintable(invoice.json, latin, known: form)
    #expect(missing.map(\.field) == ["lines[0].name"] && missing[0].sentence.contains("חשבון"))
    #expect(invoice.unprintable(invoice.json, latin, known: []).count == 3)
  }
}
