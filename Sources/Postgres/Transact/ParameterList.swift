// libpq takes parameters as C arrays; one buffer holds all their bytes.

import CLibpq

/// The bound values of one statement, in libpq's shape.
struct ParameterList {
  private(set) var types: [Oid] = []
  private var bytes: [UInt8] = []
  /// Where a value starts in `bytes`; -1 for NULL.
  private var offsets: [Int] = []
  private var lengths: [CInt] = []
  private var formats: [CInt] = []

  static let none = ParameterList()

  private init() {}

  init(_ values: [any Bindable]) throws(PostgresError) {
    for value in values { try append(value.parameter) }
  }

  /// Values in the text form of their types; nil is NULL.
  init(texts: [String?]) throws(PostgresError) {
    for text in texts { try append(text.map(Parameter.text) ?? .null) }
  }

  var count: Int { offsets.count }

  private mutating func append(_ parameter: Parameter) throws(PostgresError) {
    switch parameter {
    case .null: add(offset: -1, length: 0, format: 0, type: 0)
    case .text(let text):
      let start = bytes.count
      bytes.append(contentsOf: text.utf8)
      guard !bytes[start...].contains(0) else { throw .parameter(index: count + 1, .containsNUL) }
      add(offset: start, length: bytes.count - start, format: 0, type: 0)
      bytes.append(0)
    case .binary(let oid, let value):
      add(offset: bytes.count, length: value.count, format: 1, type: Oid(oid))
      bytes.append(contentsOf: value)
      // An empty value needs an address too: a null pointer would be NULL.
      bytes.append(0)
    }
  }

  private mutating func add(offset: Int, length: Int, format: CInt, type: Oid) {
    offsets.append(offset)
    lengths.append(CInt(truncatingIfNeeded: length))
    formats.append(format)
    types.append(type)
  }

  /// Calls `body` with libpq's arrays of values, lengths and formats.
  func withPointers<R>(
    _ body: (
      UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<CInt>?, UnsafePointer<CInt>?
    ) -> R
  ) -> R {
    guard !offsets.isEmpty else { return body(nil, nil, nil) }
    return bytes.withUnsafeBytes { buffer in
      let start = buffer.bindMemory(to: CChar.self).baseAddress
      return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: offsets.count) { values in
        for (index, offset) in offsets.enumerated() {
          values.initializeElement(at: index, to: offset < 0 ? nil : start.map { $0 + offset })
        }
        return body(UnsafePointer(values.baseAddress), lengths, formats)
      }
    }
  }
}
