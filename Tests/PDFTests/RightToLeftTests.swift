import Foundation
import PDF
import Testing

@Suite("Right-to-left text")
struct RightToLeftTests {
  @Test(
    "comes out of a reader as it was written",
    arguments: [
      "السلام عليكم", "الإجمالي", "مُحَمَّد", "الفاتورة الضريبية", "ضريبة القيمة المضافة", "لله", "כָּל הַזְּכֻיּוֹת",
      "חשבונית מס קבלה",
      "المبلغ المستحق للدفع خلال ثلاثين يوماً",
    ])
  func extraction(_ text: String) throws {
    let shaper = try TextShaper()
    var page = Page()
    page.text(try shaper.line(text, TextStyle(Fonts.chain, size: 12, language: "ar")), at: Point(x: 60, y: 60))
    let found = try Tools.text(PDFDocument([page]).bytes())
    #expect(plain(found) == text)
  }

  /// Without the direction marks that pdftotext puts around what runs to the left.
  private func plain(_ text: String) -> String {
    String(text.unicodeScalars.filter { $0.value < 0x202A || $0.value > 0x202E }.map(Character.init))
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test("shows no code without a meaning, which a reader would make up")
  func codes() throws {
    let shaper = try TextShaper()
    var page = Page()
    page.text(try shaper.line("שָׁלוֹם يوماً مُحَمَّد السلام", TextStyle(Fonts.chain, size: 12)), at: Point(x: 60, y: 60))
    let file = try QPDFFile(PDFDocument([page]).bytes())
    for font in file.all({ $0["/Subtype"] as? String == "/Type0" }) {
      let widths = try #require(file.object((font["/DescendantFonts"] as? [String])?.first)["/W"] as? [Any])
      let codes = stride(from: 1, to: widths.count, by: 2).reduce(0) { $0 + ((widths[$1] as? [Any])?.count ?? 0) }
      let meanings = String(decoding: try file.data(font["/ToUnicode"]), as: UTF8.self)
      #expect(codes == meanings.matches(of: /(?m)^<[0-9A-F]{2}><[0-9A-F]{4,}>$/).count)
    }
  }
}
