/// A constant page around the rows.
struct HTMLPage {
  private let head = Array("<!doctype html><html lang=en><title>Floor</title><table><tbody>".utf8)
  private let foot = Array("</tbody></table></html>".utf8)
  private let rowStart = Array("<tr>".utf8)
  private let rowEnd = Array("</tr>".utf8)
  private let cellStart = Array("<td>".utf8)
  private let cellEnd = Array("</td>".utf8)

  func render(_ rows: QueryRows?) -> [UInt8]? {
    guard let rows else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16_384)
    bytes += head
    for row in 0..<rows.count {
      bytes += rowStart
      for column in 0..<rows.columns {
        bytes += cellStart
        rows.append(row, column, to: &bytes)
        bytes += cellEnd
      }
      bytes += rowEnd
    }
    bytes += foot
    return bytes
  }
}
