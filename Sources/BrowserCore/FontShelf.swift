/// The fonts that a core was given, by what they are for. A worker fetches them when a document needs them.

internal import Invoices
internal import PDF
internal import Values

/// Roles: `regular` and `bold` first, then others of each for scripts that these lack, `regular.arabic`; with `serif.`
/// before them for documents in that font; for the Swiss payment part `swiss.regular` and `swiss.bold`.
struct FontShelf {
  private var roles: [String] = []
  private(set) var fonts: [Font] = []
  /// The last one: a document is asked for many times, its logo is the same.
  private var logo: ReadLogo?

  /// Another font of a role takes the place of the one before: with more characters, and the glyphs of both under the
  /// same numbers.
  mutating func add(_ input: UnsafeBufferPointer<UInt8>) throws(CoreRefusal) {
    guard let end = input.firstIndex(of: 0), end > 0, end <= 40 else { throw .badRequest }
    let role = String(decoding: input[..<end], as: UTF8.self)
    let font: Font
    do { font = try Font(copying: UnsafeBufferPointer(rebasing: input[(end + 1)...])) } catch {
      throw CoreRefusal(error)
    }
    if let place = roles.firstIndex(of: role) {
      fonts[place] = font
    } else {
      fonts.append(font)
      roles.append(role)
    }
  }

  /// Of this look, with the logo read, unless it is empty.
  mutating func invoiceFonts(_ look: Look?) throws(CoreRefusal) -> InvoiceFonts {
    var fonts = try invoiceFonts(look?.font == .serif ? "serif." : "")
    fonts.logo = try logo(of: look)
    return fonts
  }

  /// Nil without one; without an image where it is none that can be read.
  mutating func logo(of look: Look?) throws(CoreRefusal) -> ReadLogo? {
    guard let bytes = look?.logo, !bytes.isEmpty else { return nil }
    if let logo, logo.isOf(bytes) { return logo }
    do { logo = try ReadLogo(bytes) } catch { throw CoreRefusal(error) }
    return logo
  }

  private func invoiceFonts(_ family: String) throws(CoreRefusal) -> InvoiceFonts {
    guard let regular = chain(family + "regular"), let bold = chain(family + "bold") else { throw .noFonts }
    guard let swissRegular = chain("swiss.regular"), let swissBold = chain("swiss.bold") else {
      return InvoiceFonts(regular: regular, bold: bold)
    }
    return InvoiceFonts(regular: regular, bold: bold, swiss: (swissRegular, swissBold))
  }

  /// The font of the role, then those whose roles begin with it, in the order of their names: the same page comes out
  /// in whatever order they were loaded.
  private func chain(_ role: String) -> FontChain? {
    guard let first = roles.firstIndex(of: role) else { return nil }
    var others = roles.filter { $0.utf8.starts(with: (role + ".").utf8) }
    others.sortByBytes()
    var fallbacks: [Font] = []
    for name in others { if let index = roles.firstIndex(of: name) { fallbacks.append(fonts[index]) } }
    return FontChain(fonts[first], fallbacks)
  }

  func number(of font: Font) -> Int32 { Int32(fonts.firstIndex { $0 === font } ?? -1) }
}
