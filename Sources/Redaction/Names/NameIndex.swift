/// The lists of names as an index by a word's hash, built at first use (54,000 entries in about two milliseconds).

struct NameFlags: OptionSet, Sendable {
  var rawValue: UInt8

  static let given = NameFlags(rawValue: 1)
  static let family = NameFlags(rawValue: 2)
  /// Also, or only, a common word.
  static let word = NameFlags(rawValue: 4)
  static let place = NameFlags(rawValue: 8)
  /// A word so frequent at the beginning of sentences and lines that it is no name there.
  static let stop = NameFlags(rawValue: 16)

  var isName: Bool { !isDisjoint(with: [.given, .family]) }
  /// A name and nothing else that we know.
  var isPlainName: Bool { isName && isDisjoint(with: [.word, .place]) }
}

struct NameIndex: @unchecked Sendable {
  private static let slots = 1 << 17
  /// A hash with its lowest five bits given to the flags.
  private let entries: UnsafeMutablePointer<UInt32>

  static let shared = NameIndex()

  private init() {
    entries = .allocate(capacity: NameIndex.slots)
    entries.initialize(repeating: 0, count: NameIndex.slots)
    let table = NameTable.entries
    var prefixes = [UInt32](repeating: 0x811C_9DC5, count: 32)
    var length = 0
    for index in 0..<table.utf8CodeUnitCount {
      let byte = table.utf8Start[index]
      switch byte {
      case 0x43...0x5A: length = Int(byte - 0x43)
      case 0x61...0x7A:
        prefixes[length + 1] = Word.mixed(prefixes[length], byte)
        length += 1
      default: insert(prefixes[length], byte - 0x23)
      }
    }
  }

  private func insert(_ hash: UInt32, _ flags: UInt8) {
    var slot = NameIndex.slot(hash)
    while entries[slot] != 0 { slot = (slot + 1) & (NameIndex.slots - 1) }
    entries[slot] = hash & ~31 | UInt32(flags)
  }

  private static func slot(_ hash: UInt32) -> Int { Int((hash >> 5 ^ hash >> 19) & UInt32(slots - 1)) }

  subscript(hash: UInt32) -> NameFlags {
    var slot = NameIndex.slot(hash)
    while entries[slot] != 0 {
      if entries[slot] & ~31 == hash & ~31 { return NameFlags(rawValue: UInt8(entries[slot] & 31)) }
      slot = (slot + 1) & (NameIndex.slots - 1)
    }
    return []
  }
}
