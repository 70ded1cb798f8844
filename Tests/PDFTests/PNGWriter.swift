/// Writes PNGs of every kind, without compressing, so that the reader meets each one.
struct PNGWriter {
  /// As in the header: 0 grey, 2 RGB, 3 indexed, 4 grey with opacity, 6 RGBA.
  var kind: UInt8
  var bits: Int
  var isInterlaced = false
  var columns = 13
  var rows = 9
  var palette: [UInt8] = []
  var transparency: [UInt8] = []
  /// The filter of each row, in turn.
  var filters: [UInt8] = [0, 1, 2, 3, 4]
  /// The value of a channel of a pixel, of `bits` bits.
  var sample: (_ x: Int, _ y: Int, _ channel: Int) -> Int

  var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][kind]! }

  func bytes() -> [UInt8] {
    var out: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    out += chunk("IHDR", word(columns) + word(rows) + [UInt8(bits), kind, 0, 0, isInterlaced ? 1 : 0])
    if !palette.isEmpty { out += chunk("PLTE", palette) }
    if !transparency.isEmpty { out += chunk("tRNS", transparency) }
    return out + chunk("IDAT", PNGWriter.stored(samples())) + chunk("IEND", [])
  }

  private func samples() -> [UInt8] {
    let grid =
      isInterlaced
      ? [(0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)]
      : [(0, 1, 0, 1)]
    var out: [UInt8] = []
    for (x, across, y, down) in grid {
      let (xs, ys) = (Array(stride(from: x, to: columns, by: across)), Array(stride(from: y, to: rows, by: down)))
      if xs.isEmpty { continue }
      var above = [UInt8](repeating: 0, count: (xs.count * channels * bits + 7) / 8)
      for (index, y) in ys.enumerated() {
        let row = packed(xs, y)
        let filter = filters[index % filters.count]
        out += [filter] + filtered(row, above, filter)
        above = row
      }
    }
    return out
  }

  private func packed(_ xs: [Int], _ y: Int) -> [UInt8] {
    var digits: [UInt8] = []
    for x in xs {
      for channel in 0..<channels {
        let value = sample(x, y, channel)
        for bit in (0..<bits).reversed() { digits.append(UInt8(value >> bit & 1)) }
      }
    }
    while digits.count % 8 != 0 { digits.append(0) }
    return stride(from: 0, to: digits.count, by: 8).map { digits[$0..<$0 + 8].reduce(0) { $0 << 1 | $1 } }
  }

  private func filtered(_ row: [UInt8], _ above: [UInt8], _ filter: UInt8) -> [UInt8] {
    let step = max(1, channels * bits / 8)
    return row.indices.map { index in
      let left = index >= step ? row[index - step] : 0
      let corner = index >= step ? above[index - step] : 0
      let up = above[index]
      switch filter {
      case 1: return row[index] &- left
      case 2: return row[index] &- up
      case 3: return row[index] &- UInt8((Int(left) + Int(up)) / 2)
      case 4:
        let guess = Int(left) + Int(up) - Int(corner)
        let (a, b, c) = (abs(guess - Int(left)), abs(guess - Int(up)), abs(guess - Int(corner)))
        return row[index] &- (a <= b && a <= c ? left : b <= c ? up : corner)
      default: return row[index]
      }
    }
  }

  private func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    // The checksum: the reader leaves it alone.
    word(content.count) + Array(type.utf8) + content + [0, 0, 0, 0]
  }

  private func word(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

  /// A zlib stream of stored blocks.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 65_535, bytes.count)
      let count = end - start
      out += [
        end == bytes.count ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255),
        UInt8(~count >> 8 & 255),
      ]
      out += bytes[start..<end]
      start = end
    } while start < bytes.count
    var (low, high) = (1, 0)
    for byte in bytes {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return out + [high >> 8, high & 255, low >> 8, low & 255].map { UInt8($0) }
  }
}
