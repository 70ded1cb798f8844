/// Where a cell leads by its column's format.
enum CellLink {
  /// Nil for what is no such address.
  static func address(_ cell: ArraySlice<UInt8>, _ format: Column.Format) -> ArraySlice<UInt8>? {
    switch format {
    case .email: mail(cell)
    case .phone: phone(cell)
    case .link: SafeLink.external(String(decoding: cell, as: UTF8.self)) == nil ? nil : cell
    case .automatic, .money, .moneyIn, .number, .percent, .day, .timestamp, .boolean, .badge: nil
    }
  }

  /// RFC 6068: the `@` stays, what is not unreserved is escaped.
  private static func mail(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let at = cell.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    var out = Array("mailto:".utf8)
    out.reserveCapacity(cell.count + 16)
    PercentEncoding.append(cell[..<at], to: &out)
    out.append(UInt8(ascii: "@"))
    PercentEncoding.append(cell[(at + 1)...], to: &out)
    return out[...]
  }

  /// RFC 3966, without its visual separators.
  private static func phone(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let digits = cell.filter { (48...57).contains($0) || $0 == UInt8(ascii: "+") }
    return digits.isEmpty ? nil : (Array("tel:".utf8) + digits)[...]
  }
}
