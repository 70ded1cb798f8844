/// Writes UTF-8 HTML straight into one buffer. What is not a literal of ours goes through `text` or `attribute`, which
/// escape it; there is no third way.
///
/// The buffer is its own and not an array: a page of fifty rows is some two thousand short pieces, and an array checks its
/// owner and its size for each of them.
public struct HTML: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  /// What `digits` writes to.
  private var scratch: [UInt8] = []

  public init(reserving capacity: Int = 32768) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  /// Markup of ours.
  @inline(__always)
  public mutating func raw(_ markup: StaticString) {
    append(UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  @inline(__always)
  private mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
    guard let source = piece.baseAddress else { return }
    if count + piece.count > capacity { grow(by: piece.count) }
    (start + count).update(from: source, count: piece.count)
    count += piece.count
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    capacity = 2 * capacity + more
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  /// Markup that was written by such a writer before.
  public mutating func append(written markup: [UInt8]) { markup.withUnsafeBufferPointer { append($0) } }

  /// The same, or text that is known to need no escaping.
  public mutating func append(written markup: UnsafeBufferPointer<UInt8>) { append(markup) }

  /// Escaped text.
  public mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { escape($0) }
  }

  /// Escaped text.
  mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) { escape(utf8) }

  /// Escaped text.
  mutating func text(_ utf8: ArraySlice<UInt8>) {
    utf8.withUnsafeBufferPointer { escape($0) }
  }

  /// ` name="escaped"`
  public mutating func attribute(_ name: StaticString, _ value: String) {
    raw(" ")
    raw(name)
    raw("=\"")
    text(value)
    raw("\"")
  }

  mutating func attribute(_ name: StaticString, _ value: Int) {
    raw(" ")
    raw(name)
    raw("=\"")
    number(value)
    raw("\"")
  }

  mutating func number(_ value: Int) { text(String(value)) }

  /// For writers whose output consists of digits, letters and spaces by construction.
  mutating func digits(_ write: (inout [UInt8]) -> Void) {
    var digits: [UInt8] = []
    swap(&digits, &scratch)
    write(&digits)
    digits.withUnsafeBufferPointer { append($0) }
    digits.removeAll(keepingCapacity: true)
    swap(&digits, &scratch)
  }

  /// Markup that was written by an `HTML` before.
  mutating func append(_ other: borrowing HTML) { append(UnsafeBufferPointer(start: other.start, count: other.count)) }

  /// Markup that stands on a page many times.
  struct Fragment: Sendable {
    fileprivate let bytes: [UInt8]

    init(_ write: (inout HTML) -> Void) {
      var html = HTML(reserving: 256)
      write(&html)
      bytes = html.bytes
    }
  }

  mutating func append(_ fragment: Fragment) { fragment.bytes.withUnsafeBufferPointer { append($0) } }

  /// Text that means itself wherever it stands, in markup and in addresses: the unreserved characters of RFC 3986
  /// section 2.3, with one `@` among them. Nearly all mail addresses are such.
  struct PlainAddress {
    fileprivate let bytes: UnsafeBufferPointer<UInt8>

    /// Nil for every other text. The bytes must stay where they are while it is used.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
      var ats = 0
      for byte in bytes {
        let mask = byte < 64 ? PlainAddress.low : byte < 128 ? PlainAddress.high : 0
        guard mask >> UInt64(byte & 63) & 1 == 1 else { return nil }
        if byte == UInt8(ascii: "@") { ats += 1 }
      }
      guard ats == 1 else { return nil }
      self.bytes = bytes
    }

    /// Of the bytes 0 to 63: `-`, `.` and the digits.
    private static let low: UInt64 = 0x03FF_6000_0000_0000
    /// Of the bytes 64 to 127: `@`, the letters, `_` and `~`.
    private static let high: UInt64 = 0x47FF_FFFE_87FF_FFFF
  }

  mutating func plain(_ address: PlainAddress) { append(address.bytes) }

  /// The five characters that mean something in text and in quoted attributes (HTML, 13.3), in runs.
  private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
    var first = 0
    for index in 0..<utf8.count where utf8[index] < 64 && HTML.special >> UInt64(utf8[index]) & 1 == 1 {
      guard let entity = HTML.entity(utf8[index]) else { continue }
      append(UnsafeBufferPointer(rebasing: utf8[first..<index]))
      raw(entity)
      first = index + 1
    }
    append(UnsafeBufferPointer(rebasing: utf8[first...]))
  }

  /// Of the bytes 0 to 63 those that have an entity.
  private static let special: UInt64 = 0x5000_00C4_0000_0000

  private static func entity(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
