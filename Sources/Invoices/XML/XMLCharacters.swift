/// The characters of XML: white space, names, text, references.

extension XMLParser {
  var ended: Bool { at >= bytes.count }
  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func skipSpace() {
    while let byte = next, Text.isSpace(byte) { at += 1 }
  }

  func starts(_ text: StaticString) -> Bool {
    guard at + text.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<text.utf8CodeUnitCount where bytes[at + index] != text.utf8Start[index] { return false }
    return true
  }

  func starts(_ marks: [UInt8]) -> Bool { bytes[at...].starts(with: marks) }

  mutating func skip(past text: StaticString) throws(XMLError) {
    while !ended {
      if starts(text) {
        at += text.utf8CodeUnitCount
        return
      }
      at += 1
    }
    throw error(.unexpectedEnd)
  }

  mutating func expect(_ byte: UInt8) throws(XMLError) {
    guard let found = next else { throw error(.unexpectedEnd) }
    guard found == byte else { throw error(.unexpectedByte) }
    at += 1
  }

  /// Letters, digits and `-._:`, all of other scripts; not beginning with a digit, a dash or a dot.
  mutating func name() throws(XMLError) -> ArraySlice<UInt8> {
    let start = at
    while let byte = next {
      let isName =
        Text.isLetter(byte) || Text.isDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      guard isName else { break }
      at += 1
    }
    guard start < at else { throw error(ended ? .unexpectedEnd : .badName) }
    let first = bytes[start]
    guard !Text.isDigit(first), first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else { throw error(.badName) }
    return bytes[start..<at]
  }

  /// One character or one reference; line ends become a line feed (XML 1.0 section 2.11).
  mutating func character(into text: inout [UInt8]) throws(XMLError) {
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "&"): try reference(into: &text)
    case 0x0D:
      if next == 0x0A { at += 1 }
      text.append(0x0A)
    case 0x09, 0x0A, 0x20...: text.append(byte)
    default: throw error(.unexpectedByte)
    }
  }

  /// The five entities of XML and character references.
  private mutating func reference(into text: inout [UInt8]) throws(XMLError) {
    let start = at
    while let byte = next, byte != UInt8(ascii: ";"), at - start < 12 { at += 1 }
    guard next == UInt8(ascii: ";") else { throw error(.badReference) }
    let name = String(decoding: bytes[start..<at], as: UTF8.self)
    at += 1
    switch name {
    case "amp": append("&", to: &text)
    case "lt": append("<", to: &text)
    case "gt": append(">", to: &text)
    case "quot": append("\"", to: &text)
    case "apos": append("'", to: &text)
    default:
      guard let scalar = XMLParser.scalar(bytes[start..<at - 1]) else { throw error(.badReference) }
      append(scalar, to: &text)
    }
  }

  private func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
    text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private static func scalar(_ reference: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard reference.first == UInt8(ascii: "#") else { return nil }
    let isHex = reference.dropFirst().first == UInt8(ascii: "x")
    let digits = String(decoding: reference.dropFirst(isHex ? 2 : 1), as: UTF8.self)
    guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-"),
      let code = UInt32(digits, radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(code)
    else { return nil }
    let isAllowed = code == 0x09 || code == 0x0A || code == 0x0D || (code >= 0x20 && code != 0xFFFE && code != 0xFFFF)
    return isAllowed ? scalar : nil
  }

  func decoded(_ text: [UInt8]) throws(XMLError) -> String {
    guard let string = String(validating: text, as: UTF8.self) else { throw error(.badText) }
    return string
  }
}
