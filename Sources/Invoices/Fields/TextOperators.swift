/// The standard library's operators on text, out of line: of its own, each of the hundreds of places that join or compare texts
/// would have a copy. Texts are equal here when their bytes are, natively as in the browser, where there are no tables for more.

extension String {
  @inline(never)
  static func + (left: String, right: String) -> String {
    var joined = left
    joined.append(right)
    return joined
  }

  @inline(never)
  static func == (left: String, right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    var (left, right) = (left, right)
    return left.withUTF8 { left in right.withUTF8 { right in left.elementsEqual(right) } }
  }

  static func != (left: String, right: String) -> Bool { !(left == right) }

  /// In a `switch`.
  static func ~= (pattern: String, text: String) -> Bool { pattern == text }

  /// The bytes of a text of the program.
  @inline(never)
  init(text: StaticString) {
    self.init(decoding: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), as: UTF8.self)
  }
}
