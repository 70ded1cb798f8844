// What a document states about a JPEG that it holds as it is (ITU-T T.81, annex B).

struct JPEG {
  var columns = 0
  var rows = 0
  var components = 0
  var orientation = 1

  init(_ bytes: [UInt8]) throws(PDFError) {
    var place = 2
    while true {
      guard place + 4 <= bytes.count, bytes[place] == 0xFF else { throw .brokenImage }
      let marker = bytes[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      guard let length = readUInt16(bytes, place + 2), length >= 2, place + 2 + Int(length) <= bytes.count else {
        throw .brokenImage
      }
      let content = place + 4..<place + 2 + Int(length)
      if marker == 0xDA { break }
      if marker == 0xE1 { orientation = Exif.orientation(bytes, content) ?? orientation }
      if isFrame(marker) { try readFrame(bytes, content, marker) }
      place = content.upperBound
    }
    guard components > 0, hasEnd(bytes) else { throw .brokenImage }
  }

  /// SOF0 to SOF15, without tables, which stand among them.
  private func isFrame(_ marker: UInt8) -> Bool {
    marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
  }

  private mutating func readFrame(_ bytes: [UInt8], _ content: Range<Int>, _ marker: UInt8) throws(PDFError) {
    guard content.count >= 6, components == 0, let rows = readUInt16(bytes, content.lowerBound + 1),
      let columns = readUInt16(bytes, content.lowerBound + 3), rows > 0, columns > 0
    else { throw .brokenImage }
    self.rows = Int(rows)
    self.columns = Int(columns)
    components = Int(bytes[content.lowerBound + 5])
    // Baseline, extended and progressive with Huffman codes, eight bits, grey or three components: what every reader shows.
    guard marker <= 0xC2, bytes[content.lowerBound] == 8, components == 1 || components == 3 else {
      throw .unsupportedImage
    }
    guard content.count >= 6 + 3 * components else { throw .brokenImage }
    guard self.rows * self.columns <= Image.mostBytes else { throw .imageTooLarge }
  }

  /// Whether the picture's end is there; some programs write a little after it.
  private func hasEnd(_ bytes: [UInt8]) -> Bool {
    var place = bytes.count - 2
    while place >= max(2, bytes.count - 4096) {
      if bytes[place] == 0xFF && bytes[place + 1] == 0xD9 { return true }
      place -= 1
    }
    return false
  }
}

/// The one thing of Exif that changes how a picture is seen.
enum Exif {
  static func orientation(_ bytes: [UInt8], _ content: Range<Int>) -> Int? {
    let start = content.lowerBound + 6
    guard content.count >= 14, bytes[content.lowerBound..<start].elementsEqual([0x45, 0x78, 0x69, 0x66, 0, 0]) else {
      return nil
    }
    let isLittle = bytes[start] == 0x49
    func short(_ place: Int) -> Int? {
      guard place >= start, place + 2 <= content.upperBound else { return nil }
      let (first, second) = (Int(bytes[place]), Int(bytes[place + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    func long(_ place: Int) -> Int? {
      guard let first = short(place), let second = short(place + 2) else { return nil }
      // Offsets of more than 64 KiB lead out of the segment.
      return isLittle ? (second == 0 ? first : nil) : (first == 0 ? second : nil)
    }
    guard let directory = long(start + 4), let count = short(start + directory) else { return nil }
    for index in 0..<count {
      let entry = start + directory + 2 + index * 12
      guard let tag = short(entry) else { return nil }
      if tag == 0x0112, let value = short(entry + 8), (1...8).contains(value) { return value }
    }
    return nil
  }
}
