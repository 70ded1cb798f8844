import AppSpec
import Testing

@Suite struct LineDiffTests {
  private func shown(_ old: String, _ new: String) -> [String] {
    LineDiff(from: old, to: new).hunks.flatMap { hunk in
      ["@\(hunk.oldStart),\(hunk.newStart)"]
        + hunk.lines.map { line in
          (line.mark == .same ? " " : line.mark == .added ? "+" : "-") + line.text
        }
    }
  }

  @Test("a changed line stands with three lines on each side")
  func context() {
    let old = (1...12).map { "line \($0)" }.joined(separator: "\n") + "\n"
    let new = old.split(separator: "\n").map { $0 == "line 6" ? "line six" : String($0) }.joined(separator: "\n")
    #expect(
      shown(old, new) == [
        "@3,3", " line 3", " line 4", " line 5", "-line 6", "+line six", " line 7", " line 8", " line 9",
      ])
  }

  @Test("distant changes are places of their own, numbered in both texts")
  func places() {
    let old = (1...30).map(String.init)
    let new = ["new"] + old[..<19] + old[20...]
    let hunks = LineDiff(from: old.joined(separator: "\n"), to: new.joined(separator: "\n")).hunks
    #expect(hunks.map(\.oldStart) == [1, 17] && hunks.map(\.newStart) == [1, 18])
  }

  @Test("the place where a statement was changed is found, behind its key or in lines of its own")
  func statements() {
    let old = "a\n" + String(repeating: "x\n", count: 20) + "  q:\n    sql: |\n      select a\n      from t\n"
    let new = old.replacing("a\n", with: "b\n", maxReplacements: 1).replacing("select a", with: "select a, b")
    let diff = LineDiff(from: old, to: new)
    #expect(diff.hunks.count == 2)
    #expect(diff.hunk(changing: "select a\nfrom t\n", to: "select a, b\nfrom t\n") == 1)
    #expect(diff.hunk(changing: "select a\n", to: "select a\n") == nil)
    let short = LineDiff(from: "q:\n  sql: select a from t\n", to: "q:\n  sql: select b from t\n")
    #expect(short.hunk(changing: "select a from t", to: "select b from t") == 0)
  }

  @Test("nothing, everything, and the same")
  func edges() {
    #expect(shown("", "") == [] && shown("a\nb", "a\nb\n") == [])
    #expect(shown("", "a\nb") == ["@1,1", "+a", "+b"])
    #expect(shown("a", "") == ["@1,1", "-a"])
  }

  @Test("texts that have nothing in common are shown whole and in no time worth noting")
  func large() {
    let old = (0..<20_000).map { "old \($0)" }.joined(separator: "\n")
    let new = (0..<20_000).map { "new \($0)" }.joined(separator: "\n")
    #expect(LineDiff(from: old, to: new).hunks.map(\.lines.count) == [40_000])
  }
}
