// How a column's binary form (PostgreSQL's `typsend`) becomes a Swift value.

/// A type that a column can be read as.
public protocol Columnar: Sendable {
  /// Nil when the column holds another type, a value out of range, or NULL.
  static func decode(_ cell: Cell) -> Self?
}

/// One value in binary format. It is valid only during `decode`.
public struct Cell {
  public let oid: UInt32
  /// Nil for NULL.
  public let bytes: UnsafeBufferPointer<UInt8>?

  /// A big-endian integer when the value is exactly as wide.
  func integer<I: FixedWidthInteger>(_ type: I.Type) -> I? {
    guard let bytes, bytes.count == MemoryLayout<I>.size else { return nil }
    return I(bigEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(as: I.self))
  }

  /// Any of the integer types.
  func wideInteger() -> Int64? {
    switch oid {
    case TypeOID.int2: integer(Int16.self).map(Int64.init)
    case TypeOID.int4: integer(Int32.self).map(Int64.init)
    case TypeOID.int8, TypeOID.xid8: integer(Int64.self)
    case TypeOID.oid: integer(UInt32.self).map(Int64.init)
    default: nil
    }
  }
}

extension Optional: Columnar where Wrapped: Columnar {
  @inlinable
  public static func decode(_ cell: Cell) -> Wrapped?? {
    cell.bytes == nil ? .some(nil) : Wrapped.decode(cell).map(Optional.some)
  }
}

extension Bool: Columnar {
  public static func decode(_ cell: Cell) -> Bool? {
    cell.oid == TypeOID.bool ? cell.integer(UInt8.self).map { $0 != 0 } : nil
  }
}

extension Int64: Columnar {
  public static func decode(_ cell: Cell) -> Int64? { cell.wideInteger() }
}

extension Int: Columnar {
  public static func decode(_ cell: Cell) -> Int? { cell.wideInteger().flatMap { Int(exactly: $0) } }
}

extension Int32: Columnar {
  public static func decode(_ cell: Cell) -> Int32? { cell.wideInteger().flatMap { Int32(exactly: $0) } }
}

extension Double: Columnar {
  public static func decode(_ cell: Cell) -> Double? {
    switch cell.oid {
    case TypeOID.float8: cell.integer(UInt64.self).map { Double(bitPattern: $0) }
    case TypeOID.float4: cell.integer(UInt32.self).map { Double(Float(bitPattern: $0)) }
    default: nil
    }
  }
}

extension Timestamp: Columnar {
  public static func decode(_ cell: Cell) -> Timestamp? {
    guard cell.oid == TypeOID.timestamptz || cell.oid == TypeOID.timestamp, let value = cell.integer(Int64.self)
    else { return nil }
    if value == .max || value == .min { return Timestamp(microsecondsSince1970: value) }
    return Timestamp(microsecondsSince1970: value &+ epochOffset)
  }
}

extension CalendarDay: Columnar {
  public static func decode(_ cell: Cell) -> CalendarDay? {
    guard cell.oid == TypeOID.date, let value = cell.integer(Int32.self) else { return nil }
    return CalendarDay(daysSince1970: Int(value) + epochOffset)
  }
}

extension Numeric: Columnar {
  public static func decode(_ cell: Cell) -> Numeric? {
    if let integer = cell.wideInteger() { return Numeric(text: String(integer)) }
    guard cell.oid == TypeOID.numeric, let bytes = cell.bytes else { return nil }
    return decimalText(ofNumeric: bytes).map(Numeric.init)
  }
}

extension String: Columnar {
  public static func decode(_ cell: Cell) -> String? {
    guard let bytes = cell.bytes else { return nil }
    switch cell.oid {
    case TypeOID.text, TypeOID.varchar, TypeOID.bpchar, TypeOID.name, TypeOID.json, TypeOID.xml, TypeOID.unknown,
      TypeOID.char:
      return String(decoding: bytes, as: UTF8.self)
    case TypeOID.jsonb:
      return bytes.first == 1 ? String(decoding: bytes.dropFirst(), as: UTF8.self) : nil
    case TypeOID.uuid: return uuidText(bytes)
    case TypeOID.numeric: return decimalText(ofNumeric: bytes)
    case 16384...: return String(validating: bytes, as: UTF8.self)  // enums and domains of the schema
    default: return cell.wideInteger().map { String($0) }
    }
  }

  private static func uuidText(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.count == 16 else { return nil }
    return String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      for (index, byte) in bytes.enumerated() {
        if index == 4 || index == 6 || index == 8 || index == 10 {
          text[place] = UInt8(ascii: "-")
          place += 1
        }
        (text[place], text[place + 1]) = (digit(byte >> 4), digit(byte & 15))
        place += 2
      }
      return place
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
