/// Rows in the text format of `COPY` (PostgreSQL manual, COPY, "Text Format"), written straight as bytes: a million
/// lines as strings would take longer to make than to load.
struct CopyText {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  init(reserving capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  mutating func null() {
    separate()
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(UInt8(ascii: "N"))
  }

  mutating func add(_ number: Int) {
    separate()
    append(number, digits: 1)
  }

  /// Hundredths: `1234` is `12.34`.
  mutating func add(hundredths number: Int) {
    separate()
    append(number / 100, digits: 1)
    bytes.append(UInt8(ascii: "."))
    append(number % 100, digits: 2)
  }

  /// Thousandths: `190` is `0.190`.
  mutating func add(thousandths number: Int) {
    separate()
    append(number / 1000, digits: 1)
    bytes.append(UInt8(ascii: "."))
    append(number % 1000, digits: 3)
  }

  /// Bytes that need no escape.
  mutating func add(plain text: [UInt8]) {
    separate()
    bytes.append(contentsOf: text)
  }

  mutating func add(_ text: String) {
    separate()
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "\\")])
      case UInt8(ascii: "\n"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case UInt8(ascii: "\t"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
      case UInt8(ascii: "\r"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
      default: bytes.append(byte)
      }
    }
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: "\t")) }
    isFirst = false
  }

  /// Numbers here are never negative.
  private mutating func append(_ number: Int, digits: Int) {
    if number >= 10 || digits > 1 { append(number / 10, digits: digits - 1) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
