/// What a file with an invoice is, by how it begins.
public enum InvoiceFileKind: Sendable {
  case json
  /// In an encoding of one byte for each letter of XML's own, or in UTF-16.
  case xml
  case pdf
  case other

  /// ISO 32000-1, H.3.4.1: what a reader accepts before a PDF's first line.
  private static let mostBefore = 1024

  public init(_ bytes: [UInt8]) {
    let start = bytes.prefix(64).drop { Text.isSpace($0) || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    switch start.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
    case UInt8(ascii: "<"): self = .xml
    default:
      if UTF16Text.isXML(bytes) {
        self = .xml
      } else {
        self =
          Text.contains(Array(bytes.prefix(InvoiceFileKind.mostBefore)), Array("%PDF".utf8))
          ? .pdf : .other
      }
    }
  }
}
