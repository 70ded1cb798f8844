/// The bytes under inspection; beyond both ends, and in what was found before, stand zeros.

struct Text {
  private let bytes: UnsafeBufferPointer<UInt8>
  let count: Int
  /// The end of the last certain finding: what follows it begins anew.
  var start = 0 { didSet { left = UInt(max(0, count - start)) } }
  /// From `start` to the end: one comparison tells whether an index is between them.
  private var left: UInt

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    count = bytes.count
    left = UInt(bytes.count)
  }

  subscript(index: Int) -> UInt8 {
    @inline(__always) get { UInt(bitPattern: index &- start) < left ? bytes[index] : 0 }
  }

  func isDigit(_ index: Int) -> Bool { self[index] &- 0x30 < 10 }

  func isLetter(_ index: Int) -> Bool { (self[index] | 0x20) &- 0x61 < 26 }

  func isUpper(_ index: Int) -> Bool { self[index] &- 0x41 < 26 }

  func isAlphanumeric(_ index: Int) -> Bool { isDigit(index) || isLetter(index) }

  func isHex(_ index: Int) -> Bool { isDigit(index) || (self[index] | 0x20) &- 0x61 < 6 }

  /// A letter or digit, or a part of one beyond ASCII.
  func isWord(_ index: Int) -> Bool {
    let byte = self[index]
    return byte < 0x80 ? byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 : isWideWord(index)
  }

  /// Beyond ASCII all is taken for letters but U+0080 to U+00BF, U+2000 to U+20FF and U+3000 to U+303F: spaces, quotes,
  /// dashes, currencies.
  private func isWideWord(_ index: Int) -> Bool {
    var lead = index
    while self[lead] & 0xC0 == 0x80, lead > index - 3 { lead -= 1 }
    let next = self[lead + 1]
    return self[lead] != 0xC2 && !(self[lead] == 0xE2 && next < 0x84) && !(self[lead] == 0xE3 && next == 0x80)
  }

  /// Something stands here that does not go on from the byte before.
  func startsToken(_ index: Int) -> Bool { isWord(index) && !isWord(index - 1) }

  @inline(__always)
  func starts(_ index: Int, with prefix: StaticString) -> Bool {
    let length = prefix.utf8CodeUnitCount
    guard index >= 0, index &+ length <= count, bytes[index] == prefix.utf8Start[0] else { return false }
    return goesOn(index, with: prefix)
  }

  /// `prefix` stands there, whose first byte does and which fits in.
  private func goesOn(_ index: Int, with prefix: StaticString) -> Bool {
    for offset in 1..<max(1, prefix.utf8CodeUnitCount) where bytes[index &+ offset] != prefix.utf8Start[offset] {
      return false
    }
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

  /// The two digits from `index` on as a number.
  func pair(_ index: Int) -> Int { Int(self[index] &- 0x30) * 10 + Int(self[index + 1] &- 0x30) }

  private static func joins(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x5F || byte == 0x2E }
}
