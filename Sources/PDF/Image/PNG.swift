// PNG (ISO/IEC 15948), all colour types, depths and both interlace methods. What a document can hold as it is stays packed;
// transparency and interlacing are unpacked to eight bits.

struct PNG {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  enum Kind: UInt8 {
    case grey = 0
    case rgb = 2
    case indexed = 3
    case greyAlpha = 4
    case rgba = 6
  }

  var columns = 0
  var rows = 0
  var bits = 0
  var kind = Kind.grey
  var isInterlaced = false
  var palette: [UInt8] = []
  /// The chunk `tRNS` as it is.
  var transparency: [UInt8] = []
  var packed: [UInt8] = []

  var channels: Int {
    switch kind {
    case .grey, .indexed: 1
    case .greyAlpha: 2
    case .rgb: 3
    case .rgba: 4
    }
  }

  init(_ bytes: [UInt8]) throws(PDFError) {
    var place = PNG.signature.count
    var isFirst = true
    while true {
      guard let length = readUInt32(bytes, place), let type = readUInt32(bytes, place + 4),
        Int64(length) + Int64(place) + 12 <= Int64(bytes.count)
      else { throw .brokenImage }
      let content = place + 8..<place + 8 + Int(length)
      guard isFirst == (type == 0x4948_4452) else { throw .brokenImage }
      isFirst = false
      switch type {
      case 0x4948_4452: try readHeader(bytes, content)
      case 0x504C_5445: palette = Array(bytes[content])  // PLTE
      case 0x7452_4E53: transparency = Array(bytes[content])  // tRNS
      case 0x4944_4154: packed += bytes[content]  // IDAT
      case 0x4945_4E44:  // IEND
        try check()
        return
      default: break
      }
      place = content.upperBound + 4
    }
  }

  private mutating func readHeader(_ bytes: [UInt8], _ content: Range<Int>) throws(PDFError) {
    guard content.count == 13, let columns = readUInt32(bytes, content.lowerBound),
      let rows = readUInt32(bytes, content.lowerBound + 4), columns > 0, rows > 0,
      let kind = Kind(rawValue: bytes[content.lowerBound + 9]), bytes[content.lowerBound + 10] == 0,
      bytes[content.lowerBound + 11] == 0, bytes[content.lowerBound + 12] <= 1
    else { throw .brokenImage }
    bits = Int(bytes[content.lowerBound + 8])
    let allowed: [Int] =
      switch kind {
      case .grey: [1, 2, 4, 8, 16]
      case .indexed: [1, 2, 4, 8]
      case .rgb, .greyAlpha, .rgba: [8, 16]
      }
    guard allowed.contains(bits) else { throw .brokenImage }
    self.kind = kind
    isInterlaced = bytes[content.lowerBound + 12] == 1
    guard columns < 1 << 20, rows < 1 << 20 else { throw .imageTooLarge }
    (self.columns, self.rows) = (Int(columns), Int(rows))
    // Four bytes for each pixel is what unpacking takes.
    guard Int64(columns) * Int64(rows) * 4 <= Int64(Image.mostBytes),
      Int64(rowBytes(self.columns) + 1) * Int64(rows) <= Int64(Image.mostBytes)
    else { throw .imageTooLarge }
  }

  private func check() throws(PDFError) {
    guard palette.count % 3 == 0, palette.count <= 768, kind != .indexed || !palette.isEmpty else {
      throw .brokenImage
    }
  }

  func rowBytes(_ columns: Int) -> Int { (columns * channels * bits + 7) / 8 }

  /// The image as a document holds it.
  func samples() throws(PDFError) -> Image.Samples {
    let passes = self.passes()
    var size = 0
    for pass in passes { size += (rowBytes(pass.columns) + 1) * pass.rows }
    guard var data = inflate(packed, count: size) else { throw .brokenImage }
    let hasTransparency = kind == .rgba || kind == .greyAlpha || !transparency.isEmpty
    if !isInterlaced && !hasTransparency {
      for row in 0..<rows where data[row * (rowBytes(columns) + 1)] > 4 { throw .brokenImage }
      return Image.Samples(
        columns: columns, rows: rows, components: kind == .rgb ? 3 : 1, bits: bits, packed: packed, isFiltered: true,
        palette: kind == .indexed ? palette : nil, mask: nil)
    }
    return try unpacked(passes, &data)
  }
}
