/// Finds the e-invoice inside a PDF: of all its streams the one that is an e-invoice. The file's own tables are not needed
/// for that, so a PDF whose tables are broken still gives its invoice; an encrypted one does not.
enum PDFImport {
  private static let mostUnpacked = 64 << 20
  /// What stands before the root's name at most.
  private static let mostIntroduced = 16 << 10

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
      if isEInvoice(packed: content) { return Inflate.zlib(content, limit: mostUnpacked) }
    }
    return nil
  }

  /// ISO 32000-1, 7.6.1: the trailer of an encrypted file says so, and is itself as it is.
  static func isEncrypted(_ bytes: [UInt8]) -> Bool { find("/Encrypt", in: bytes, from: 0) != nil }

  private static func isEInvoice(packed content: ArraySlice<UInt8>) -> Bool {
    let head = Inflate.head(content, count: 2560)
    if isEInvoice(head[...]) { return true }
    // It may begin with more than that of comments.
    guard head.first == UInt8(ascii: "<"), introduction(head) == head.count else { return false }
    return isEInvoice(Inflate.head(content, count: mostIntroduced)[...])
  }

  /// By the name of the root, which stands within two kilobytes.
  private static func isEInvoice(_ content: ArraySlice<UInt8>) -> Bool {
    let start = content.drop { Text.isSpace($0) || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard start.first == UInt8(ascii: "<") else { return false }
    let text = Array(start.prefix(mostIntroduced))
    let head = Array(text[introduction(text)...].prefix(2048))
    return Text.contains(head, Array("CrossIndustryInvoice".utf8))
      || Text.contains(head, Array(ZUGFeRD1.namespace.utf8))
      || Text.contains(head, Array("urn:oasis:names:specification:ubl:schema:xsd:Invoice-2".utf8))
      || Text.contains(head, Array("urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2".utf8))
  }

  /// Where the root begins: after declarations and comments; the official examples begin with their licence. The end where it
  /// is not reached.
  private static func introduction(_ text: [UInt8]) -> Int {
    var at = 0
    while at < text.count {
      if Text.isSpace(text[at]) {
        at += 1
        continue
      }
      let closing: StaticString
      if text[at...].starts(with: "<?".utf8) {
        closing = "?>"
      } else if text[at...].starts(with: "<!--".utf8) {
        closing = "-->"
      } else {
        return at
      }
      guard let end = find(closing, in: text, from: at) else { return text.count }
      at = end + closing.utf8CodeUnitCount
    }
    return at
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
