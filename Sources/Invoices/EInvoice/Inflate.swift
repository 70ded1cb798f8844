/// Unpacks zlib streams (RFC 1950, RFC 1951) whose length nobody states, as PDFs carry them. What comes from a stranger
/// ends at `limit` bytes, never in a hang.
struct Inflate {
  private let bytes: ArraySlice<UInt8>
  private let limit: Int
  private var at: Int
  private var buffer: UInt32 = 0
  private var bits = 0
  private var out: [UInt8] = []

  /// Nil for a broken stream and for one that holds more than `limit` bytes.
  static func zlib(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
    guard bytes.count > 2, bytes[bytes.startIndex] & 15 == 8 else { return nil }
    var stream = Inflate(bytes: bytes, limit: limit, at: bytes.startIndex + 2)
    return stream.unpack() ? stream.out : nil
  }

  /// The first bytes of what a stream holds, at most `count`; fewer where it breaks.
  static func head(_ bytes: ArraySlice<UInt8>, count: Int) -> [UInt8] {
    guard bytes.count > 2, bytes[bytes.startIndex] & 15 == 8 else { return [] }
    var stream = Inflate(bytes: bytes, limit: count, at: bytes.startIndex + 2)
    _ = stream.unpack()
    return stream.out
  }

  private init(bytes: ArraySlice<UInt8>, limit: Int, at: Int) {
    self.bytes = bytes
    self.limit = limit
    self.at = at
  }

  private mutating func unpack() -> Bool {
    while true {
      guard let last = take(1), let kind = take(2) else { return false }
      let isGood =
        switch kind {
        case 0: stored()
        case 1: compressed(Huffman.fixedLiterals, Huffman.fixedDistances)
        case 2: dynamic()
        default: false
        }
      if !isGood { return false }
      if last == 1 { return true }
    }
  }

  private mutating func take(_ count: Int) -> Int? {
    while bits < count {
      guard at < bytes.endIndex else { return nil }
      buffer |= UInt32(bytes[at]) << UInt32(bits)
      at += 1
      bits += 8
    }
    let value = Int(buffer & ((1 << UInt32(count)) - 1))
    buffer >>= UInt32(count)
    bits -= count
    return value
  }

  private mutating func stored() -> Bool {
    buffer = 0
    bits = 0
    guard at + 4 <= bytes.endIndex else { return false }
    let count = Int(bytes[at]) | Int(bytes[at + 1]) << 8
    at += 4
    guard at + count <= bytes.endIndex else { return false }
    let room = min(count, limit - out.count)
    out += bytes[at..<at + room]
    at += count
    return room == count
  }

  private mutating func dynamic() -> Bool {
    guard let literals = take(5), let distances = take(5), let codes = take(4) else { return false }
    var lengths = [UInt8](repeating: 0, count: 19)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    for index in 0..<codes + 4 {
      guard let length = take(3) else { return false }
      lengths[order[index]] = UInt8(length)
    }
    let table = Huffman(lengths)
    var all: [UInt8] = []
    while all.count < literals + 257 + distances + 1 {
      guard let symbol = symbol(table) else { return false }
      switch symbol {
      case 0..<16: all.append(UInt8(symbol))
      case 16:
        guard let last = all.last, let count = take(2) else { return false }
        all += [UInt8](repeating: last, count: count + 3)
      default:
        guard let count = take(symbol == 17 ? 3 : 7) else { return false }
        all += [UInt8](repeating: 0, count: count + (symbol == 17 ? 3 : 11))
      }
    }
    guard all.count == literals + 257 + distances + 1 else { return false }
    return compressed(Huffman(Array(all[..<(literals + 257)])), Huffman(Array(all[(literals + 257)...])))
  }

  private mutating func symbol(_ table: Huffman) -> Int? {
    var code = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      guard let bit = take(1) else { return nil }
      code |= bit
      let count = table.counts[length]
      if code - first < count { return table.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }

  private mutating func compressed(_ literals: Huffman, _ distances: Huffman) -> Bool {
    while let symbol = symbol(literals) {
      if symbol == 256 { return true }
      if symbol < 256 {
        guard out.count < limit else { return false }
        out.append(UInt8(symbol))
        continue
      }
      guard let length = length(symbol - 257), let code = self.symbol(distances), let distance = distance(code) else {
        return false
      }
      guard distance <= out.count, out.count + length <= limit else { return false }
      for _ in 0..<length { out.append(out[out.count - distance]) }
    }
    return false
  }

  /// RFC 1951 section 3.2.5.
  private mutating func length(_ code: Int) -> Int? {
    guard code < 29 else { return nil }
    if code == 28 { return 258 }
    if code < 8 { return code + 3 }
    let extra = code / 4 - 1
    return take(extra).map { ((4 + code % 4) << extra) + 3 + $0 }
  }

  private mutating func distance(_ code: Int) -> Int? {
    guard code < 30 else { return nil }
    if code < 4 { return code + 1 }
    let extra = code / 2 - 1
    return take(extra).map { ((2 + code % 2) << extra) + 1 + $0 }
  }
}

/// A canonical Huffman code: how many codes each length has, and the symbols in the order of their codes.
private struct Huffman {
  var counts = [Int](repeating: 0, count: 16)
  var symbols: [Int] = []

  init(_ lengths: [UInt8]) {
    for length in 1...15 {
      for (symbol, own) in lengths.enumerated() where own == UInt8(length) {
        counts[length] += 1
        symbols.append(symbol)
      }
    }
  }

  static var fixedLiterals: Huffman {
    Huffman(
      [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
        + [UInt8](repeating: 8, count: 8))
  }
  static var fixedDistances: Huffman { Huffman([UInt8](repeating: 5, count: 30)) }
}
