// Arrays of one dimension, and bytea, which Swift knows as an array too.

extension Array: Columnar where Element: ArrayColumnar {
  public static func decode(_ cell: Cell) -> [Element]? { Element.decodeArray(cell) }
}

/// What an array that is read from a column may hold.
public protocol ArrayColumnar: Sendable {
  static func decodeArray(_ cell: Cell) -> [Self]?
}

extension UInt8: ArrayColumnar {
  public static func decodeArray(_ cell: Cell) -> [UInt8]? {
    cell.oid == TypeOID.bytea ? cell.bytes.map { Array($0) } : nil
  }
}

extension ArrayColumnar where Self: Columnar {
  /// `array_send`: dimensions, flags, element oid, (length, lower bound) for each dimension, then (length, bytes) for each
  /// element.
  public static func decodeArray(_ cell: Cell) -> [Self]? {
    guard let bytes = cell.bytes else { return nil }
    var reader = BinaryReader(bytes)
    guard let dimensions = reader.integer(Int32.self), reader.integer(Int32.self) != nil,
      let oid = reader.integer(UInt32.self)
    else { return nil }
    if dimensions == 0 { return [] }
    guard dimensions == 1, let count = reader.integer(Int32.self), count >= 0, reader.integer(Int32.self) != nil
    else { return nil }
    var elements: [Self] = []
    for _ in 0..<count {
      guard let length = reader.integer(Int32.self) else { return nil }
      let element = length < 0 ? nil : reader.bytes(Int(length))
      guard length < 0 || element != nil, let value = Self.decode(Cell(oid: oid, bytes: element)) else { return nil }
      elements.append(value)
    }
    return elements
  }
}

extension String: ArrayColumnar {}
extension Int: ArrayColumnar {}
extension Int32: ArrayColumnar {}
extension Int64: ArrayColumnar {}
extension Double: ArrayColumnar {}
extension Bool: ArrayColumnar {}
extension Optional: ArrayColumnar where Wrapped: Columnar {}
