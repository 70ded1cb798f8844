/// Splits a statement into PostgreSQL's tokens, as far as a spec needs them: enough to know for certain what is a
/// placeholder and what stands in a string, a quoted identifier or a comment.
///
/// Follows PostgreSQL 15's `scan.l` with `standard_conforming_strings = on`: doubled quotes, `E''` escapes, strings
/// continued on the next line, dollar quotes, nested comments.
struct SQLToken: Equatable {
  enum Kind: Equatable {
    /// A key word or an identifier without quotes.
    case word
    case number
    /// A string, a quoted identifier.
    case quoted
    /// `:name`, the colon included.
    case placeholder
    /// `$1`
    case positional
    /// Any other single byte.
    case symbol(UInt8)
  }
  let kind: Kind
  let range: Range<Int>
}

struct SQLLexer {
  let bytes: [UInt8]
  private(set) var tokens: [SQLToken] = []
  private(set) var problems: [SQLProblem] = []
  private var position = 0
  /// Open square brackets: within them a colon may separate the bounds of a slice.
  private var brackets = 0

  init(_ sql: String) {
    bytes = Array(sql.utf8)
    while position < bytes.count { next() }
  }

  func text(_ token: SQLToken) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

  private func peek(_ distance: Int = 0) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  private mutating func next() {
    let byte = bytes[position]
    switch byte {
    case 0: fail(.nulByte, at: position, skipping: 1)
    case 9, 10, 11, 12, 13, 32: position += 1
    case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"): skipLine()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipComment()
    case UInt8(ascii: "'"): string(from: position, escapes: false)
    case UInt8(ascii: "\""): quotedIdentifier()
    case UInt8(ascii: "$"): dollar()
    case UInt8(ascii: ":"): colon()
    case 48...57: number()
    default: startsWord(byte) ? word() : symbol(byte)
    }
  }

  private mutating func symbol(_ byte: UInt8) {
    if byte == UInt8(ascii: "[") { brackets += 1 }
    if byte == UInt8(ascii: "]") { brackets = max(0, brackets - 1) }
    append(.symbol(byte), from: position, to: position + 1)
  }

  private mutating func word() {
    let start = position
    if bytes[start] | 0x20 == UInt8(ascii: "e"), peek(1) == UInt8(ascii: "'") {
      position += 1
      return string(from: start, escapes: true)
    }
    while let byte = peek(), continuesWord(byte) || byte == UInt8(ascii: "$") { position += 1 }
    append(.word, from: start, to: position)
  }

  private mutating func number() {
    let start = position
    while let byte = peek(), (48...57).contains(byte) || byte == UInt8(ascii: ".") { position += 1 }
    append(.number, from: start, to: position)
  }

  private mutating func quotedIdentifier() {
    let start = position
    position += 1
    while let byte = peek() {
      position += 1
      guard byte == UInt8(ascii: "\"") else { continue }
      if peek() != UInt8(ascii: "\"") { return append(.quoted, from: start, to: position) }
      position += 1
    }
    fail(.unterminated(what: "quoted identifier"), at: start)
  }

  /// `position` is at the opening quote; `start` before an `E`.
  private mutating func string(from start: Int, escapes: Bool) {
    position += 1
    while let byte = peek() {
      position += 1
      if escapes, byte == UInt8(ascii: "\\") {
        position = min(position + 1, bytes.count)
      } else if byte == UInt8(ascii: "'") {
        if peek() == UInt8(ascii: "'") {
          position += 1
        } else if let resumed = continuedString() {
          position = resumed + 1
        } else {
          return append(.quoted, from: start, to: position)
        }
      }
    }
    fail(.unterminated(what: "string"), at: start)
  }

  /// SQL joins strings that only white space with a line break separates; the first one's kind of escapes goes on.
  private func continuedString() -> Int? {
    var ahead = position
    var lineBreak = false
    while ahead < bytes.count {
      switch bytes[ahead] {
      case 10, 13: lineBreak = true
      case 9, 11, 12, 32: break
      case UInt8(ascii: "-") where ahead + 1 < bytes.count && bytes[ahead + 1] == UInt8(ascii: "-"):
        while ahead + 1 < bytes.count, bytes[ahead + 1] != 10, bytes[ahead + 1] != 13 { ahead += 1 }
      case UInt8(ascii: "'"): return lineBreak ? ahead : nil
      default: return nil
      }
      ahead += 1
    }
    return nil
  }

  private mutating func dollar() {
    let start = position
    if let digit = peek(1), (48...57).contains(digit) {
      position += 1
      while let byte = peek(), (48...57).contains(byte) { position += 1 }
      return append(.positional, from: start, to: position)
    }
    var end = start + 1
    if end < bytes.count, startsWord(bytes[end]) {
      while end < bytes.count, continuesWord(bytes[end]) { end += 1 }
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else { return symbol(bytes[start]) }
    let delimiter = bytes[start...end]
    position = end + 1
    while position + delimiter.count <= bytes.count {
      if bytes[position] == UInt8(ascii: "$"), bytes[position..<position + delimiter.count] == delimiter {
        return append(.quoted, from: start, to: position + delimiter.count)
      }
      position += 1
    }
    fail(.unterminated(what: "dollar-quoted string"), at: start)
  }

  private mutating func colon() {
    let start = position
    if peek(1) == UInt8(ascii: ":") || peek(1) == UInt8(ascii: "=") {
      append(.symbol(UInt8(ascii: ":")), from: start, to: start + 2)
    } else if let following = peek(1), startsWord(following), !separatesSlice() {
      position += 1
      while let byte = peek(), continuesWord(byte) { position += 1 }
      append(.placeholder, from: start, to: position)
    } else {
      symbol(bytes[start])
    }
  }

  /// `[1:n]`: a colon within brackets that something stands directly before.
  private func separatesSlice() -> Bool {
    guard brackets > 0, position > 0 else { return false }
    let before = bytes[position - 1]
    return continuesWord(before) || before == UInt8(ascii: ")") || before == UInt8(ascii: "]")
  }

  private mutating func skipLine() {
    while let byte = peek(), byte != 10, byte != 13 { position += 1 }
  }

  private mutating func skipComment() {
    let start = position
    var depth = 0
    while let byte = peek() {
      if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        depth += 1
        position += 2
      } else if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        depth -= 1
        position += 2
        if depth == 0 { return }
      } else {
        position += 1
      }
    }
    fail(.unterminated(what: "comment"), at: start)
  }

  private mutating func append(_ kind: SQLToken.Kind, from start: Int, to end: Int) {
    tokens.append(SQLToken(kind: kind, range: start..<end))
    position = end
  }

  /// What is not closed swallows the rest.
  private mutating func fail(_ kind: SQLProblem.Kind, at offset: Int, skipping count: Int? = nil) {
    problems.append(SQLProblem(kind: kind, offset: offset))
    position = count.map { offset + $0 } ?? bytes.count
  }

  private func startsWord(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_") || byte >= 128
  }

  private func continuesWord(_ byte: UInt8) -> Bool { startsWord(byte) || (48...57).contains(byte) }
}
