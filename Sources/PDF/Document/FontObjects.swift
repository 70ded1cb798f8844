// A font in a document: the used part of it, with its widths and what its glyphs mean (ISO 32000-1, 9.7; ISO 19005-3, 6.2.11).

internal import CHarfBuzz

struct FontObjects {
  let use: FontUse
  let name: String

  init(_ use: FontUse) {
    self.use = use
    var digest: [UInt8] = []
    for (glyph, _) in use.codes { digest += [UInt8(glyph >> 8), UInt8(glyph & 255)] }
    digest = MD5.digest(digest)
    // 9.6.4: six letters that tell this subset from others.
    for index in 0..<6 { digest[index] = 0x41 + digest[index] % 26 }
    name = String(decoding: digest[0..<6], as: UTF8.self) + "+" + use.font.name
  }

  /// Writes the font as object `number`; `shortMap` is the encoding of all fonts with short codes, written with the first.
  func write(_ number: Int, _ shortMap: inout Int?, _ file: inout PDFFile) throws(PDFError) {
    let (descendant, descriptor, program, meanings) = (file.reserve(), file.reserve(), file.reserve(), file.reserve())
    let (subset, places) = try subset()
    let map = use.isDirect ? nil : file.reserve()
    if let map { file.addStream(map, .toPack(glyphMap(places))) { _ in } }
    let encoding = encoding(&shortMap, &file)
    file.add(number) { out in
      out.put("<</Type/Font/Subtype/Type0/Encoding ")
      out.putReference(encoding)
      out.put("/BaseFont")
      out.putName(name)
      out.put("/DescendantFonts[")
      out.putReference(descendant)
      out.put("]/ToUnicode ")
      out.putReference(meanings)
      out.put(">>")
    }
    file.add(descendant) { out in
      out.put("<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap")
      if let map {
        out.put(" ")
        out.putReference(map)
      } else {
        out.put("/Identity")
      }
      out.put("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/BaseFont")
      out.putName(name)
      out.put("/FontDescriptor ")
      out.putReference(descriptor)
      out.put("/DW 0/W[")
      putWidths(&out)
      out.put("]>>")
    }
    file.add(descriptor) { putDescriptor(&$0, program) }
    file.addStream(program, .toPack(subset)) { out in
      out.put("/Length1 ")
      out.put(subset.count)
    }
    file.addStream(meanings, .toPack(meaningsMap())) { _ in }
  }

  /// The object of the encoding (9.7.5).
  private func encoding(_ shortMap: inout Int?, _ file: inout PDFFile) -> Int {
    let isShort = CodeSpace.isShort(use.codes.count)
    if isShort, let shortMap { return shortMap }
    let number = file.reserve()
    if isShort { shortMap = number }
    file.addStream(number, isShort ? .packed(CodeSpace.shortMap) : .toPack(CodeSpace.map(to: use.codes.count))) { out in
      out.put(
        "/Type/CMap/CMapName/Freehold-H/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0")
    }
    return number
  }

  /// The font's program with the used glyphs alone, and for each code the number of its glyph there: the same, where it can be.
  private func subset() throws(PDFError) -> (program: [UInt8], places: [UInt16]) {
    var count = 0
    var places = use.codes.map { $0.glyph }
    guard let result = chb_subset(use.font.handle, &places, places.count, use.isDirect ? 1 : 0, &count) else {
      throw .brokenFont
    }
    let bytes = Array(UnsafeBufferPointer(start: result, count: count))
    chb_bytes_free(result)
    return (bytes, places)
  }

  /// For each code its glyph in the program (9.7.4.3).
  private func glyphMap(_ places: [UInt16]) -> [UInt8] {
    var map: [UInt8] = []
    for place in places { map += [UInt8(place >> 8), UInt8(place & 255)] }
    return map
  }

  private func putWidths(_ out: inout PDFBytes) {
    for (code, shown) in use.codes.enumerated().dropFirst() {
      out.put(code == 1 ? "1[" : " ")
      out.putHundredths(use.width(shown.glyph))
    }
    if use.codes.count > 1 { out.put("]") }
  }

  private func putDescriptor(_ out: inout PDFBytes, _ program: Int) {
    let facts = use.font.facts
    out.put("<</Type/FontDescriptor/FontName")
    out.putName(name)
    // Symbolic: glyphs are named by number alone; then fixed pitch and italic as the font says.
    out.put("/Flags ")
    out.put(4 + (facts.isFixedPitch ? 1 : 0) + (facts.italicAngle != 0 ? 64 : 0))
    out.put("/ItalicAngle ")
    out.put(facts.italicAngle)
    out.put("/Ascent ")
    out.put(thousandths(facts.ascender))
    out.put("/Descent ")
    out.put(thousandths(facts.descender))
    out.put("/CapHeight ")
    out.put(thousandths(facts.capHeight))
    out.put("/XHeight ")
    out.put(thousandths(facts.xHeight))
    // Not in the file's tables; readers use it for substitutes alone, and an embedded font has none.
    out.put("/StemV ")
    out.put(max(50, facts.weight / 5))
    out.put("/FontBBox[")
    for (index, side) in [facts.box.left, facts.box.bottom, facts.box.right, facts.box.top].enumerated() {
      if index > 0 { out.put(" ") }
      out.put(thousandths(side))
    }
    out.put("]/FontFile2 ")
    out.putReference(program)
    out.put(">>")
  }

  private func thousandths(_ units: Int) -> Int64 {
    rounded(Int64(units) * 1000, over: Int64(use.font.unitsPerEm))
  }

  /// The ToUnicode CMap (9.10.3).
  private func meaningsMap() -> [UInt8] {
    var out = PDFBytes()
    out.put("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n")
    out.put("/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n")
    out.put("/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n")
    out.put(CodeSpace.ranges)
    let meant = use.codes.indices.dropFirst().filter { use.saysSomething(use.codes[$0].meaning) }
    for start in stride(from: 0, to: meant.count, by: 100) {
      let part = meant[start..<min(start + 100, meant.count)]
      out.put(part.count)
      out.put(" beginbfchar\n")
      for code in part {
        out.putHexCode(UInt16(code))
        out.put("<")
        let meaning = use.codes[code].meaning
        if let scalar = use.scalar(of: meaning) {
          put(scalar, &out)
        } else {
          for scalar in use.scalars(meaning) { put(scalar, &out) }
        }
        out.put(">\n")
      }
      out.put("endbfchar\n")
    }
    out.put("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
    return out.bytes
  }

  /// A character in UTF-16.
  private func put(_ scalar: UInt32, _ out: inout PDFBytes) {
    if scalar < 0x10000 { return out.putHex(UInt16(scalar)) }
    out.putHex(UInt16(truncatingIfNeeded: 0xD7C0 + scalar >> 10))
    out.putHex(UInt16(truncatingIfNeeded: 0xDC00 + scalar & 0x3FF))
  }
}
