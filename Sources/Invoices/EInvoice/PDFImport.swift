/// Finds the e-invoice inside a PDF: of all its streams the one that is an e-invoice. The file's own tables are not needed
/// for that, so a PDF whose tables are broken still gives its invoice; an encrypted one does not.
enum PDFImport {
  private static let mostUnpacked = 64 << 20

  static func eInvoice(in bytes: [UInt8]) -> [UInt8]? {
    var at = 0
    while let start = find("stream", in: bytes, from: at) {
      at = start + 6
      // Not the end of `endstream`.
      if start >= 3, bytes[start - 3..<start].elementsEqual("end".utf8) { continue }
      var begin = start + 6
      if begin < bytes.count, bytes[begin] == 0x0D { begin += 1 }
      if begin < bytes.count, bytes[begin] == 0x0A { begin += 1 }
      guard let end = find("endstream", in: bytes, from: begin) else { return nil }
      let content = bytes[begin..<end]
      at = end + 9
      if isEInvoice(content) { return trimmed(content) }
      // One stream at most is unpacked whole: many that are small and hold much would take minutes.
      if isEInvoice(Inflate.head(content, count: 2560)[...]) { return Inflate.zlib(content, limit: mostUnpacked) }
    }
    return nil
  }

  /// By the name of the root, which stands within the first two kilobytes.
  private static func isEInvoice(_ content: ArraySlice<UInt8>) -> Bool {
    let start = content.drop { Text.isSpace($0) || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard start.first == UInt8(ascii: "<") else { return false }
    let head = Array(start.prefix(2048))
    return Text.contains(head, Array("CrossIndustryInvoice".utf8))
      || Text.contains(head, Array(ZUGFeRD1.namespace.utf8))
      || Text.contains(head, Array("urn:oasis:names:specification:ubl:schema:xsd:Invoice-2".utf8))
      || Text.contains(head, Array("urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2".utf8))
  }

  private static func trimmed(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var content = content
    while let last = content.last, Text.isSpace(last) { content.removeLast() }
    return Array(content)
  }

  private static func find(_ word: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
    let count = word.utf8CodeUnitCount
    var at = start
    while at + count <= bytes.count {
      var matched = 0
      while matched < count, bytes[at + matched] == word.utf8Start[matched] { matched += 1 }
      if matched == count { return at }
      at += 1
    }
    return nil
  }
}
