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
}
