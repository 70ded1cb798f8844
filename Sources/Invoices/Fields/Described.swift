/// One description of the fields of an invoice, from which its JSON reader, its JSON writer and the JSON Schema follow:
/// a field that is described once cannot be read, written and documented in three different ways.

public import Values

/// A group of business terms. `describe` names each field once, in the order in which it is written.
public protocol Described: Sendable, Equatable {
  init()
  /// One sentence for the schema, with the group's number in EN 16931 (BG-…) where it has one.
  static var about: String { get }
  mutating func describe<Fields: FieldVisitor>(_ fields: inout Fields)
}

/// A closed list of words in JSON.
public protocol Choice: Sendable, Equatable, CaseIterable, RawRepresentable where RawValue == String {}

/// What walks over a description. `about` begins with the number of the business term (BT-…) where it has one.
public protocol FieldVisitor {
  mutating func text(_ name: String, _ value: inout String?, _ about: String)
  mutating func decimal(_ name: String, _ value: inout Decimal?, _ about: String)
  mutating func day(_ name: String, _ value: inout Day?, _ about: String)
  mutating func flag(_ name: String, _ value: inout Bool, _ about: String)
  /// Base64 (RFC 4648 section 4) in JSON.
  mutating func bytes(_ name: String, _ value: inout [UInt8], _ about: String)
  mutating func choice<Value: Choice>(_ name: String, _ value: inout Value, default: Value, _ about: String)
  mutating func group<Group: Described>(_ name: String, _ value: inout Group?, _ about: String)
  mutating func groups<Group: Described>(_ name: String, _ value: inout [Group], _ about: String)
}
