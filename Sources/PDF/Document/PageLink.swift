/// A part of a page that opens an address (ISO 32000-1, 12.5.6.5).
struct PageLink {
  let frame: Rectangle
  let address: String

  /// Those of the items, in painting order, repeated parts by what is in them.
  static func all(in items: [Page.Item]) -> [PageLink] {
    var links: [PageLink] = []
    for item in items {
      switch item {
      case .link(let frame, let address): links.append(PageLink(frame: frame, address: address))
      case .repeated(let part): links += all(in: part.items)
      default: break
      }
    }
    return links
  }

  /// As the annotations of a page of that size.
  static func put(_ links: [PageLink], _ size: Size, _ out: inout PDFBytes) {
    var isFirst = true
    for link in links {
      out.put(isFirst ? "/Annots[" : " ")
      isFirst = false
      out.put("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[")
      out.put(link.frame.left)
      out.put(" ")
      out.put(size.height - link.frame.bottom)
      out.put(" ")
      out.put(link.frame.right)
      out.put(" ")
      out.put(size.height - link.frame.top)
      out.put("]/A<</S/URI/URI")
      out.putLiteral(asciiAddress(link.address))
      out.put(">>>>")
    }
    if !isFirst { out.put("]") }
  }

  /// 12.6.4.7 allows ASCII alone in an address: all else is percent-encoded (RFC 3986).
  private static func asciiAddress(_ address: String) -> [UInt8] {
    var out: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in address.utf8 {
      if byte > 0x20 && byte < 0x7F {
        out.append(byte)
      } else {
        out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return out
  }
}
