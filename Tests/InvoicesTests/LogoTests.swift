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
}
