/// What a font says of itself, in its own units.
struct FontFacts {
  var name: String
  var unitsPerEm: Int
  var ascender: Int
  var descender: Int
  var capHeight: Int
  var xHeight: Int
  var box: (left: Int, bottom: Int, right: Int, top: Int)
  /// Degrees counter-clockwise from upright.
  var italicAngle: Int
  var isFixedPitch: Bool
  /// 100 to 900.
  var weight: Int
  /// Outlines in a `CFF ` table instead of `glyf`.
  var isPostScript: Bool
  var forbidsEmbedding: Bool
  var glyphCount: Int

  init?(_ font: SFNT) {
    guard let head = font.table("head"), let hhea = font.table("hhea") else { return nil }
    isPostScript = font.table("CFF ") != nil || font.table("CFF2") != nil
    guard isPostScript || font.table("glyf") != nil else { return nil }
    guard let unitsPerEm = head.unsigned(18), (16...16384).contains(unitsPerEm), let left = head.signed(36),
      let bottom = head.signed(38), let right = head.signed(40), let top = head.signed(42)
    else { return nil }
    guard let ascender = hhea.signed(4), let descender = hhea.signed(6) else { return nil }
    guard let glyphCount = font.table("maxp")?.unsigned(4), glyphCount > 0 else { return nil }
    self.glyphCount = glyphCount
    self.unitsPerEm = unitsPerEm
    self.ascender = ascender
    self.descender = descender
    box = (left, bottom, right, top)
    let os2 = font.table("OS/2")
    let version = os2?.unsigned(0) ?? 0
    weight = os2?.unsigned(4) ?? 400
    forbidsEmbedding = (os2?.unsigned(8) ?? 0) & 0xF == 2
    let heights = version >= 2 ? os2 : nil
    xHeight = heights?.signed(86) ?? unitsPerEm / 2
    capHeight = heights?.signed(88) ?? ascender * 7 / 10
    let post = font.table("post")
    italicAngle = post?.signed(4) ?? 0
    isFixedPitch = (post?.unsigned(12) ?? 0) | (post?.unsigned(14) ?? 0) != 0
    name = FontFacts.postScriptName(font.table("name")) ?? "Font"
  }

  /// Name 6 of the `name` table; letters, digits and hyphens alone, as it becomes a PDF name.
  private static func postScriptName(_ table: SFNT.Table?) -> String? {
    guard let table, let count = table.unsigned(2), let storage = table.unsigned(4) else { return nil }
    for index in 0..<count {
      let record = 6 + index * 12
      guard let platform = table.unsigned(record), let identifier = table.unsigned(record + 6),
        let length = table.unsigned(record + 8), let offset = table.unsigned(record + 10)
      else { return nil }
      guard identifier == 6, storage + offset + length <= table.count else { continue }
      var letters: [UInt8] = []
      // Platform 1 writes one byte for each letter, the others two.
      for place in stride(from: platform == 1 ? 0 : 1, to: length, by: platform == 1 ? 1 : 2) {
        let byte = table.bytes[table.start + storage + offset + place]
        let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
        if isLetter || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D { letters.append(byte) }
      }
      if !letters.isEmpty { return String(decoding: letters.prefix(63), as: UTF8.self) }
    }
    return nil
  }
}
