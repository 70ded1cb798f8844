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
    let time = UInt64(bitPattern: milliseconds) << 16
    return ID(
      high: time | 0x7000 | generator.next() & 0x0FFF,
      low: 0x8000_0000_0000_0000 | generator.next() >> 2)
  }

  public var bytes: [UInt8] {
    var out: [UInt8] = []
    for word in [high, low] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) { out.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return out
  }

  public var description: String {
    let hex = Array(Hex.encode(bytes).utf8)
    var out: [UInt8] = []
    for (index, digit) in hex.enumerated() {
      if index == 8 || index == 12 || index == 16 || index == 20 { out.append(UInt8(ascii: "-")) }
      out.append(digit)
    }
    return String(decoding: out, as: UTF8.self)
  }

  public static func < (left: ID, right: ID) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}
