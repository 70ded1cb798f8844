// Looks for planted values in bytes, in every form and inside compressed streams.

public struct CanaryFind: Sendable, Hashable, Comparable {
  public var canary: String
  /// `plain`, `base64` … and, inside a stream, `gzip/plain`.
  public var form: String
  /// Of the form's first byte or, inside a stream, of the stream's.
  public var offset: Int

  public static func < (left: CanaryFind, right: CanaryFind) -> Bool {
    (left.offset, left.canary, left.form) < (right.offset, right.canary, right.form)
  }
}

public struct CanarySearch: Sendable {
  private struct Needle: Sendable {
    var canary: String
    var form: CanaryForm
    var bytes: [UInt8]
  }

  private let needles: [Needle]
  /// Of each pair of bytes that a needle begins with: which ones.
  private let starts: [UInt16: [Int]]
  private let mayStart: [Bool]

  /// A stream is not unpacked beyond this, and not within more than three others.
  static let longestStream = 16 << 20
  private static let deepest = 3

  public init(_ canaries: [Canary]) {
    var needles: [Needle] = []
    for canary in canaries {
      for form in CanaryForm.allCases {
        for bytes in form.needles(of: canary.text) {
          needles.append(Needle(canary: canary.name, form: form, bytes: bytes))
        }
      }
    }
    self.needles = needles
    var starts: [UInt16: [Int]] = [:]
    var mayStart = [Bool](repeating: false, count: 65536)
    for (index, needle) in needles.enumerated() {
      let pair = UInt16(needle.bytes[0]) << 8 | UInt16(needle.bytes[1])
      starts[pair, default: []].append(index)
      mayStart[Int(pair)] = true
    }
    self.starts = starts
    self.mayStart = mayStart
  }

  /// Every place; of one value and form each once for each place.
  public func finds(in bytes: [UInt8]) -> [CanaryFind] { bytes.withUnsafeBytes { finds(in: $0) } }

  public func finds(in bytes: UnsafeRawBufferPointer) -> [CanaryFind] {
    Array(Set(look(bytes, depth: 0))).sorted()
  }

  private func look(_ bytes: UnsafeRawBufferPointer, depth: Int) -> [CanaryFind] {
    var found = scan(bytes, depth: depth)
    found += unwrapped(bytes)
    return found
  }

  private func scan(_ bytes: UnsafeRawBufferPointer, depth: Int) -> [CanaryFind] {
    var found: [CanaryFind] = []
    guard bytes.count >= 2 else { return found }
    mayStart.withUnsafeBufferPointer { mayStart in
      for index in 0..<bytes.count - 1 {
        let (first, second) = (bytes[index], bytes[index + 1])
        if mayStart[Int(first) << 8 | Int(second)] {
          for needle in starts[UInt16(first) << 8 | UInt16(second)] ?? [] where matches(needle, bytes, index) {
            let needle = needles[needle]
            found.append(CanaryFind(canary: needle.canary, form: needle.form.rawValue, offset: index))
          }
        }
        if depth < Self.deepest, let (kind, start) = Self.stream(bytes, index) {
          found += stream(bytes, from: start, kind: kind, at: index, depth: depth)
        }
      }
    }
    return found
  }

  private func matches(_ needle: Int, _ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    let wanted = needles[needle].bytes
    guard wanted.count <= bytes.count - index else { return false }
    for offset in 0..<wanted.count where bytes[index + offset] != wanted[offset] { return false }
    return true
  }

  /// Base64 as mails and PEM files wrap it: the same bytes without line ends.
  private func unwrapped(_ bytes: UnsafeRawBufferPointer) -> [CanaryFind] {
    guard bytes.contains(0x0A) else { return [] }
    var places: [Int] = []
    var text: [UInt8] = []
    places.reserveCapacity(bytes.count)
    text.reserveCapacity(bytes.count)
    for index in 0..<bytes.count where bytes[index] != 0x0A && bytes[index] != 0x0D {
      text.append(bytes[index])
      places.append(index)
    }
    return text.withUnsafeBytes { scan($0, depth: Self.deepest) }.filter { $0.form == CanaryForm.base64.rawValue }
      .map { find in
        var find = find
        find.offset = places[find.offset]
        return find
      }
  }

  /// Where a gzip member (RFC 1952) or a zlib stream (RFC 1950) begins, and where its deflated data do.
  private static func stream(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> (String, Int)? {
    let (first, second) = (bytes[index], bytes[index + 1])
    if first == 0x1F, second == 0x8B { return gzip(bytes, index).map { ("gzip", $0) } }
    guard first & 0x0F == 8, first >> 4 <= 7, (Int(first) << 8 | Int(second)) % 31 == 0, second & 0x20 == 0 else {
      return nil
    }
    return ("deflate", index + 2)
  }

  private static func gzip(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int? {
    guard index + 10 < bytes.count, bytes[index + 2] == 8, bytes[index + 3] & 0xE0 == 0 else { return nil }
    let flags = bytes[index + 3]
    var at = index + 10
    if flags & 4 != 0 {
      guard at + 2 <= bytes.count else { return nil }
      at += 2 + Int(bytes[at]) + Int(bytes[at + 1]) << 8
    }
    for flag in [8, 16] as [UInt8] where flags & flag != 0 {
      while at < bytes.count, bytes[at] != 0 { at += 1 }
      at += 1
    }
    if flags & 2 != 0 { at += 2 }
    return at < bytes.count ? at : nil
  }

  private func stream(
    _ bytes: UnsafeRawBufferPointer, from start: Int, kind: String, at index: Int, depth: Int
  ) -> [CanaryFind] {
    let unpacked = Inflate.read(bytes, from: start, limit: Self.longestStream)
    // What is shorter than the shortest value is a header by chance.
    guard unpacked.count >= 12 else { return [] }
    return unpacked.withUnsafeBytes { look($0, depth: depth + 1) }.map {
      CanaryFind(canary: $0.canary, form: "\(kind)/\($0.form)", offset: index)
    }
  }
}
