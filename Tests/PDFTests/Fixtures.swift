import Foundation
import PDF

/// Debian's fonts, read once.
enum Fonts {
  static let sans = load("noto/NotoSans-Regular.ttf")
  static let sansBold = load("noto/NotoSans-Bold.ttf")
  static let arabic = load("noto/NotoSansArabic-Regular.ttf")
  static let hebrew = load("noto/NotoSansHebrew-Regular.ttf")
  static let dejaVu = load("dejavu/DejaVuSans.ttf")

  static let chain = FontChain(sans, [arabic, hebrew])
  static let boldChain = FontChain(sansBold, [arabic, hebrew])

  static func bytes(_ name: String) -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: "/usr/share/fonts/truetype/\(name)")))
    } catch {
      fatalError("\(name): \(error); Debian's fonts-noto-core and fonts-dejavu-core have the fonts of the tests")
    }
  }

  private static func load(_ name: String) -> Font {
    do { return try Font(bytes(name)) } catch { fatalError("\(name): \(error)") }
  }
}

extension PDFDocument {
  /// A document of these pages with a fixed date.
  init(_ pages: [Page], facturX: FacturX? = nil, attachments: [Attachment] = []) {
    self.init(
      pages: DisplayList(pages: pages), title: "Test – Prüfung", author: "Ann & Co <x>", language: "de",
      created: DocumentDate(secondsSince1970: 1_772_000_000), attachments: attachments, facturX: facturX)
  }
}
