internal import CHarfBuzz

/// One face of a TrueType or OpenType font: what it looks like and which characters it has. It is never changed after it was
/// made, so several threads may share one (HarfBuzz: an immutable font).
public final class Font: @unchecked Sendable {
  let facts: FontFacts
  let handle: OpaquePointer
  private let storage: UnsafeMutableBufferPointer<UInt8>

  /// Throws `brokenFont`, `unsupportedFont` or `fontForbidsEmbedding`.
  public convenience init(_ bytes: [UInt8]) throws(PDFError) {
    let storage = bytes.withUnsafeBufferPointer { Font.copy($0) }
    try self.init(storage)
  }

  /// The same from memory that need not outlive the call: a font is large, and copied once.
  public convenience init(copying bytes: UnsafeBufferPointer<UInt8>) throws(PDFError) {
    try self.init(Font.copy(bytes))
  }

  private static func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeMutableBufferPointer<UInt8> {
    let storage = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    if let from = bytes.baseAddress { storage.baseAddress?.initialize(from: from, count: bytes.count) }
    return storage
  }

  private init(_ storage: UnsafeMutableBufferPointer<UInt8>) throws(PDFError) {
    do throws(PDFError) {
      facts = try Font.facts(UnsafeBufferPointer(storage))
      guard let handle = chb_font_create(storage.baseAddress, storage.count) else { throw .brokenFont }
      self.handle = handle
    } catch {
      storage.deallocate()
      throw error
    }
    self.storage = storage
  }

  private static func facts(_ bytes: UnsafeBufferPointer<UInt8>) throws(PDFError) -> FontFacts {
    guard let file = SFNT(bytes), let facts = FontFacts(file) else { throw .brokenFont }
    if facts.isPostScript { throw .unsupportedFont }
    if facts.forbidsEmbedding { throw .fontForbidsEmbedding }
    return facts
  }

  deinit {
    chb_font_destroy(handle)
    storage.deallocate()
  }

  /// The PostScript name.
  public var name: String { facts.name }
  public var unitsPerEm: Int { facts.unitsPerEm }
  /// Above the baseline, in the font's units.
  public var ascender: Int { facts.ascender }
  /// Below the baseline: negative.
  public var descender: Int { facts.descender }
  public var capHeight: Int { facts.capHeight }
  public var xHeight: Int { facts.xHeight }

  /// The glyph of a Unicode scalar; 0 when the font has none.
  public func glyph(_ scalar: UInt32) -> UInt16 { UInt16(truncatingIfNeeded: chb_font_glyph(handle, scalar)) }

  public func has(_ scalar: UInt32) -> Bool { chb_font_glyph(handle, scalar) != 0 }

  var glyphCount: Int { facts.glyphCount }

  /// The advance of a glyph without kerning, in the font's units.
  func advance(_ glyph: UInt16) -> Int { Int(chb_font_advance(handle, UInt32(glyph))) }

  /// A length in the font's units, set at `size`.
  public func points(_ units: Int64, at size: Points) -> Points {
    Points(thousandths: rounded(units * size.thousandths, over: Int64(facts.unitsPerEm)))
  }

  /// The bytes as they were given.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(storage) }
}
