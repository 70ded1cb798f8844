/// A word as the scanner reads it once: where it ends, its hash in folded letters, and what it is made of.

struct Word {
  var start: Int
  var end: Int
  /// FNV-1a over its letters and digits folded to a–z and 0–9 (`Folding`).
  var hash: UInt32 = 0x811C_9DC5
  var letters = 0
  var digits = 0
  var uppers = 0
  var startsUpper = false

  var isCapitalised: Bool { startsUpper && uppers == 1 && digits == 0 }
  var isNumber: Bool { letters == 0 }

  @inline(__always)
  static func mixed(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 0x0100_0193 }

  init(_ text: Text, _ start: Int) {
    self.start = start
    end = start
    repeat { addPlain(text) } while text[end] >= 0x80 && addWide(text, text[end])
  }

  /// The letters and digits of ASCII from `end` on.
  @inline(__always)
  private mutating func addPlain(_ text: Text) {
    let first = end
    if letters == 0, self.digits == 0 { startsUpper = text.isUpper(first) }
    var (at, hash, digits, uppers) = (end, hash, 0, 0)
    while true {
      let byte = text[at]
      if (byte | 0x20) &- 0x61 < 26 {
        uppers &+= Int(~byte & 0x20)
        hash = Word.mixed(hash, byte | 0x20)
      } else if byte &- 0x30 < 10 {
        digits &+= 1
        hash = Word.mixed(hash, byte)
      } else {
        break
      }
      at &+= 1
    }
    end = at
    self.hash = hash
    self.digits &+= digits
    self.uppers &+= uppers >> 5
    letters &+= at &- first &- digits
  }

  @inline(__always)
  private mutating func addLetter(_ folded: UInt8, upper: Bool) {
    if upper {
      uppers += 1
      if letters == 0, digits == 0 { startsUpper = true }
    }
    letters += 1
    hash = Word.mixed(hash, folded)
  }

  /// A letter beyond ASCII, or no more than a mark on the one before; false for what ends a word.
  private mutating func addWide(_ text: Text, _ byte: UInt8) -> Bool {
    guard text.isWord(end) else { return false }
    if byte == 0xCC || byte == 0xCD && text[end + 1] < 0xB0 {
      end += text[end + 1] >= 0x80 ? 2 : 1
      return true
    }
    if byte >= 0xC3, byte <= 0xC5, text[end + 1] & 0xC0 == 0x80 {
      let scalar = Int(byte & 0x1F) << 6 | Int(text[end + 1] & 0x3F)
      addLetter(Folding.letter(scalar), upper: Folding.isUpper(scalar))
      end += 2
      return true
    }
    if byte & 0xC0 != 0x80 { letters += 1 }
    // Capitals of Greek and Cyrillic, so that words in these scripts can begin a name.
    if byte == 0xCE && text[end + 1] &- 0x91 < 0x19 || byte == 0xD0 && text[end + 1] &- 0x90 < 0x20 {
      uppers += 1
      if letters == 1, digits == 0 { startsUpper = true }
    }
    hash = Word.mixed(hash, byte)
    end += 1
    return true
  }

  /// The hash of each word of a list with spaces between.
  static func each(_ list: StaticString, _ body: (UInt32) -> Void) {
    var hash: UInt32 = 0x811C_9DC5
    for index in 0...list.utf8CodeUnitCount {
      let byte = index < list.utf8CodeUnitCount ? list.utf8Start[index] : 0x20
      if byte > 0x20 {
        hash = mixed(hash, byte)
      } else {
        body(hash)
        hash = 0x811C_9DC5
      }
    }
  }
}
