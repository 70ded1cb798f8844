/// The fonts of a machine: Noto Sans and Noto Serif as Debian's fonts-noto-core brings them, and of their sisters those that
/// an invoice needs.

import Glibc
import Invoices
import PDF
import Values

struct FontFiles: Sendable {
  private let folder: String
  private let sans: Family
  private let serif: Family?
  private let swiss: (regular: FontChain, bold: FontChain)?

  private struct Family: Sendable {
    let regular: Font
    let bold: Font
    /// For scripts beyond Latin, Greek and Cyrillic, the likeliest first.
    let others: [String]
  }

  private static let folders = [
    "/usr/share/fonts/truetype/noto", "/usr/share/fonts/noto", "/usr/share/fonts/google-noto", "/Library/Fonts",
  ]
  private static let swissFolders = ["/usr/share/fonts/truetype/liberation", "/usr/share/fonts/liberation"]
  private static let sansScripts = [
    "NotoSansArabic", "NotoSansHebrew", "NotoSansSymbols", "NotoSansSymbols2", "NotoSansArmenian", "NotoSansGeorgian",
    "NotoSansThai", "NotoSansDevanagari", "NotoSansBengali", "NotoSansTamil", "NotoSansEthiopic",
  ]
  private static let serifScripts = [
    "NotoNaskhArabic", "NotoSerifHebrew", "NotoSerifArmenian", "NotoSerifGeorgian", "NotoSerifThai",
    "NotoSerifDevanagari", "NotoSerifBengali", "NotoSerifTamil", "NotoSerifEthiopic",
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
    sans = try Self.family(found + "/NotoSans", Self.sansScripts)
    let hasSerif = Files.exists(found + "/NotoSerif-Regular.ttf")
    serif = hasSerif ? try Self.family(found + "/NotoSerif", Self.serifScripts + Self.sansScripts) : nil
    if let place = ([found] + Self.swissFolders).first(where: { Files.exists($0 + "/LiberationSans-Regular.ttf") }) {
      swiss = (
        FontChain(try Self.font(place + "/LiberationSans-Regular.ttf")),
        FontChain(try Self.font(place + "/LiberationSans-Bold.ttf"))
      )
    } else {
      swiss = nil
    }
  }

  func has(_ typeface: Typeface) -> Bool { typeface == .sans || serif != nil }

  /// Fonts for all that an invoice says, and its logo, read.
  func fonts(for invoice: Invoice, in typeface: Typeface) throws(ToolFailure) -> InvoiceFonts {
    var fonts = try fonts(for: invoice.json.text + invoice.documentTitle, in: typeface)
    guard let logo = invoice.look?.logo, !logo.isEmpty else { return fonts }
    do throws(PDFError) {
      fonts.logo = try ReadLogo(logo)
    } catch {
      throw ToolFailure(
        .thisMachine, "There is not enough memory for the logo.", advice: "Make it smaller.")
    }
    return fonts
  }

  /// Fonts for a text: those of the typeface, and one more for each script in it that they do not have.
  func fonts(for text: String, in typeface: Typeface) throws(ToolFailure) -> InvoiceFonts {
    let family = try family(typeface)
    var missing = Set(text.unicodeScalars.map(\.value).filter { $0 > 0x20 && !family.regular.has($0) })
    var regulars: [Font] = []
    var bolds: [Font] = []
    for name in family.others where !missing.isEmpty {
      let path = folder + "/" + name
      guard Files.exists(path + "-Regular.ttf") else { continue }
      let font = try Self.font(path + "-Regular.ttf")
      let found = missing.filter { font.has($0) }
      guard !found.isEmpty else { continue }
      missing.subtract(found)
      regulars.append(font)
      bolds.append(Files.exists(path + "-Bold.ttf") ? try Self.font(path + "-Bold.ttf") : font)
    }
    return InvoiceFonts(
      regular: FontChain(family.regular, regulars), bold: FontChain(family.bold, bolds), swiss: swiss)
  }

  private func family(_ typeface: Typeface) throws(ToolFailure) -> Family {
    switch typeface {
    case .sans: return sans
    case .serif:
      guard let serif else {
        throw ToolFailure(
          .thisMachine, "The font Noto Serif was not found in \(folder).",
          advice: "Install it (Debian: apt install fonts-noto-core), or render with --font sans.")
      }
      return serif
    }
  }

  private static func family(_ path: String, _ others: [String]) throws(ToolFailure) -> Family {
    Family(regular: try font(path + "-Regular.ttf"), bold: try font(path + "-Bold.ttf"), others: others)
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
