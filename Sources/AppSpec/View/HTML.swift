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

  /// The five characters that mean something in text and in quoted attributes (HTML, 13.3), in runs.
  private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
    var first = 0
    // All of them are at or below `>`, nearly all letters are above.
    for index in 0..<utf8.count where utf8[index] <= UInt8(ascii: ">") {
      guard let entity = HTML.entity(utf8[index]) else { continue }
      append(UnsafeBufferPointer(rebasing: utf8[first..<index]))
      raw(entity)
      first = index + 1
    }
    append(UnsafeBufferPointer(rebasing: utf8[first...]))
  }

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
