/// The bytes under inspection; beyond both ends, and in what was found before, stand zeros.

struct Text {
  let bytes: [UInt8]
  /// The end of the last finding: what follows it begins anew.
  var start = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  subscript(index: Int) -> UInt8 { index >= start && index < bytes.count ? bytes[index] : 0 }

  func isDigit(_ index: Int) -> Bool { self[index] >= 0x30 && self[index] <= 0x39 }

  func isLetter(_ index: Int) -> Bool {
    let lower = self[index] | 0x20
    return lower >= 0x61 && lower <= 0x7A
  }

  func isAlphanumeric(_ index: Int) -> Bool { isDigit(index) || isLetter(index) }

  /// A letter or digit, or a part of one beyond ASCII.
  func isWord(_ index: Int) -> Bool { isAlphanumeric(index) || self[index] >= 0x80 }

  /// Something stands here that does not go on from the byte before.
  func startsToken(_ index: Int) -> Bool { isWord(index) && !isWord(index - 1) }

  func starts(_ index: Int, with prefix: StaticString) -> Bool {
    let length = prefix.utf8CodeUnitCount
    guard index + length <= bytes.count else { return false }
    for offset in 0..<length where bytes[index + offset] != prefix.utf8Start[offset] { return false }
    return true
  }

  /// A letter or digit follows, also behind one joining sign: `1234-5678` goes on at the hyphen.
  func goesOn(_ index: Int) -> Bool {
    isWord(index) || Text.joins(self[index]) && isWord(index + 1)
  }

  /// A letter or digit came before, also before one joining sign.
  func cameFrom(_ index: Int) -> Bool {
    isWord(index - 1) || Text.joins(self[index - 1]) && isWord(index - 2)
  }

  private static func joins(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x5F || byte == 0x2E }
}
