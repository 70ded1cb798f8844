/// QR codes (ISO/IEC 18004), byte mode, error correction level M, versions 1 to 40, all eight masks. What the encoder
/// writes is read back by another's decoder in the tests.

/// A square of dark and light modules, without the quiet zone of four modules that belongs around it.
public struct QRCode: Sendable, Equatable {
  public let version: Int
  /// Modules on a side: 17 + 4 × version.
  public let size: Int
  private var dark: [Bool]
  /// Modules of finder, timing and alignment patterns and of format and version information.
  private var reserved: [Bool]

  public subscript(x: Int, y: Int) -> Bool { dark[y * size + x] }

  /// Nil when the bytes do not fit into `largest`, 1 … 40.
  public init?(_ bytes: [UInt8], largest: Int = 40) {
    guard let version = (1...largest).first(where: { QRBlocks($0).holds(bytes.count) }) else { return nil }
    self.version = version
    size = 17 + 4 * version
    dark = [Bool](repeating: false, count: size * size)
    reserved = dark
    drawPatterns()
    drawCodewords(QRBlocks(version).codewords(bytes))
    applyBestMask()
  }

  // MARK: - Function patterns

  private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
    dark[y * size + x] = isDark
    reserved[y * size + x] = true
  }

  private mutating func drawPatterns() {
    for index in 0..<size {
      set(6, index, index % 2 == 0)
      set(index, 6, index % 2 == 0)
    }
    drawFinder(3, 3)
    drawFinder(size - 4, 3)
    drawFinder(3, size - 4)
    let places = alignmentPlaces
    for (row, y) in places.enumerated() {
      for (column, x) in places.enumerated() {
        let last = places.count - 1
        let isFinder = (row == 0 && (column == 0 || column == last)) || (row == last && column == 0)
        if !isFinder { drawAlignment(x, y) }
      }
    }
    drawFormat(mask: 0)
    drawVersion()
  }

  /// With the light border that separates it.
  private mutating func drawFinder(_ centerX: Int, _ centerY: Int) {
    for y in -4...4 {
      for x in -4...4 {
        let (column, row) = (centerX + x, centerY + y)
        guard column >= 0, column < size, row >= 0, row < size else { continue }
        let ring = max(abs(x), abs(y))
        set(column, row, ring != 2 && ring != 4)
      }
    }
  }

  private mutating func drawAlignment(_ centerX: Int, _ centerY: Int) {
    for y in -2...2 { for x in -2...2 { set(centerX + x, centerY + y, max(abs(x), abs(y)) != 1) } }
  }

  /// Annex E: evenly spaced from the far side, on even coordinates.
  private var alignmentPlaces: [Int] {
    guard version > 1 else { return [] }
    let count = version / 7 + 2
    let step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2
    var places = [6]
    for index in (0..<count - 1).reversed() { places.append(size - 7 - index * step) }
    return places
  }

  /// Section 7.9: level M is 00; BCH(15, 5) and a fixed pattern over both.
  private mutating func drawFormat(mask: Int) {
    var remainder = mask
    for _ in 0..<10 { remainder = (remainder << 1) ^ ((remainder >> 9) * 0x537) }
    let bits = (mask << 10 | remainder) ^ 0x5412
    func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
    for index in 0...5 { set(8, index, bit(index)) }
    set(8, 7, bit(6))
    set(8, 8, bit(7))
    set(7, 8, bit(8))
    for index in 9..<15 { set(14 - index, 8, bit(index)) }
    for index in 0..<8 { set(size - 1 - index, 8, bit(index)) }
    for index in 8..<15 { set(8, size - 15 + index, bit(index)) }
    set(8, size - 8, true)
  }

  /// Section 7.10: BCH(18, 6), from version 7 on.
  private mutating func drawVersion() {
    guard version >= 7 else { return }
    var remainder = version
    for _ in 0..<12 { remainder = (remainder << 1) ^ ((remainder >> 11) * 0x1F25) }
    let bits = version << 12 | remainder
    for index in 0..<18 {
      let isDark = bits >> index & 1 == 1
      set(size - 11 + index % 3, index / 3, isDark)
      set(index / 3, size - 11 + index % 3, isDark)
    }
  }

  // MARK: - Data

  /// Section 7.7.3: upwards and downwards in pairs of columns, from the right, past the vertical timing pattern.
  private mutating func drawCodewords(_ codewords: [UInt8]) {
    var next = 0
    var right = size - 1
    while right >= 1 {
      if right == 6 { right = 5 }
      let isUpward = (right + 1) & 2 == 0
      for step in 0..<size {
        let y = isUpward ? size - 1 - step : step
        for x in [right, right - 1] where !reserved[y * size + x] && next < codewords.count * 8 {
          dark[y * size + x] = codewords[next / 8] >> UInt8(7 - next % 8) & 1 == 1
          next += 1
        }
      }
      right -= 2
    }
  }

  // MARK: - Masks

  private mutating func applyBestMask() {
    var best = 0
    var least = Int.max
    for mask in 0..<8 {
      apply(mask: mask)
      drawFormat(mask: mask)
      let penalty = QRPenalty(self).total
      if penalty < least {
        least = penalty
        best = mask
      }
      apply(mask: mask)
    }
    apply(mask: best)
    drawFormat(mask: best)
  }

  /// Section 7.8.2; applied twice it is undone.
  private mutating func apply(mask: Int) {
    for y in 0..<size {
      for x in 0..<size where !reserved[y * size + x] {
        let inverts =
          switch mask {
          case 0: (x + y) % 2 == 0
          case 1: y % 2 == 0
          case 2: x % 3 == 0
          case 3: (x + y) % 3 == 0
          case 4: (x / 3 + y / 2) % 2 == 0
          case 5: x * y % 2 + x * y % 3 == 0
          case 6: (x * y % 2 + x * y % 3) % 2 == 0
          default: ((x + y) % 2 + x * y % 3) % 2 == 0
          }
        if inverts { dark[y * size + x].toggle() }
      }
    }
  }
}

/// How hard a masked symbol would be to scan (section 7.8.3).
struct QRPenalty {
  private let code: QRCode
  private(set) var total = 0

  init(_ code: QRCode) {
    self.code = code
    for index in 0..<code.size {
      addLine { code[$0, index] }
      addLine { code[index, $0] }
    }
    addBlocks()
    addBalance()
  }

  /// Runs of five and more count 3 and 1 for each further; what looks like a finder counts 40.
  private mutating func addLine(_ module: (Int) -> Bool) {
    var run = 0
    var color = false
    var recent = 0
    for index in 0..<code.size {
      let isDark = module(index)
      run = isDark == color && index > 0 ? run + 1 : 1
      color = isDark
      if run == 5 { total += 3 } else if run > 5 { total += 1 }
      recent = (recent << 1 | (isDark ? 1 : 0)) & 0x7FF
      if index >= 10, recent == 0x05D || recent == 0x5D0 { total += 40 }
    }
  }

  private mutating func addBlocks() {
    for y in 0..<code.size - 1 {
      for x in 0..<code.size - 1 {
        let color = code[x, y]
        if color == code[x + 1, y], color == code[x, y + 1], color == code[x + 1, y + 1] { total += 3 }
      }
    }
  }

  /// 10 for each 5 % away from as many dark as light modules.
  private mutating func addBalance() {
    var count = 0
    for y in 0..<code.size { for x in 0..<code.size where code[x, y] { count += 1 } }
    let modules = code.size * code.size
    total += abs(count * 20 - modules * 10) / modules * 10
  }
}
