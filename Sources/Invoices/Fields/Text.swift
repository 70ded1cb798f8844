/// Small questions about text that Embedded Swift's library does not answer.

enum Text {
  /// Without white space at both ends; nil when nothing is left, since an empty field is an absent field.
  static func trimmed(_ text: String) -> String? {
    var known = text
    let isTrimmed = known.withUTF8 { bytes in !bytes.isEmpty && !isSpace(bytes[0]) && !isSpace(bytes[bytes.count - 1]) }
    if isTrimmed { return text }
    let bytes = Array(text.utf8)
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return nil }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte & 0xDF) }

  /// ASCII letters and digits alone, letters in upper case: how account numbers and references are compared.
  static func compact(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    for byte in text.utf8 where !isSpace(byte) { out.append(byte >= 0x61 && byte <= 0x7A ? byte - 32 : byte) }
    return out
  }

  /// Its Unicode scalars: each begins with a byte that continues none.
  static func length(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { bytes in
      var count = 0
      for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }

  /// What no font of an invoice has: characters of China, Japan and Korea (U+3000 to U+9FFF, U+AC00 to U+D7FF), and emoji
  /// with all beyond (from U+1F000). Ten of them say enough.
  static func beyondFonts(_ text: String) -> String {
    var text = text
    var found: [UInt8] = []
    text.withUTF8 { bytes in
      for (index, byte) in bytes.enumerated() where byte >= 0xE3 && byte != 0xEE && byte != 0xEF && found.count < 30 {
        let next = bytes[index + 1]
        if byte == 0xEA && next < 0xB0 || byte == 0xF0 && next < 0x9F { continue }
        found += bytes[index..<index + (byte < 0xF0 ? 3 : 4)]
      }
    }
    return String(decoding: found, as: UTF8.self)
  }

  /// At most 40 characters, so that a message stays one line.
  static func shortened(_ text: String) -> String {
    guard text.unicodeScalars.count > 40 else { return text }
    var short = ""
    for scalar in text.unicodeScalars.prefix(39) { short.unicodeScalars.append(scalar) }
    return short + "…"
  }

  /// The first `count` characters at most, on one line.
  static func cut(_ text: String, to count: Int) -> String {
    var out = ""
    for scalar in text.unicodeScalars.prefix(count) { out.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar) }
    return out
  }

  static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard part.count <= text.count else { return false }
    for start in 0...(text.count - part.count) where text[start..<start + part.count].elementsEqual(part) {
      return true
    }
    return false
  }

  /// What stands before `end`; nil where the text ends otherwise.
  @inline(never)
  static func before(_ end: StaticString, _ text: String) -> String? {
    let end = UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount)
    let bytes = Array(text.utf8)
    guard bytes.suffix(end.count).elementsEqual(end) else { return nil }
    return String(decoding: bytes.dropLast(end.count), as: UTF8.self)
  }

  /// The word with the fewest edits between them, if these are at most a third of the word.
  static func nearest(to word: String, among words: [String]) -> String? {
    var best: String?
    var least = Int.max
    for candidate in words {
      let edits = distance(Array(word.utf8), Array(candidate.utf8))
      if edits < least {
        least = edits
        best = candidate
      }
    }
    return least <= max(1, word.utf8.count / 3) ? best : nil
  }

  /// Levenshtein's distance.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard left.count <= 64, right.count <= 64 else { return Int.max }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
