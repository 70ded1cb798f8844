/// The fonts of the machine, read once, and what a person reads on a page.

import Foundation
import Invoices
import PDF
import Testing

enum Fixtures {
  static let fonts: Result<InvoiceFonts, any Error> = Result {
    func chain(_ weight: String) throws -> FontChain {
      let names = ["NotoSans", "NotoSansArabic", "NotoSansHebrew", "NotoSansMath"]
      let fonts = try names.compactMap { name -> Font? in
        let path = "/usr/share/fonts/truetype/noto/\(name)-\(weight).ttf"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try Font([UInt8](try Data(contentsOf: URL(filePath: path))))
      }
      return FontChain(try #require(fonts.first), Array(fonts.dropFirst()))
    }
    return InvoiceFonts(regular: try chain("Regular"), bold: try chain("Bold"))
  }

  static let serif: Result<InvoiceFonts, any Error> = Result {
    func font(_ weight: String) throws -> FontChain {
      let path = "/usr/share/fonts/truetype/noto/NotoSerif-\(weight).ttf"
      return FontChain(try Font([UInt8](try Data(contentsOf: URL(filePath: path)))), [])
    }
    return InvoiceFonts(regular: try font("Regular"), bold: try font("Bold"))
  }

  static func pages(_ invoice: Invoice) throws -> [Page] {
    try invoice.pages(fonts.get(), Totals(of: invoice)).pages
  }
}

extension Page {
  /// The texts in the order in which they are painted, runs of one line joined.
  var texts: [String] {
    var lines: [(y: Points, x: Points, text: String)] = []
    for case .text(let run) in everyItem {
      if let last = lines.last, last.y == run.origin.y, last.x == run.origin.x {
        lines[lines.count - 1] = (run.origin.y, run.origin.x + run.width, last.text + run.text)
      } else {
        lines.append((run.origin.y, run.origin.x + run.width, run.text))
      }
    }
    return lines.map(\.text)
  }
}
