import Testing

@testable import Trust

@Suite("What a program was built from")
struct PinnedCheckTests {
  @Test("is a list of exact versions; a range, a branch and a package that is there twice are found")
  func pinned() {
    let own = PinnedCheck.verdict()
    #expect(own.outcome == .passed, "\(own.evidence.problems)")
    #expect(Dependencies.all.contains { $0.name == "swift-nio" })
    #expect(PinnedCheck.verdict(of: []).evidence.problems == ["there is no list of packages"])
    let loose = PinnedCheck.verdict(of: [
      ("a", "1.2.3"), ("b", "main"), ("c", "1.2"), ("d", "1.2.x"), ("a", "1.2.4-beta.1"), ("e", ">= 1.2.3"), ("f", ""),
    ])
    #expect(
      loose.evidence.problems == [
        "b has no exact version", "c has no exact version", "d has no exact version", "e has no exact version",
        "f has no exact version", "a is there twice",
      ])
  }
}
