/// Names and values of a form or a query (`application/x-www-form-urlencoded`, WHATWG URL section 5.1), read strictly.

import Contract
public import Hummingbird
import Values

public struct Fields: Sendable, Equatable {
  /// In the order in which they were sent; a name may stand more than once.
  public private(set) var all: [(name: String, value: String)] = []

  public static let limit = 500

  /// `malformed_request` for a broken percent sign, for what is not UTF-8, a NUL, and for more than `limit` fields.
  public init(_ encoded: some Collection<UInt8>, limit: Int = Fields.limit) throws(Problem) {
    for pair in encoded.split(separator: UInt8(ascii: "&")) {
      if all.count == limit { throw .malformed("The form has more than \(limit) fields.") }
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      all.append((try Self.decode(name), try Self.decode(pair.dropFirst(name.count + 1))))
    }
  }

  public init() {}

  mutating func append(_ name: String, _ value: String) throws(Problem) {
    if all.count == Self.limit { throw .malformed("The form has more than \(Self.limit) fields.") }
    all.append((name, value))
  }

  /// The first value under `name`.
  public subscript(name: String) -> String? {
    for field in all where field.name == name { return field.value }
    return nil
  }

  public func values(_ name: String) -> [String] {
    var out: [String] = []
    for field in all where field.name == name { out.append(field.value) }
    return out
  }

  /// The field that must be there: `malformed_request` names it otherwise.
  public func required(_ name: StaticString) throws(Problem) -> String {
    guard let value = self[name.description] else { throw .malformed("The field “\(name)” is missing.") }
    return value
  }

  public static func == (left: Fields, right: Fields) -> Bool {
    left.all.elementsEqual(right.all) { $0.name == $1.name && $0.value == $1.value }
  }

  private static func decode(_ encoded: some Collection<UInt8>) throws(Problem) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(encoded.count)
    var index = encoded.startIndex
    while index != encoded.endIndex {
      let byte = encoded[index]
      encoded.formIndex(after: &index)
      switch byte {
      case UInt8(ascii: "+"): out.append(0x20)
      case UInt8(ascii: "%"):
        let digits = encoded[index...].prefix(2)
        guard digits.count == 2, let decoded = Hex.decode(digits) else { throw Self.malformed }
        out.append(contentsOf: decoded)
        index = digits.endIndex
      default: out.append(byte)
      }
    }
    guard !out.contains(0), let text = String(validating: out, as: UTF8.self) else { throw Self.malformed }
    return text
  }

  private static let malformed = Problem.malformed("The form's encoding is broken: it must be percent-encoded UTF-8.")
}

extension Request {
  /// The fields of the address's query.
  public func query() throws(Problem) -> Fields {
    guard let query = uri.query else { return Fields() }
    return try Fields(query.utf8)
  }

  /// The fields of a posted form. `unsupported_media_type` for another content type.
  /// - Parameter files: whether a form with files is taken too; a file's value is its bytes in base64url.
  public func form(upTo limit: Int = BodyLimit.form, files: Bool = false) async throws(Problem) -> Fields {
    if files, mediaType == "multipart/form-data" {
      return try Fields(multipart: try await bodyBytes(upTo: limit), type: headers[.contentType] ?? "")
    }
    guard mediaType == "application/x-www-form-urlencoded" else {
      throw Problem(
        .unsupportedMediaType, "This address accepts forms only.",
        advice: "Send application/x-www-form-urlencoded.")
    }
    return try Fields(try await bodyBytes(upTo: limit))
  }
}
