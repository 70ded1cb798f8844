// The tables of a font file that a document states about its fonts (OpenType 1.9). Every read is checked: a font may be rubbish.

/// A view of a font's bytes, which must outlive it; reading outside gives nil.
struct SFNT {
  let bytes: UnsafeBufferPointer<UInt8>
  private let tables: [(tag: UInt32, start: Int, count: Int)]

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let whole = Table(bytes: bytes, start: 0, count: bytes.count)
    guard let version = whole.word(0), let count = whole.unsigned(4) else { return nil }
    guard version == 0x0001_0000 || version == 0x4F54_544F || version == 0x7472_7565 else { return nil }
    var tables: [(tag: UInt32, start: Int, count: Int)] = []
    for index in 0..<count {
      let record = 12 + index * 16
      guard let tag = whole.word(record), let start = whole.word(record + 8), let length = whole.word(record + 12)
      else { return nil }
      guard Int64(start) + Int64(length) <= Int64(bytes.count) else { return nil }
      tables.append((tag, Int(start), Int(length)))
    }
    self.tables = tables
  }

  /// The bytes of a table by its four letters.
  func table(_ tag: StaticString) -> Table? {
    var wanted: UInt32 = 0
    tag.withUTF8Buffer { for byte in $0 { wanted = wanted << 8 | UInt32(byte) } }
    for table in tables where table.tag == wanted {
      return Table(bytes: bytes, start: table.start, count: table.count)
    }
    return nil
  }

  struct Table {
    let bytes: UnsafeBufferPointer<UInt8>
    let start: Int
    let count: Int

    func unsigned(_ offset: Int) -> Int? {
      guard offset >= 0, offset + 2 <= count else { return nil }
      return Int(bytes[start + offset]) << 8 | Int(bytes[start + offset + 1])
    }

    func word(_ offset: Int) -> UInt32? {
      guard let high = unsigned(offset), let low = unsigned(offset + 2) else { return nil }
      return UInt32(high) << 16 | UInt32(low)
    }

    func signed(_ offset: Int) -> Int? {
      guard let value = unsigned(offset) else { return nil }
      return value < 0x8000 ? value : value - 0x10000
    }
  }
}

func readUInt16(_ bytes: [UInt8], _ offset: Int) -> UInt16? {
  guard offset >= 0, offset + 2 <= bytes.count else { return nil }
  return UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
}

func readUInt32(_ bytes: [UInt8], _ offset: Int) -> UInt32? {
  guard let high = readUInt16(bytes, offset), let low = readUInt16(bytes, offset + 2) else { return nil }
  return UInt32(high) << 16 | UInt32(low)
}
