/// A workspace's picture in the bar of its apps: PNG (W3C Recommendation, third edition), taken apart and put together from
/// the chunks that make the picture, so that no text, no place and no second picture travels in it.
public struct Logo: Sendable, Equatable {
  /// What is accepted and what is served, in bytes.
  public static let limit = 65_536
  /// Of each side, in pixels.
  public static let widest = 2_000

  /// A PNG of the chunks IHDR, PLTE, tRNS, IDAT and IEND.
  public let bytes: [UInt8]
  public let width: Int
  public let height: Int

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let kept = Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"])

  /// Nil for what is no PNG from its signature to its end, is damaged, or is too large.
  public init?(png: [UInt8]) {
    guard png.count <= Self.limit, png.starts(with: Self.signature) else { return nil }
    var out = Self.signature
    var size: (width: Int, height: Int)?
    var (at, hasPicture, isEnded) = (8, false, false)
    while !isEnded {
      guard let chunk = Chunk(png[at...]) else { return nil }
      at += chunk.bytes.count
      switch chunk.kind {
      case "IHDR":
        guard size == nil, out.count == 8, let header = Self.size(chunk.data) else { return nil }
        size = header
      case "IDAT": hasPicture = true
      case "IEND": isEnded = true
      default: break
      }
      guard size != nil else { return nil }
      if Self.kept.contains(chunk.kind) { out += chunk.bytes }
    }
    guard let size, hasPicture, at == png.count else { return nil }
    bytes = out
    (width, height) = size
  }

  private static func size(_ header: ArraySlice<UInt8>) -> (width: Int, height: Int)? {
    guard header.count == 13 else { return nil }
    let width = header.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let height = header.dropFirst(4).prefix(4).reduce(0) { $0 << 8 | Int($1) }
    return (1...widest).contains(width) && (1...widest).contains(height) ? (width, height) : nil
  }

  /// As it stands in the bar, in CSS pixels: 32 high, or 160 wide where that is less.
  public var shown: (width: Int, height: Int) {
    let wide = max(1, width * 32 / height)
    return wide <= 160 ? (wide, 32) : (160, max(1, height * 160 / width))
  }
}

/// Length, kind, data, checksum (PNG section 5.3).
private struct Chunk {
  let kind: String
  let data: ArraySlice<UInt8>
  let bytes: ArraySlice<UInt8>

  init?(_ rest: ArraySlice<UInt8>) {
    guard rest.count >= 12 else { return nil }
    let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard length <= rest.count - 12 else { return nil }
    bytes = rest.prefix(12 + length)
    data = bytes.dropFirst(8).dropLast(4)
    kind = String(decoding: bytes.dropFirst(4).prefix(4), as: UTF8.self)
    let told = bytes.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard told == Self.checksum(bytes.dropFirst(4).dropLast(4)) else { return nil }
  }

  /// CRC-32 (PNG annex D).
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var register = UInt32.max
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1 }
    }
    return ~register
  }
}
