/// Places in a text in the three ways that others count: bytes of UTF-8, UTF-16 units (JavaScript) and code points (Python).

public struct Offsets {
  private let bytes: [UInt8]
  private var at = 0
  private var units = 0
  private var points = 0

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Both for a place in bytes that is not before the last one asked for; all of a text is walked once.
  public mutating func utf16AndCodePoints(at byte: Int) -> (utf16: Int, codePoints: Int) {
    while at < byte, at < bytes.count {
      if bytes[at] & 0xC0 != 0x80 {
        points += 1
        units += bytes[at] >= 0xF0 ? 2 : 1
      }
      at += 1
    }
    return (units, points)
  }
}
