// Our values as columns: ids are uuid, instants timestamptz, digests bytea.

public import Contract
public import Postgres
public import Values

extension ID: Bindable, ArrayBindable {
  public var parameter: Parameter { .text(description) }
}

extension ID: Columnar {
  public static func decode(_ cell: Cell) -> ID? {
    guard let bytes = cell.bytes.map({ UnsafeRawBufferPointer($0) }), bytes.count == 16 else { return nil }
    return ID(
      high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }
}

extension Instant: Bindable {
  public var parameter: Parameter { Timestamp(microsecondsSince1970: microsecondsSinceEpoch).parameter }
}

extension Instant: Columnar {
  public static func decode(_ cell: Cell) -> Instant? {
    Timestamp.decode(cell).map { Instant(microsecondsSinceEpoch: $0.microsecondsSince1970) }
  }
}

extension Digest: Bindable {
  public var parameter: Parameter { bytes.parameter }
}

extension Digest: Columnar {
  public static func decode(_ cell: Cell) -> Digest? { [UInt8].decode(cell).flatMap(Digest.init(bytes:)) }
}

extension Row {
  /// A text column that holds what `make` accepts.
  func get<T>(_ column: String, _ make: (String) -> T?) throws(PostgresError) -> T {
    guard let value = make(try get(column, as: String.self)) else {
      throw .decoding(column: column, expected: "\(T.self)")
    }
    return value
  }

  /// The same for a column that may be null.
  func get<T>(optional column: String, _ make: (String) -> T?) throws(PostgresError) -> T? {
    guard let text = try get(column, as: String?.self) else { return nil }
    guard let value = make(text) else { throw .decoding(column: column, expected: "\(T.self)") }
    return value
  }
}

extension [UInt8] {
  /// `bytea` of 32-byte hashes one after the other.
  var digests: [Digest] {
    stride(from: 0, to: count - count % 32, by: 32).compactMap { Digest(bytes: Array(self[$0..<$0 + 32])) }
  }
}
