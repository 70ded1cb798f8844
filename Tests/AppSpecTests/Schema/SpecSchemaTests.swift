import AppSpec
import Foundation
import ProcessTesting
import Testing

/// The schema is held against an independent validator (PyPI `jsonschema`, `PyYAML`).
@Suite struct SpecSchemaTests {
  private static let program = """
    import json, sys, yaml, jsonschema
    given = json.load(sys.stdin)
    jsonschema.Draft202012Validator.check_schema(given["schema"])
    validator = jsonschema.Draft202012Validator(given["schema"])
    # Days stay texts, as they do in a spec.
    class Loader(yaml.SafeLoader): pass
    Loader.yaml_implicit_resolvers = {
      key: [item for item in list if not item[0].endswith(("timestamp", "value", "merge"))]
      for key, list in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    Loader.yaml_implicit_resolvers = {key: [(tag, pattern) for tag, pattern in list if not (
      tag.endswith("bool") and key not in "tTfF")] for key, list in Loader.yaml_implicit_resolvers.items()}
    print(json.dumps([validator.is_valid(yaml.load(spec, Loader)) for spec in given["specs"]]))
    """

  /// Whether each spec is valid by the schema.
  private func validate(_ specs: [String]) throws -> [Bool] {
    let schema = try JSONSerialization.jsonObject(with: Data(SpecSchema.json().utf8))
    let given = try JSONSerialization.data(withJSONObject: ["schema": schema, "specs": specs])
    let answer = try TestProcess.run("/usr/bin/python3", ["-c", SpecSchemaTests.program], input: given)
    try #require(answer.status == 0, "\(answer.errors)")
    return try JSONDecoder().decode([Bool].self, from: Data(answer.output.utf8))
  }

  private static func document(_ seller: String, _ line: String) -> String {
    """
    document:
                query: orders
                lines: orders
                fixed: { currency: EUR, seller: { name: Shop, \(seller) } }
                row: { number: id, issued: placed_on, buyer: { name: customer } }
                line: { \(line) }
    """.replacing("name: Shop, name: Shop", with: "name: Shop")
  }

  /// Each is a change of a sound spec, and wrong by its shape alone.
  private static let breaks: [(String, String)] = [
    ("app: shop", "app: Shop"), ("title: Shop\n", ""), ("title: Shop", "titel: Shop"), ("title: Shop", "title: [Shop]"),
    ("title: Shop", "title:"), ("title: Shop", "title: \"{{app}}\""), ("title: Shop", "title: \" \""),
    ("kind: postgres", "kind: oracle"), ("kind: postgres", "kind: airtable"), ("kind: postgres, ", ""),
    ("secret: shop-db", "secret: Shop DB"), ("type: day", "type: date"), ("path: /", "path: orders"),
    ("path: /", "path: /Orders"), ("path: /", "path: /a//b"), ("path: /", "path: /a/"), ("path: /", "path: /-/x"),
    ("roles: [member]", "roles: []"), ("roles: [member]", "roles: member"), ("    roles: [member]\n", ""),
    ("roles: [member]", "roles: [boss]"), ("table: { query: orders }", "table: { query: orders, page_size: 0 }"),
    ("table: { query: orders }", "table: { query: orders, page_size: \"50\" }"),
    ("table: { query: orders }", "table: { query: orders, export: maybe }"),
    ("table: { query: orders }", "table: { query: orders, sort: \"--id\" }"),
    ("table: { query: orders }", "table: { query: orders, columns: [] }"),
    ("table: { query: orders }", "{ filter: { query: orders }, table: { query: orders } }"),
    ("table: { query: orders }", "document: { query: orders }"),
    ("table: { query: orders }", document("country: Germany", "name: id, quantity: id, price: id")),
    ("table: { query: orders }", document("nam: Shop", "name: id, quantity: id, price: id")),
    ("table: { query: orders }", document("name: Shop", "name: id, quantity: id")), ("table: { query: orders }", "{}"),
    ("table: { query: orders }", "metric: { query: orders, value: total }"),
    ("table: { query: orders }", "chart: { query: orders, kind: bar, x: id, y: total }"),
    ("table: { query: orders }", "text: { query: orders }"), ("table: { query: orders }", "text: [a]"),
    ("    source: db\n", "    source: db\n    columns: { total: { format: { money: eur } } }\n"),
    ("    source: db\n", "    source: db\n    columns: { total: { format: { money: EUR, number: 2 } } }\n"),
    ("    source: db\n", "    source: db\n    columns: { total: { format: { number: 13 } } }\n"),
    ("    source: db\n", "    source: db\n    columns: { total: { personal: private } }\n"),
    ("    source: db\n", "    source: db\n    columns: { total: { format: { badge: { a: red } } } }\n"),
    ("    source: db\n", "    source: db\n    limit: 5\n"), ("since: { type", "Since: { type"),
    ("pages:", "actions: { a: { title: A, roles: [admin], steps: [ai: x] } }\npages:"),
    ("pages:", "actions: { a: { title: A, roles: [admin], steps: [] } }\npages:"),
    (
      "pages:",
      "actions: { a: { title: A, roles: [admin], steps: [run: { source: db, sql: delete from t, expect: 1 row }] } }\npages:"
    ),
    ("pages:", "redaction: { policy: maybe }\npages:"),
    ("pages:", "redaction: { policy: off, redactor: Not One }\npages:"),
    ("pages:", "actions: { a: { title: A, roles: [admin], steps: [ai: { into: text }] } }\npages:"),
    ("pages:", "actions: { a: { title: A, roles: [admin], steps: [ai: { into: T, prompt: Hi }] } }\npages:"),
  ]

  @Test("Editors and the checker agree on which shapes are right")
  func agreement() throws {
    let example = String(decoding: try Example.bytes(), as: UTF8.self)
    let sound = Spec().text
    let specs = [example, sound] + SpecSchemaTests.breaks.map { sound.replacing($0.0, with: $0.1, maxReplacements: 1) }
    let verdicts = try validate(specs)
    #expect(verdicts.prefix(2) == [true, true])
    for (index, change) in SpecSchemaTests.breaks.enumerated() {
      #expect(!verdicts[index + 2], "the schema takes \(change.1)")
      let checked = SpecCheck.check(Array(specs[index + 2].utf8))
      #expect(checked.app == nil, "the checker takes \(change.1)")
      #expect(specs[index + 2] != sound, "\(change.0) is not in the spec")
    }
  }

  @Test("Every key of a spec has a sentence for editors")
  func sentences() throws {
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(SpecSchema.json().utf8)) as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    for object in definitions.values + [schema] {
      for (key, value) in try #require(object["properties"] as? [String: [String: Any]]) {
        let sentence = try #require(value["description"] as? String)
        #expect(sentence.count > 8, "\(key)")
      }
    }
  }
}
