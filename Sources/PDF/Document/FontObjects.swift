// A font in a document: the used part of it, with its widths and what its glyphs mean (ISO 32000-1, 9.7; ISO 19005-3, 6.2.11).

internal import CHarfBuzz

struct FontObjects {
  let use: FontUse
  let codes: [(code: UInt16, glyph: UInt16, meaning: [UInt32])]
  let glyphs: [UInt16]
  let name: String

  init(_ use: FontUse) {
    self.use = use
    codes = use.codes
    var glyphs = codes.map { $0.glyph }.sorted()
    glyphs = glyphs.indices.filter { $0 == 0 || glyphs[$0 - 1] != glyphs[$0] }.map { glyphs[$0] }
    self.glyphs = glyphs
    var digest = MD5.digest(glyphs.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
    // 9.6.4: six letters that tell this subset from others.
    for index in 0..<6 { digest[index] = 0x41 + digest[index] % 26 }
    name = String(decoding: digest[0..<6], as: UTF8.self) + "+" + use.font.name
  }

  /// Writes the font as object `number`.
  func write(_ number: Int, _ file: inout PDFFile) throws(PDFError) {
    let (descendant, descriptor, program, meanings) = (file.reserve(), file.reserve(), file.reserve(), file.reserve())
    let (subset, places) = try subset()
    let (encoding, map) = (file.reserve(), file.reserve())
    file.addStream(map, .toPack(glyphMap(places))) { _ in }
    file.addStream(encoding, .toPack(CodeSpace.map(to: codes.count + 1))) { out in
      out.put(
        "/Type/CMap/CMapName/Freehold-H/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0")
    }
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
      out.put("<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap ")
      out.putReference(map)
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

  /// The font's program with the used glyphs alone, and the number of each in it.
  private func subset() throws(PDFError) -> (program: [UInt8], places: [UInt16]) {
    var count = 0
    var places = [UInt16](repeating: 0, count: glyphs.count)
    guard let result = chb_subset(use.font.handle, glyphs, glyphs.count, &places, &count) else { throw .brokenFont }
    let bytes = Array(UnsafeBufferPointer(start: result, count: count))
    chb_bytes_free(result)
    return (bytes, places)
  }

  /// For each code its glyph in the program (9.7.4.3).
  private func glyphMap(_ places: [UInt16]) -> [UInt8] {
    var numbers = [UInt16](repeating: 0, count: Int(glyphs.last ?? 0) + 1)
    for (glyph, place) in zip(glyphs, places) { numbers[Int(glyph)] = place }
    var map = [UInt8](repeating: 0, count: (Int(codes.last?.code ?? 0) + 1) * 2)
    for (code, glyph, _) in codes {
      map[Int(code) * 2] = UInt8(numbers[Int(glyph)] >> 8)
      map[Int(code) * 2 + 1] = UInt8(numbers[Int(glyph)] & 255)
    }
    return map
  }

  private func putWidths(_ out: inout PDFBytes) {
    var before: UInt16?
    for (code, glyph, _) in codes {
      if let before, before + 1 == code {
        out.put(" ")
      } else {
        if before != nil { out.put("]") }
        out.put(Int(code))
        out.put("[")
      }
      out.putHundredths(use.width(glyph))
      before = code
    }
    if before != nil { out.put("]") }
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
    let meant = codes.filter { !$0.meaning.isEmpty }
    for start in stride(from: 0, to: meant.count, by: 100) {
      let part = meant[start..<min(start + 100, meant.count)]
      out.put(part.count)
      out.put(" beginbfchar\n")
      for (code, _, meaning) in part {
        out.putHexCode(code)
        out.put("<")
        for scalar in meaning {
          for unit in UTF16.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}")! { out.putHex(unit) }
        }
        out.put(">\n")
      }
      out.put("endbfchar\n")
    }
    out.put("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
    return out.bytes
  }
}
