import AppSpec
import Testing

/// A mebibyte of the worst is checked in seconds even in a debug build: nothing is quadratic in the spec's size.
@Suite(.serialized) struct SpecCheckCostTests {
  private func fill(_ make: (Int) -> String, head: String, count: Int = .max) -> [UInt8] {
    var bytes = Array(head.utf8)
    var index = 0
    while index < count {
      let next = Array(make(index).utf8)
      if bytes.count + next.count > 1 << 20 { break }
      bytes += next
      index += 1
    }
    return bytes
  }

  private static let head = "app: shop\ntitle: S\nsources: { db: { kind: postgres, secret: db } }\n"

  private func cost(_ bytes: [UInt8]) -> Duration { ContinuousClock().measure { _ = SpecCheck.check(bytes) } }

  @Test("Sixteen texts full of variables")
  func texts() {
    let text = String(repeating: "{{a}}", count: 13_000)
    let head = SpecCheckCostTests.head + "pages:\n  - path: /\n    title: T\n    roles: [admin]\n    blocks:\n"
    #expect(cost(fill({ _ in "      - text: \"\(text)\"\n" }, head: head)) < .seconds(20))
  }

  @Test("Statements full of placeholders and columns")
  func statements() {
    let wrong = String(repeating: ":abcdefgh,", count: 6500)
    let columns = (0..<6500).map { "col\($0)" }.joined(separator: ",")
    let head = SpecCheckCostTests.head + "queries:\n"
    #expect(cost(fill({ "  q\($0): { source: db, sql: \"select \(wrong) 1\" }\n" }, head: head)) < .seconds(20))
    #expect(
      cost(fill({ "  q\($0): { source: db, sql: \"select \(columns)\", key: [x\($0)] }\n" }, head: head)) < .seconds(20)
    )
  }

  @Test("A thousand queries, pages and broken references")
  func references() {
    var text = SpecCheckCostTests.head + "queries:\n"
    for index in 0..<1000 { text += "  query_number_\(index): { source: bd, sql: select id from t }\n" }
    text += "pages:\n"
    let pages = fill(
      { index in
        "  - { path: /:a\(index)/b\(index), title: T, roles: [admin], blocks: ["
          + String(repeating: "table: { query: query_nunber_x }, ", count: 20) + "] }\n"
      }, head: text, count: 1000)
    #expect(cost(pages) < .seconds(20))
  }

  @Test("Unknown keys everywhere")
  func keys() {
    let group = (0..<900).map { "unknown\($0): x" }.joined(separator: ", ")
    let head = SpecCheckCostTests.head + "queries:\n"
    #expect(cost(fill({ "  q\($0): { \(group) }\n" }, head: head)) < .seconds(20))
  }
}
