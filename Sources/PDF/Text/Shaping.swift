internal import CHarfBuzz

/// A style as HarfBuzz takes it.
struct PreparedStyle {
  let features: [chb_feature]
  let language: [CChar]

  init(_ style: TextStyle) {
    features = style.features.map { feature in
      var tag: UInt32 = 0
      for byte in feature.tag.utf8.prefix(4) { tag = tag << 8 | UInt32(byte) }
      return chb_feature(tag: tag, value: feature.value)
    }
    var language: [CChar] = []
    for byte in style.language.utf8 where byte != 0 { language.append(CChar(bitPattern: byte)) }
    language.append(0)
    self.language = language
  }
}

extension TextShaper {
  /// The glyphs of scalars `range`, in visual order, their clusters counted from the range's first byte.
  func shape(
    _ text: Characters, _ range: Range<Int>, _ item: ShapingItem, _ style: TextStyle, _ prepared: PreparedStyle
  ) throws(PDFError) -> [Glyph] {
    let bytes = text.bytes(range)
    var count = 0
    let shaped = chb_shape(
      handle, item.font.handle, text.utf8, text.utf8.count, bytes.lowerBound, bytes.upperBound, item.script,
      item.isRightToLeft ? 1 : 0, prepared.language, prepared.features, prepared.features.count, &count)
    guard let shaped else { throw .outOfMemory }
    // Joined scripts are not tracked: their letters would come apart.
    let tracking = item.isRightToLeft ? 0 : trackingUnits(style, item.font)
    return glyphs(shaped, count, UInt32(bytes.lowerBound), item.font, tracking)
  }

  /// HarfBuzz's glyphs as ours.
  func glyphs(
    _ shaped: UnsafePointer<chb_glyph>, _ count: Int, _ first: UInt32, _ font: Font, _ tracking: Int32
  ) -> [Glyph] {
    let known = UInt32(font.glyphCount)
    var glyphs = [Glyph](repeating: Glyph(id: 0, advance: 0, x: 0, y: 0, cluster: 0), count: count)
    glyphs.withUnsafeMutableBufferPointer { glyphs in
      for index in 0..<count {
        let glyph = shaped[index]
        glyphs[index] = Glyph(
          id: glyph.glyph < known ? UInt16(truncatingIfNeeded: glyph.glyph) : 0,
          advance: glyph.advance + (glyph.advance > 0 ? tracking : 0), x: glyph.x, y: glyph.y,
          cluster: glyph.cluster - first)
      }
    }
    return glyphs
  }

  func trackingUnits(_ style: TextStyle, _ font: Font) -> Int32 {
    if style.tracking == .zero || style.size == .zero { return 0 }
    return Int32(clamping: rounded(style.tracking.thousandths * Int64(font.unitsPerEm), over: style.size.thousandths))
  }
}
