/// A 128-bit identifier of one kind of thing, written as a lower-case UUID (RFC 9562); `Of` keeps kinds apart.
public struct ID<Of>: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Strict: 36 characters, lower case, hyphens in their places.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return nil }
    var digits: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) else { return nil }
        digits.append(byte)
      }
    }
    guard let raw = Hex.decode(digits) else { return nil }
    high = raw[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = raw[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Version 7: 48 bits of `milliseconds` since 1970, then 74 random bits; ids sort by the time they were made.
  public static func random(milliseconds: Int64) -> ID {
    var generator = SystemRandomNumberGenerator()
    return random(milliseconds: milliseconds, using: &generator)
  }

  /// The same with random bits that the caller draws.
  public static func random(milliseconds: Int64, using generator: inout some RandomNumberGenerator) -> ID {
    let time = UInt64(bitPattern: milliseconds) << 16
    return ID(
      high: time | 0x7000 | generator.next() & 0x0FFF,
      low: 0x8000_0000_0000_0000 | generator.next() >> 2)
  }

  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 16) { bytes, count in
      for index in 0..<16 { bytes[index] = byte(index) }
      count = 16
    }
  }

  public var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      for index in 0..<16 {
        if index == 4 || index == 6 || index == 8 || index == 10 {
          text[place] = UInt8(ascii: "-")
          place += 1
        }
        (text[place], text[place + 1]) = Hex.digits(byte(index))
        place += 2
      }
      return place
    }
  }

  private func byte(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: index < 8 ? high >> UInt64(56 - 8 * index) : low >> UInt64(120 - 8 * index))
  }

  public static func < (left: ID, right: ID) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}
