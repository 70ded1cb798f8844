import AppSpec

/// A small spec whose parts the tests exchange.
struct Spec {
  var head = "app: shop\ntitle: Shop\nsources:\n  db: { kind: postgres, secret: shop-db }\n"
  var queries = """
    queries:
      orders:
        source: db
        sql: select id, customer, total, placed_on from orders where placed_on >= :since
        parameters: { since: { type: day, default: today - 30 } }

    """
  var pages = """
    pages:
      - path: /
        title: Orders
        roles: [member]
        blocks:
          - table: { query: orders }

    """
  var actions = ""

  var text: String { head + queries + pages + actions }

  /// `code line:column`, in order.
  static func codes(_ text: String) -> [String] {
    SpecCheck.check(Array(text.utf8)).findings.map { "\($0.code) \($0.line):\($0.column)" }
  }

  var codes: [String] { Spec.codes(text) }
  var findings: [Finding] { SpecCheck.check(Array(text.utf8)).findings }

  /// `code word`, the word being what stands at the finding's place.
  var marked: [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return findings.map { finding in
      let rest = lines[finding.line - 1].unicodeScalars.dropFirst(finding.column - 1)
      let word = rest.prefix { $0 != "," && $0 != " " && $0 != "\"" }
      return "\(finding.code) \(String(word))"
    }
  }

  /// With this query instead.
  static func query(_ body: String) -> Spec {
    var spec = Spec()
    spec.queries = "queries:\n  orders:\n    source: db\n" + body + "\n"
    return spec
  }

  /// With these blocks on the page.
  static func blocks(_ blocks: String, path: String = "/") -> Spec {
    var spec = Spec()
    spec.pages = "pages:\n  - path: \(path)\n    title: Orders\n    roles: [member]\n    blocks:\n" + blocks + "\n"
    return spec
  }

  /// With this action, used in a form.
  static func action(_ body: String) -> Spec {
    var spec = Spec()
    spec.pages += "      - form: { action: change }\n"
    spec.actions = "actions:\n  change:\n    title: Change\n    roles: [member]\n" + body + "\n"
    return spec
  }
}
