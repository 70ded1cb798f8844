internal import Values

/// The JSON Schema (2020-12) of a spec, so that editors complete and check it while it is written.
///
/// Made from the table that the checker itself reads. It says all that a tree's shape can say; names that do not exist,
/// SQL and texts are `SpecCheck`'s.
public enum SpecSchema {
  public static let identifier = "https://freehold.example/schemas/app-spec.json"

  /// The document as JSON text.
  public static func json() -> String { document().text }

  static func document() -> JSON {
    var definitions = Definitions()
    let root = definitions.object(SpecShape.app)
    let head: [JSON.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"), .init("$id", .string(identifier)),
      .init("title", "Freehold app"),
    ]
    return .object(
      head + (root.members ?? []) + [.init("$defs", .object(definitions.all.map { .init($0.name, $0.schema) }))])
  }

  private struct Definitions {
    var all: [(name: String, schema: JSON)] = []

    mutating func schema(_ shape: Shape) -> JSON {
      switch shape {
      case .text(let rule): text(rule)
      case .flag: ["type": "boolean"]
      case .whole(let range):
        ["type": "integer", "minimum": .integer(Int64(range.lowerBound)), "maximum": .integer(Int64(range.upperBound))]
      case .word(let words, _): ["enum": .array(words.map { .string($0) })]
      case .list(let element): ["type": "array", "minItems": 1, "items": schema(element)]
      case .named(let rule, let element, let atLeastOne):
        [
          "type": "object", "minProperties": .integer(atLeastOne ? 1 : 0),
          "propertyNames": ["pattern": .string(rule.pattern)], "additionalProperties": schema(element),
        ]
      case .group(let group): reference(group)
      case .either(let shapes): ["anyOf": .array(shapes.map { schema($0) })]
      }
    }

    private func text(_ rule: Shape.TextRule) -> JSON {
      let type: JSON = rule.anyScalar ? ["string", "number", "boolean"] : "string"
      return rule.pattern.isEmpty ? ["type": type] : ["type": type, "pattern": .string(rule.pattern)]
    }

    private mutating func reference(_ group: Shape.Group) -> JSON {
      let name = name(of: group)
      if !all.contains(where: { $0.name == name }) {
        all.append((name, .null))
        let index = all.count - 1
        all[index].schema = object(group)
      }
      return ["$ref": .string("#/$defs/\(name)")]
    }

    /// “a table” is `table`, “the columns of a line” `columns-of-line`.
    private func name(of group: Shape.Group) -> String {
      group.what.split { $0 == " " || $0 == "'" }.filter { !["a", "an", "the"].contains($0) }.joined(separator: "-")
    }

    mutating func object(_ group: Shape.Group) -> JSON {
      let known = group.keys.filter { !$0.later }
      var members: [JSON.Member] = [
        .init("type", "object"), .init("additionalProperties", false),
        .init("properties", .object(known.map { .init($0.name, property($0)) })),
      ]
      let required = known.filter(\.required).map { JSON.string($0.name) }
      if !required.isEmpty { members.append(.init("required", .array(required))) }
      if group.exactlyOne {
        members += [.init("minProperties", 1), .init("maxProperties", 1)]
      }
      return .object(members)
    }

    private mutating func property(_ key: Shape.Key) -> JSON {
      let description = JSON.Member("description", .string(key.summary))
      return .object([description] + (schema(key.shape).members ?? []))
    }
  }
}
