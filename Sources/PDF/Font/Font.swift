internal import CHarfBuzz

/// One face of a TrueType or OpenType font: what it looks like and which characters it has. It is never changed after it was
/// made, so several threads may share one (HarfBuzz: an immutable font).
public final class Font: @unchecked Sendable {
  let facts: FontFacts
  let handle: OpaquePointer
  private let storage: UnsafeMutableBufferPointer<UInt8>

  /// Throws `brokenFont`, `unsupportedFont` or `fontForbidsEmbedding`.
  public init(_ bytes: [UInt8]) throws(PDFError) {
    guard let file = SFNT(bytes), let facts = FontFacts(file) else { throw .brokenFont }
    if facts.isPostScript { throw .unsupportedFont }
    if facts.forbidsEmbedding { throw .fontForbidsEmbedding }
    self.facts = facts
    let storage = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = storage.initialize(from: bytes)
    guard let handle = chb_font_create(storage.baseAddress, storage.count) else {
      storage.deallocate()
      throw .brokenFont
    }
    self.storage = storage
    self.handle = handle
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
