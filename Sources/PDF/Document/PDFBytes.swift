// How the syntax of PDF is written (ISO 32000-1, 7.2 and 7.3).

/// Bytes that grow.
struct PDFBytes {
  var bytes: [UInt8] = []

  /// There is none for a `String`: every literal would be one, and take several times as long.
  @inline(never)
  mutating func put(_ text: StaticString) {
    let count = text.utf8CodeUnitCount
    // Operators and the spaces between them: shorter than the way to the call that would copy them.
    if count > 4 { return bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: count)) }
    for index in 0..<count { bytes.append(text.utf8Start[index]) }
  }

  mutating func put(_ value: Int) { put(Int64(value)) }

  @inline(never)
  mutating func put(_ value: Int64) {
    if value < 0 { bytes.append(0x2D) }
    let magnitude = value.magnitude
    if magnitude < 10_000 { return putShort(UInt32(magnitude)) }
    var place: UInt64 = 1
    while magnitude / place >= 10 { place *= 10 }
    while place > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: magnitude / place % 10))
      place /= 10
    }
  }

  /// At most four figures, as nearly all numbers of a page have.
  private mutating func putShort(_ value: UInt32) {
    if value >= 1_000 { bytes.append(0x30 + UInt8(truncatingIfNeeded: value / 1_000)) }
    if value >= 100 { bytes.append(0x30 + UInt8(truncatingIfNeeded: value / 100 % 10)) }
    if value >= 10 { bytes.append(0x30 + UInt8(truncatingIfNeeded: value / 10 % 10)) }
    bytes.append(0x30 + UInt8(truncatingIfNeeded: value % 10))
  }

  /// A number given in hundredths, without needless zeros.
  mutating func putHundredths(_ value: Int64) {
    if value < 0 { bytes.append(0x2D) }
    let whole = Int64(value.magnitude / 100)
    let part = UInt8(value.magnitude % 100)
    if whole > 0 || part == 0 { put(whole) }
    if part == 0 { return }
    bytes.append(0x2E)
    bytes.append(0x30 + part / 10)
    if part % 10 != 0 { bytes.append(0x30 + part % 10) }
  }

  /// A number given in millionths.
  mutating func putMillionths(_ value: Int64) {
    if value < 0 { bytes.append(0x2D) }
    put(Int64(value.magnitude / 1_000_000))
    bytes.append(0x2E)
    var place: UInt64 = 100_000
    while place > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: value.magnitude / place % 10))
      place /= 10
    }
  }

  /// A length, to a hundredth of a point.
  mutating func put(_ value: Points) { putHundredths(value.hundredths) }

  mutating func put(_ size: Size) {
    put(size.width)
    put(" ")
    put(size.height)
  }

  /// A component of a colour, 0 to 1, to a thousandth: enough to give back each of 256 values.
  mutating func putComponent(_ value: UInt8) {
    let thousandths = (Int(value) * 1000 + 127) / 255
    if thousandths == 1000 { return put("1") }
    if thousandths == 0 { return put("0") }
    bytes.append(0x2E)
    var part = [UInt8(0x30 + thousandths / 100), UInt8(0x30 + thousandths / 10 % 10), UInt8(0x30 + thousandths % 10)]
    while part.last == 0x30 { part.removeLast() }
    bytes.append(contentsOf: part)
  }

  mutating func put(_ color: Color) {
    putComponent(color.red)
    put(" ")
    putComponent(color.green)
    put(" ")
    putComponent(color.blue)
  }

  mutating func putHex(_ value: UInt16) {
    putDigits(UInt8(value >> 8))
    putDigits(UInt8(value & 0xFF))
  }

  mutating func putHex(_ values: [UInt8]) {
    put("<")
    for value in values { putDigits(value) }
    put(">")
  }

  /// Two hexadecimal figures.
  mutating func putDigits(_ value: UInt8) {
    let (high, low) = (value >> 4, value & 15)
    bytes.append(high < 10 ? 0x30 + high : 0x37 + high)
    bytes.append(low < 10 ? 0x30 + low : 0x37 + low)
  }

  /// A text string: ASCII as it is, all else as UTF-16 with its byte order mark (7.9.2.2).
  @inline(never)
  mutating func putText(_ text: String) {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return putLiteral(Array(text.utf8)) }
    put("<FEFF")
    for unit in text.utf16 { putHex(unit) }
    put(">")
  }

  mutating func putLiteral(_ text: [UInt8]) {
    put("(")
    for byte in text { putEscaped(byte) }
    put(")")
  }

  /// A byte inside a literal string (7.3.4.2); a carriage return would be read as a line feed.
  mutating func putEscaped(_ byte: UInt8) {
    switch byte {
    case 0x28, 0x29, 0x5C:
      bytes.append(0x5C)
      bytes.append(byte)
    case 0x0D: put("\\r")
    default: bytes.append(byte)
    }
  }

  /// A name (7.3.5).
  mutating func putName(_ name: String) {
    put("/")
    for byte in name.utf8 {
      let isRegular = byte > 0x20 && byte < 0x7F && !"()<>[]{}/%#".utf8.contains(byte)
      if isRegular {
        bytes.append(byte)
      } else {
        put("#")
        for digit in [byte >> 4, byte & 15] { bytes.append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
      }
    }
  }

  mutating func putReference(_ object: Int) {
    put(object)
    put(" 0 R")
  }
}

extension Points {
  var hundredths: Int64 { rounded(thousandths, over: 10) }
}
