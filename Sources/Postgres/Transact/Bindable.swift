// Values are always bound, never written into SQL.

/// A value that can stand for `$n`.
public protocol Bindable: Sendable {
  var parameter: Parameter { get }
}

/// A bound value as it travels.
public enum Parameter: Sendable, Equatable {
  case null
  /// The type's text form; the server infers the type from the statement.
  case text(String)
  /// The binary form of the type with this oid.
  case binary(oid: UInt32, [UInt8])
}

extension String: Bindable {
  public var parameter: Parameter { .text(self) }
}

extension Bool: Bindable {
  public var parameter: Parameter { .text(self ? "t" : "f") }
}

extension Int: Bindable {
  public var parameter: Parameter { .text(String(self)) }
}

extension Int32: Bindable {
  public var parameter: Parameter { .text(String(self)) }
}

extension Int64: Bindable {
  public var parameter: Parameter { .text(String(self)) }
}

extension Double: Bindable {
  public var parameter: Parameter { .text(String(self)) }
}

extension Optional: Bindable where Wrapped: Bindable {
  public var parameter: Parameter { self?.parameter ?? .null }
}

extension Array: Bindable where Element: ArrayBindable {
  /// Bytes are a `bytea`; everything else is an array literal of the elements' text forms.
  public var parameter: Parameter { Element.parameter(ofArray: self) }
}

/// What may stand in a bound array.
public protocol ArrayBindable: Sendable {
  static func parameter(ofArray array: [Self]) -> Parameter
}

extension UInt8: ArrayBindable {
  public static func parameter(ofArray array: [UInt8]) -> Parameter { .binary(oid: TypeOID.bytea, array) }
}

extension ArrayBindable where Self: Bindable {
  public static func parameter(ofArray array: [Self]) -> Parameter {
    .text("{" + array.map(arrayElement).joined(separator: ",") + "}")
  }

  private static func arrayElement(_ value: Self) -> String {
    guard case .text(let text) = value.parameter else { return "NULL" }
    // Ids, which are most of them, need no quotes.
    if text.utf8.count == 36 && text.utf8.allSatisfy(isPlain) { return text }
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" || character == "\\" { quoted.unicodeScalars.append("\\") }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}

private func isPlain(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || byte == UInt8(ascii: "-")
}

extension String: ArrayBindable {}
extension Int: ArrayBindable {}
extension Int32: ArrayBindable {}
extension Int64: ArrayBindable {}
extension Double: ArrayBindable {}
extension Bool: ArrayBindable {}
extension Optional: ArrayBindable where Wrapped: Bindable {}

extension Timestamp: Bindable {
  public var parameter: Parameter {
    .binary(oid: TypeOID.timestamptz, bigEndianBytes(microsecondsSince1970 &- Timestamp.epochOffset))
  }
}

extension CalendarDay: Bindable {
  public var parameter: Parameter {
    .binary(oid: TypeOID.date, bigEndianBytes(Int32(truncatingIfNeeded: daysSince1970 - CalendarDay.epochOffset)))
  }
}

extension Numeric: Bindable {
  public var parameter: Parameter { .text(text) }
}

private func bigEndianBytes(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.bigEndian) { Array($0) }
}
