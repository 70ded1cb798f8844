/// The codewords of a QR code of level M: data, padding and Reed–Solomon error correction (ISO/IEC 18004 section 7.4, 7.5).
struct QRBlocks {
  let version: Int

  /// Table 9, level M: error correction codewords of a block, and blocks, by version.
  private static let correction = [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  ]
  private static let blocks = [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33,
    35, 37, 38, 40, 43, 45, 47, 49,
  ]

  init(_ version: Int) { self.version = version }

  private var correctionLength: Int { QRBlocks.correction[version - 1] }
  private var blockCount: Int { QRBlocks.blocks[version - 1] }

  /// All codewords: the modules that no pattern takes, in bytes.
  private var capacity: Int {
    var modules = (16 * version + 128) * version + 64
    if version >= 2 {
      let count = version / 7 + 2
      modules -= (25 * count - 10) * count - 55
      if version >= 7 { modules -= 36 }
    }
    return modules / 8
  }

  private var dataCapacity: Int { capacity - correctionLength * blockCount }

  func holds(_ count: Int) -> Bool { (4 + (version < 10 ? 8 : 16) + count * 8 + 7) / 8 <= dataCapacity }

  /// In the order in which they are placed: the blocks' bytes in turn.
  func codewords(_ bytes: [UInt8]) -> [UInt8] {
    let data = self.data(bytes)
    let short = capacity / blockCount
    let shortBlocks = blockCount - capacity % blockCount
    let generator = QRBlocks.generator(correctionLength)
    var blocks: [[UInt8]] = []
    var corrections: [[UInt8]] = []
    var start = 0
    for index in 0..<blockCount {
      let length = short - correctionLength + (index < shortBlocks ? 0 : 1)
      let block = Array(data[start..<start + length])
      start += length
      blocks.append(block)
      corrections.append(QRBlocks.remainder(block, generator))
    }
    return QRBlocks.interleaved(blocks) + QRBlocks.interleaved(corrections)
  }

  private static func interleaved(_ blocks: [[UInt8]]) -> [UInt8] {
    var out: [UInt8] = []
    let longest = blocks.map { $0.count }.max() ?? 0
    for index in 0..<longest { for block in blocks where index < block.count { out.append(block[index]) } }
    return out
  }

  /// Mode 0100, the length, the bytes, a terminator, and 0xEC 0x11 in turn to the end.
  private func data(_ bytes: [UInt8]) -> [UInt8] {
    var bits: [Bool] = []
    func append(_ value: Int, _ count: Int) {
      for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) }
    }
    append(4, 4)
    append(bytes.count, version < 10 ? 8 : 16)
    for byte in bytes { append(Int(byte), 8) }
    append(0, min(4, dataCapacity * 8 - bits.count))
    append(0, (8 - bits.count % 8) % 8)
    var out: [UInt8] = []
    for start in stride(from: 0, to: bits.count, by: 8) {
      out.append(bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) })
    }
    var padding: UInt8 = 0xEC
    while out.count < dataCapacity {
      out.append(padding)
      padding ^= 0xEC ^ 0x11
    }
    return out
  }

  // MARK: - Reed–Solomon over GF(256) modulo x⁸ + x⁴ + x³ + x² + 1

  private static func times(_ left: UInt8, _ right: UInt8) -> UInt8 {
    var product = 0
    for bit in (0..<8).reversed() {
      product = (product << 1) ^ ((product >> 7) * 0x11D)
      product ^= (Int(right) >> bit & 1) * Int(left)
    }
    return UInt8(truncatingIfNeeded: product)
  }

  /// Coefficients of ∏ (x − 2ⁱ), from the highest power down, without the leading 1.
  private static func generator(_ degree: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: degree)
    result[degree - 1] = 1
    var root: UInt8 = 1
    for _ in 0..<degree {
      for index in 0..<degree {
        result[index] = times(result[index], root)
        if index + 1 < degree { result[index] ^= result[index + 1] }
      }
      root = times(root, 2)
    }
    return result
  }

  private static func remainder(_ data: [UInt8], _ generator: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: generator.count)
    for byte in data {
      let factor = byte ^ result[0]
      result.removeFirst()
      result.append(0)
      for index in generator.indices { result[index] ^= times(generator[index], factor) }
    }
    return result
  }
}
