// A paragraph's characters, in the forms that the steps of setting it want: UTF-8 for HarfBuzz, scalars for FriBidi.

struct Characters {
  var utf8: [UInt8] = []
  var scalars: [UInt32] = []
  /// For each scalar its first byte; one more at the end.
  var starts: [Int32] = []
  /// For each scalar the style of its span.
  var styles: [UInt16] = []
  /// Whether all stand below the first right-to-left script, so that each has level 0 in a left-to-right paragraph.
  var isPlain = true

  mutating func append(_ text: some Sequence<Unicode.Scalar>, style: Int) {
    for scalar in text { append(scalar, style: UInt16(style)) }
  }

  mutating func append(_ given: Unicode.Scalar, style: UInt16) {
    // Tabs, line ends and other controls have no glyph: a space stands for each.
    let scalar: Unicode.Scalar = isControl(given.value) ? " " : given
    scalars.append(scalar.value)
    starts.append(Int32(utf8.count))
    styles.append(style)
    if scalar.value < 0x80 {
      utf8.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      if scalar.value >= 0x590 && !isNeutralPunctuation(scalar.value) { isPlain = false }
      utf8.append(contentsOf: UTF8.encode(scalar)!)
    }
  }

  mutating func finish() { starts.append(Int32(utf8.count)) }

  /// The bytes of scalars `range`.
  func bytes(_ range: Range<Int>) -> Range<Int> { Int(starts[range.lowerBound])..<Int(starts[range.upperBound]) }

  func text(_ range: Range<Int>) -> String { String(decoding: utf8[bytes(range)], as: UTF8.self) }
}

private func isControl(_ scalar: UInt32) -> Bool {
  scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0) || scalar == 0x2028 || scalar == 0x2029
}

/// Dashes, quotes, spaces and currency signs that left-to-right text is full of; none of them directs.
private func isNeutralPunctuation(_ scalar: UInt32) -> Bool {
  (scalar >= 0x2010 && scalar <= 0x2027) || (scalar >= 0x2030 && scalar <= 0x205E)
    || (scalar >= 0x20A0 && scalar <= 0x20C0) || (scalar >= 0x2000 && scalar <= 0x200A) || scalar == 0x202F
    || (scalar >= 0x1E00 && scalar <= 0x1FFF) || (scalar >= 0x2190 && scalar <= 0x22FF)
}
