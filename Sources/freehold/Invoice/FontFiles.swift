/// The fonts of a machine: Noto Sans as Debian's fonts-noto-core brings it, and of its sisters those that an invoice needs.

import Glibc
import Invoices
import PDF

struct FontFiles: Sendable {
  private let folder: String
  private let regular: Font
  private let bold: Font
  private let swiss: (regular: FontChain, bold: FontChain)?

  private static let folders = [
    "/usr/share/fonts/truetype/noto", "/usr/share/fonts/noto", "/usr/share/fonts/google-noto", "/Library/Fonts",
  ]
  private static let swissFolders = ["/usr/share/fonts/truetype/liberation", "/usr/share/fonts/liberation"]
  /// Scripts beyond Latin, Greek and Cyrillic, the likeliest first.
  private static let scripts = [
    "NotoSansArabic", "NotoSansHebrew", "NotoSansSymbols", "NotoSansSymbols2", "NotoSansArmenian", "NotoSansGeorgian",
    "NotoSansThai", "NotoSansDevanagari", "NotoSansBengali", "NotoSansTamil", "NotoSansEthiopic",
  ]

  /// `folder` from `--fonts`; the usual places where none is named.
  init(_ folder: String?) throws(ToolFailure) {
    let candidates = folder.map { [$0] } ?? Self.folders
    guard let found = candidates.first(where: { Files.exists($0 + "/NotoSans-Regular.ttf") }) else {
      throw ToolFailure(
        .thisMachine, "The font Noto Sans was not found in \(candidates.joined(separator: ", ")).",
        advice: "Install it (Debian: apt install fonts-noto-core), or name its folder with --fonts.")
    }
    self.folder = found
    regular = try Self.font(found + "/NotoSans-Regular.ttf")
    bold = try Self.font(found + "/NotoSans-Bold.ttf")
    if let place = ([found] + Self.swissFolders).first(where: { Files.exists($0 + "/LiberationSans-Regular.ttf") }) {
      swiss = (
        FontChain(try Self.font(place + "/LiberationSans-Regular.ttf")),
        FontChain(try Self.font(place + "/LiberationSans-Bold.ttf"))
      )
    } else {
      swiss = nil
    }
  }

  /// Fonts for a text: Noto Sans, and one more for each script in it that Noto Sans does not have.
  func fonts(for text: String) throws(ToolFailure) -> InvoiceFonts {
    var missing = Set(text.unicodeScalars.map(\.value).filter { $0 > 0x20 && !regular.has($0) })
    var regulars: [Font] = []
    var bolds: [Font] = []
    for name in Self.scripts where !missing.isEmpty {
      let path = folder + "/" + name
      guard Files.exists(path + "-Regular.ttf") else { continue }
      let font = try Self.font(path + "-Regular.ttf")
      let found = missing.filter { font.has($0) }
      guard !found.isEmpty else { continue }
      missing.subtract(found)
      regulars.append(font)
      bolds.append(Files.exists(path + "-Bold.ttf") ? try Self.font(path + "-Bold.ttf") : font)
    }
    return InvoiceFonts(regular: FontChain(regular, regulars), bold: FontChain(bold, bolds), swiss: swiss)
  }

  private static func font(_ path: String) throws(ToolFailure) -> Font {
    let bytes = try Files.read(path)
    do throws(PDFError) {
      return try Font(bytes)
    } catch {
      throw ToolFailure(
        .thisMachine, "\(path) cannot be used as a font.", advice: "Install it again, or name another folder.")
    }
  }
}
