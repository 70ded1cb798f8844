/// Writes described groups as JSON: absent fields are left out, so the same invoice always gives the same bytes.

public import Values

struct FieldWriter: FieldVisitor {
  var members: [JSON.Member] = []

  static func object<Group: Described>(_ group: Group) -> JSON {
    var writer = FieldWriter()
    var copy = group
    copy.describe(&writer)
    return .object(writer.members)
  }

  @inline(never)
  mutating func text(_ name: String, _ value: inout String?, _ about: String) {
    if let value { members.append(JSON.Member(name, .string(value))) }
  }

  @inline(never)
  mutating func decimal(_ name: String, _ value: inout Decimal?, _ about: String) {
    if let value { members.append(JSON.Member(name, .string(value.description))) }
  }

  @inline(never)
  mutating func day(_ name: String, _ value: inout Day?, _ about: String) {
    if let value { members.append(JSON.Member(name, .string(value.iso))) }
  }

  @inline(never)
  mutating func flag(_ name: String, _ value: inout Bool, _ about: String) {
    if value { members.append(JSON.Member(name, .bool(true))) }
  }

  @inline(never)
  mutating func bytes(_ name: String, _ value: inout [UInt8], _ about: String) {
    if !value.isEmpty { members.append(JSON.Member(name, .string(Base64.encode(value)))) }
  }

  @inline(never)
  mutating func choice<Value: Choice>(_ name: String, _ value: inout Value, default standard: Value, _ about: String) {
    if value != standard { members.append(JSON.Member(name, .string(value.rawValue))) }
  }

  @inline(never)
  mutating func group<Group: Described>(_ name: String, _ value: inout Group?, _ about: String) {
    if let value { members.append(JSON.Member(name, FieldWriter.object(value))) }
  }

  @inline(never)
  mutating func groups<Group: Described>(_ name: String, _ value: inout [Group], _ about: String) {
    if !value.isEmpty { members.append(JSON.Member(name, .array(value.map { FieldWriter.object($0) }))) }
  }
}

extension Invoice {
  /// The invoice as JSON, as `/schema/invoice.json` describes it.
  public var json: JSON { FieldWriter.object(self) }
}
