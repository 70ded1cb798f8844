/// Why bytes are not JSON, and where (offset in bytes from 0).
public struct JSONError: Error, Equatable, Sendable {
  public enum Reason: Sendable, Equatable {
    case unexpectedEnd, unexpectedByte, badNumber, badString, badUTF8, duplicateName, tooDeep, trailingBytes
  }
  public var reason: Reason
  public var offset: Int
}

extension JSON {
  /// Strict RFC 8259: no trailing bytes, no duplicate names, no lone surrogates, at most 64 levels.
  public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.at == bytes.count else { throw parser.error(.trailingBytes) }
    return value
  }

  public static func parse(_ text: String) throws(JSONError) -> JSON { try parse(Array(text.utf8)) }
}

struct JSONParser {
  let bytes: [UInt8]
  var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: at) }

  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth <= 64 else { throw error(.tooDeep) }
    skipSpace()
    guard let byte = next else { throw error(.unexpectedEnd) }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for index in 0..<word.utf8CodeUnitCount {
      guard next == word.utf8Start[index] else { throw error(.unexpectedByte) }
      at += 1
    }
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    at += 1
    var members: [JSON.Member] = []
    skipSpace()
    if next == UInt8(ascii: "}") {
      at += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error(next == nil ? .unexpectedEnd : .unexpectedByte) }
      let name = try string()
      if members.count < JSONParser.few, members.contains(where: { $0.isNamed(name) }) { throw error(.duplicateName) }
      skipSpace()
      try expect(UInt8(ascii: ":"))
      members.append(JSON.Member(name, try value(depth: depth + 1)))
      if try endOrComma(UInt8(ascii: "}")) { break }
    }
    if members.count > JSONParser.few && members.map({ $0.name }).hasTwins { throw error(.duplicateName) }
    return .object(members)
  }

  /// So many names are compared with each other as they come; more of them, sorted, at the object's end.
  private static let few = 24

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    at += 1
    var items: [JSON] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      at += 1
      return .array([])
    }
    while true {
      items.append(try value(depth: depth + 1))
      if try endOrComma(UInt8(ascii: "]")) { return .array(items) }
    }
  }

  private mutating func endOrComma(_ end: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard let byte = next else { throw error(.unexpectedEnd) }
    guard byte == end || byte == UInt8(ascii: ",") else { throw error(.unexpectedByte) }
    at += 1
    return byte == end
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard let found = next else { throw error(.unexpectedEnd) }
    guard found == byte else { throw error(.unexpectedByte) }
    at += 1
  }
}

// MARK: - Numbers and strings

extension JSONParser {
  private mutating func digits() -> Int {
    let start = at
    while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
    return at - start
  }

  mutating func number() throws(JSONError) -> JSON {
    let start = at
    var whole = true
    if next == UInt8(ascii: "-") { at += 1 }
    let leading = next
    let count = digits()
    guard count > 0 else { throw error(.unexpectedByte) }
    guard count == 1 || leading != UInt8(ascii: "0") else { throw error(.badNumber) }
    if next == UInt8(ascii: ".") {
      whole = false
      at += 1
      guard digits() > 0 else { throw error(.badNumber) }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      whole = false
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      guard digits() > 0 else { throw error(.badNumber) }
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if whole, let value = Int64(text) { return .integer(value) }
    return .number(text)
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw error(.badUTF8) }
    return text
  }

  mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    let (end, isASCII) = bytes.withUnsafeBytes { JSONParser.plain($0, from: start) }
    at = end
    if next == UInt8(ascii: "\"") {
      at += 1
      if isASCII {
        return bytes.withUnsafeBufferPointer {
          String(decoding: UnsafeBufferPointer(rebasing: $0[start..<end]), as: UTF8.self)
        }
      }
      return try text(bytes[start..<end])
    }
    var out = Array(bytes[start..<at])
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return try text(out[...])
      case UInt8(ascii: "\\"):
        at += 1
        try escape(into: &out)
      case 0..<0x20: throw error(.badString)
      default:
        out.append(byte)
        at += 1
      }
    }
    throw error(.unexpectedEnd)
  }

  /// Where the characters end that stand for themselves, and whether all are ASCII. Eight at a time: a logo is one long string.
  private static func plain(_ bytes: UnsafeRawBufferPointer, from start: Int) -> (end: Int, isASCII: Bool) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops = ones << 7
    var (end, seen) = (start, UInt64(0))
    while end + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self)
      let (quote, backslash) = (word ^ ones &* 0x22, word ^ ones &* 0x5C)
      // The top bit of each byte that is below 0x20 or one of the two signs, and sometimes of one above such a byte.
      let found = (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
      if found & tops != 0 { break }
      seen |= word
      end += 8
    }
    while end < bytes.count, bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\") {
      seen |= UInt64(bytes[end])
      end += 1
    }
    return (end, seen & tops == 0)
  }

  private mutating func escape(into out: inout [UInt8]) throws(JSONError) {
    guard let byte = next else { throw error(.unexpectedEnd) }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "u"): try unicodeEscape(into: &out)
    default: throw error(.badString)
    }
  }

  private mutating func unicodeEscape(into out: inout [UInt8]) throws(JSONError) {
    var code = try fourHexDigits()
    if (0xD800..<0xDC00).contains(code) {
      guard next == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u") else {
        throw error(.badString)
      }
      at += 2
      let low = try fourHexDigits()
      guard (0xDC00..<0xE000).contains(low) else { throw error(.badString) }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw error(.badString) }
    out.append(contentsOf: UTF8.encode(scalar)!)
  }

  private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
    guard at + 4 <= bytes.count, let pair = Hex.decode(bytes[at..<at + 4]) else { throw error(.badString) }
    at += 4
    return UInt32(pair[0]) << 8 | UInt32(pair[1])
  }
}
