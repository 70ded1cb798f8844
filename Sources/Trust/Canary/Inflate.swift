// DEFLATE (RFC 1951) for a search: what could be read before a damaged or cut-off end counts too, and never more than a
// bounded number of bytes. Decodes bit by bit through canonical codes; slower than a library, but without a table to trust.

struct Inflate {
  struct Damaged: Error {}

  private let input: UnsafeRawBufferPointer
  private let limit: Int
  private var at: Int
  private var bits: UInt32 = 0
  private var count = 0
  private(set) var output: [UInt8] = []

  /// - Returns: all that could be read of the stream that begins at `start`.
  static func read(_ input: UnsafeRawBufferPointer, from start: Int, limit: Int) -> [UInt8] {
    var inflate = Inflate(input, from: start, limit: limit)
    do throws(Damaged) {
      while try inflate.block() {}
    } catch { return inflate.output }
    return inflate.output
  }

  private init(_ input: UnsafeRawBufferPointer, from start: Int, limit: Int) {
    self.input = input
    self.limit = limit
    at = start
  }

  /// One block; whether another follows.
  private mutating func block() throws(Damaged) -> Bool {
    let isLast = try take(1) == 1
    switch try take(2) {
    case 0: try stored()
    case 1: try codes(Code.fixedLengths, Code.fixedDistances)
    case 2:
      let (lengths, distances) = try dynamic()
      try codes(lengths, distances)
    default: throw Damaged()
    }
    return !isLast
  }

  private mutating func take(_ wanted: Int) throws(Damaged) -> Int {
    while count < wanted {
      guard at < input.count else { throw Damaged() }
      bits |= UInt32(input[at]) << UInt32(count)
      at += 1
      count += 8
    }
    let value = bits & (1 << UInt32(wanted) - 1)
    bits >>= UInt32(wanted)
    count -= wanted
    return Int(value)
  }

  private mutating func stored() throws(Damaged) {
    (bits, count) = (0, 0)
    let length = try take(16)
    guard try take(16) == length ^ 0xFFFF, output.count + length <= limit else { throw Damaged() }
    for _ in 0..<length { output.append(UInt8(try take(8))) }
  }

  private mutating func symbol(_ code: Code) throws(Damaged) -> Int {
    var (value, first, index) = (0, 0, 0)
    for length in 1..<16 {
      value |= try take(1)
      let here = code.counts[length]
      if value - first < here { return code.symbols[index + value - first] }
      index += here
      first = (first + here) << 1
      value <<= 1
    }
    throw Damaged()
  }

  private mutating func codes(_ lengths: Code, _ distances: Code) throws(Damaged) {
    while true {
      let symbol = try symbol(lengths)
      if symbol < 256 {
        guard output.count < limit else { throw Damaged() }
        output.append(UInt8(symbol))
      } else if symbol == 256 {
        return
      } else {
        guard symbol < 286 else { throw Damaged() }
        let length = Self.lengthBase[symbol - 257] + (try take(Self.lengthExtra[symbol - 257]))
        let code = try self.symbol(distances)
        guard code < 30 else { throw Damaged() }
        let distance = Self.distanceBase[code] + (try take(Self.distanceExtra[code]))
        guard distance <= output.count, output.count + length <= limit else { throw Damaged() }
        for _ in 0..<length { output.append(output[output.count - distance]) }
      }
    }
  }

  private mutating func dynamic() throws(Damaged) -> (Code, Code) {
    let (literals, distances, lengths) = (try take(5) + 257, try take(5) + 1, try take(4) + 4)
    guard literals <= 286, distances <= 30 else { throw Damaged() }
    var order = [Int](repeating: 0, count: 19)
    for index in 0..<lengths { order[Self.lengthOrder[index]] = try take(3) }
    let code = try Code(order)
    var all: [Int] = []
    while all.count < literals + distances {
      let symbol = try symbol(code)
      switch symbol {
      case 0..<16: all.append(symbol)
      case 16:
        guard let last = all.last else { throw Damaged() }
        all += Array(repeating: last, count: 3 + (try take(2)))
      case 17: all += Array(repeating: 0, count: 3 + (try take(3)))
      default: all += Array(repeating: 0, count: 11 + (try take(7)))
      }
    }
    guard all.count == literals + distances else { throw Damaged() }
    return (try Code(Array(all[..<literals])), try Code(Array(all[literals...])))
  }

  private struct Code {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    /// Of each symbol's length in bits, 0 for none; more codes than fit are refused.
    init(_ lengths: [Int]) throws(Damaged) {
      for length in lengths { counts[length] += 1 }
      counts[0] = 0
      var left = 1
      for length in 1..<16 {
        left = left << 1 - counts[length]
        guard left >= 0 else { throw Damaged() }
      }
      for length in 1..<16 { symbols += lengths.indices.filter { lengths[$0] == length } }
    }

    private init(known lengths: [Int]) {
      for length in lengths { counts[length] += 1 }
      for length in 1..<16 { symbols += lengths.indices.filter { lengths[$0] == length } }
    }

    static let fixedLengths = Code(
      known: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = Code(known: Array(repeating: 5, count: 30))
  }

  private static let lengthBase = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthExtra = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBase = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
  ]
  private static let distanceExtra = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
  private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
}
