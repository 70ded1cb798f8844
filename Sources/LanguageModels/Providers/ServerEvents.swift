/// A stream of server-sent events (WHATWG HTML, section 9.2.6), cut into events however its bytes come. What stands in the
/// stream's last lines without the empty line behind them is no event.

struct ServerEvents {
  /// The `data` lines of one event, joined by newlines.
  typealias Event = [UInt8]

  struct TooLong: Error {}

  /// Of a line and of an event.
  static let limit = 1 << 20

  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var hasData = false
  private var sawReturn = false
  private var isFirst = true

  mutating func take(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [Event] {
    var events: [Event] = []
    for byte in bytes {
      // The two signs of one line's end.
      if byte == 0x0A, sawReturn {
        sawReturn = false
        continue
      }
      sawReturn = byte == 0x0D
      if byte == 0x0A || byte == 0x0D {
        if let event = endLine() { events.append(event) }
      } else {
        line.append(byte)
      }
      guard line.count + data.count <= Self.limit else { throw TooLong() }
    }
    return events
  }

  private mutating func endLine() -> Event? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirst {
      isFirst = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    if line.isEmpty {
      defer { (data, hasData) = ([], false) }
      return hasData ? data : nil
    }
    // Names of events are repeated in their data by both protocols; ids and times for reconnecting are of no use here.
    guard line.starts(with: Self.field) else { return nil }
    var value = line[Self.field.count...]
    if let next = value.first {
      guard next == 0x3A else { return nil }
      value = value.dropFirst()
      if value.first == 0x20 { value = value.dropFirst() }
    }
    if hasData { data.append(0x0A) }
    data.append(contentsOf: value)
    hasData = true
    return nil
  }

  private static let field = Array("data".utf8)
}
