/// The JSON Schema (draft 2020-12) of an invoice, from the same description that reads and writes it.

public import Values

struct FieldSchema: FieldVisitor {
  private var properties: [JSON.Member] = []

  static func object<Group: Described>(_ group: Group.Type, _ about: String? = nil) -> JSON {
    var schema = FieldSchema()
    var empty = Group()
    empty.describe(&schema)
    return [
      "type": "object", "description": .string(about ?? Group.about), "additionalProperties": false,
      "properties": .object(schema.properties),
    ]
  }

  mutating func text(_ name: String, _ value: inout String?, _ about: String) {
    add(name, ["type": "string", "description": .string(about)])
  }

  mutating func decimal(_ name: String, _ value: inout Decimal?, _ about: String) {
    add(name, ["type": ["string", "number"], "pattern": "^[+-]?[0-9]+(\\.[0-9]+)?$", "description": .string(about)])
  }

  mutating func day(_ name: String, _ value: inout Day?, _ about: String) {
    add(name, ["type": "string", "format": "date", "description": .string(about)])
  }

  mutating func flag(_ name: String, _ value: inout Bool, _ about: String) {
    add(name, ["type": "boolean", "default": false, "description": .string(about)])
  }

  mutating func bytes(_ name: String, _ value: inout [UInt8], _ about: String) {
    add(name, ["type": "string", "contentEncoding": "base64", "description": .string(about)])
  }

  mutating func choice<Value: Choice>(_ name: String, _ value: inout Value, default standard: Value, _ about: String) {
    var words: [JSON] = []
    for choice in Value.allCases { words.append(.string(choice.rawValue)) }
    add(name, ["enum": .array(words), "default": .string(standard.rawValue), "description": .string(about)])
  }

  mutating func group<Group: Described>(_ name: String, _ value: inout Group?, _ about: String) {
    add(name, FieldSchema.object(Group.self, about))
  }

  mutating func groups<Group: Described>(_ name: String, _ value: inout [Group], _ about: String) {
    add(name, ["type": "array", "description": .string(about), "items": FieldSchema.object(Group.self)])
  }

  private mutating func add(_ name: String, _ schema: JSON) { properties.append(JSON.Member(name, schema)) }
}

extension Invoice {
  /// What is published at `/schema/invoice.json`.
  public static var schema: JSON {
    var members: [JSON.Member] = [
      JSON.Member("$schema", "https://json-schema.org/draft/2020-12/schema"), JSON.Member("title", "Invoice"),
    ]
    members += FieldSchema.object(Invoice.self).members ?? []
    return .object(members)
  }
}
