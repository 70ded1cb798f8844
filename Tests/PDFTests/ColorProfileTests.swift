import Testing

@testable import PDF

@Suite("What is the same in every document")
struct ConstantTests {
  @Test("the profile is the one that the numbers of IEC 61966-2-1 make")
  func profile() {
    let built = BuiltProfile.sRGB()
    #expect(inflate(ColorProfile.sRGB, count: built.count) == built)
  }

  @Test("the encoding of short codes is the one that would be written for them")
  func shortMap() {
    let written = CodeSpace.map(to: 1)
    #expect(inflate(CodeSpace.shortMap, count: written.count) == written)
    #expect(CodeSpace.isShort(208) && CodeSpace.map(to: 208) == written)
    #expect(!CodeSpace.isShort(209) && CodeSpace.map(to: 209) != written)
  }
}

/// An ICC profile of version 4, from its numbers.
private enum BuiltProfile {
  static func sRGB() -> [UInt8] {
    let curve = parametricCurve()
    let tags: [(StaticString, [UInt8])] = [
      ("desc", localized("sRGB IEC61966-2.1")), ("cprt", localized("CC0")),
      ("wtpt", xyz(0xF6D6, 0x10000, 0xD32D)),
      ("chad", fixed("sf32", [68674, 1502, -3290, 1938, 64912, -1118, -606, 988, 49262])),
      ("rXYZ", xyz(28578, 14581, 912)), ("gXYZ", xyz(25241, 46981, 6362)), ("bXYZ", xyz(9376, 3972, 46799)),
      ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
    ]
    return header(tags)
  }

  private static func header(_ tags: [(StaticString, [UInt8])]) -> [UInt8] {
    var directory = PDFBytes()
    var data = PDFBytes()
    let start = 128 + 4 + tags.count * 12
    var curveStart: Int?
    word(&directory, UInt32(tags.count))
    for (name, content) in tags {
      let isCurve = content[0] == 0x70
      let offset = isCurve ? curveStart ?? data.bytes.count : data.bytes.count
      if isCurve && curveStart == nil { curveStart = offset }
      if offset == data.bytes.count { data.bytes += content }
      while data.bytes.count % 4 != 0 { data.bytes.append(0) }
      directory.put(name)
      word(&directory, UInt32(start + offset))
      word(&directory, UInt32(content.count))
    }
    var profile = PDFBytes()
    word(&profile, UInt32(start + data.bytes.count))
    word(&profile, 0)
    word(&profile, 0x0420_0000)
    profile.put("mntrRGB XYZ ")
    // Made on 2000-01-01 and for no platform: the profile is the same wherever it is made.
    for field in [2000, 1, 1, 0, 0, 0] as [UInt16] { short(&profile, field) }
    profile.put("acsp")
    profile.bytes += [UInt8](repeating: 0, count: 28)
    for value in [0xF6D6, 0x10000, 0xD32D] as [UInt32] { word(&profile, value) }
    profile.bytes += [UInt8](repeating: 0, count: 48)
    return profile.bytes + directory.bytes + data.bytes
  }

  /// `para`, function 3: a power above a straight line.
  private static func parametricCurve() -> [UInt8] {
    var tag = PDFBytes()
    tag.put("para")
    word(&tag, 0)
    short(&tag, 3)
    short(&tag, 0)
    // 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045 as s15Fixed16.
    for value in [157286, 62119, 3417, 5072, 2651] as [UInt32] { word(&tag, value) }
    return tag.bytes
  }

  private static func localized(_ text: StaticString) -> [UInt8] {
    var tag = PDFBytes()
    tag.put("mluc")
    for value in [0, 1, 12] as [UInt32] { word(&tag, value) }
    tag.put("enUS")
    word(&tag, UInt32(text.utf8CodeUnitCount * 2))
    word(&tag, 28)
    text.withUTF8Buffer { for byte in $0 { tag.bytes += [0, byte] } }
    return tag.bytes
  }

  private static func xyz(_ x: UInt32, _ y: UInt32, _ z: UInt32) -> [UInt8] {
    fixed("XYZ ", [Int32(x), Int32(y), Int32(z)])
  }

  private static func fixed(_ type: StaticString, _ values: [Int32]) -> [UInt8] {
    var tag = PDFBytes()
    tag.put(type)
    word(&tag, 0)
    for value in values { word(&tag, UInt32(bitPattern: value)) }
    return tag.bytes
  }

  private static func word(_ out: inout PDFBytes, _ value: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { out.bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  private static func short(_ out: inout PDFBytes, _ value: UInt16) {
    out.bytes += [UInt8(value >> 8), UInt8(value & 255)]
  }
}
