/// Where a cell leads by its column's format.
enum CellLink {
  /// The whole link of a mail address that reads the same as text and as an address; false, and nothing written, for
  /// every other cell.
  static func writePlainMail(_ cell: UnsafeBufferPointer<UInt8>, to html: inout HTML) -> Bool {
    guard let address = HTML.PlainAddress(cell) else { return false }
    html.raw("<a href=\"mailto:")
    html.plain(address)
    html.raw("\">")
    html.plain(address)
    html.raw("</a>")
    return true
  }

  /// Whether the cell is such an address.
  static func leads(_ cell: UnsafeBufferPointer<UInt8>, _ format: Column.Format) -> Bool {
    switch format {
    case .email: cell.contains(UInt8(ascii: "@"))
    case .phone: cell.contains(where: isDialled)
    case .link: SafeLink.external(String(decoding: cell, as: UTF8.self)) != nil
    case .automatic, .money, .moneyIn, .number, .percent, .day, .timestamp, .boolean, .badge: false
    }
  }

  /// The opening tag of a cell that `leads`.
  static func open(_ cell: UnsafeBufferPointer<UInt8>, _ format: Column.Format, to html: inout HTML) {
    switch format {
    case .email:
      html.raw("<a href=\"mailto:")
      html.digits { mail(cell, to: &$0) }
    case .phone:
      html.raw("<a href=\"tel:")
      html.digits { out in for byte in cell where isDialled(byte) { out.append(byte) } }
    default:
      html.raw("<a rel=\"noopener noreferrer\" href=\"")
      html.text(cell)
    }
    html.raw("\">")
  }

  /// RFC 6068: the `@` stays, what is not unreserved is escaped.
  private static func mail(_ cell: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    guard let at = cell.lastIndex(of: UInt8(ascii: "@")) else { return }
    PercentEncoding.append(cell[..<at], to: &out)
    out.append(UInt8(ascii: "@"))
    PercentEncoding.append(cell[(at + 1)...], to: &out)
  }

  /// RFC 3966, without its visual separators.
  private static func isDialled(_ byte: UInt8) -> Bool { (48...57).contains(byte) || byte == UInt8(ascii: "+") }
}
