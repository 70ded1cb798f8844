import Testing

@testable import AppSpec

@Suite("Charts")
struct ChartViewTests {
  private func chart(_ kind: ChartBlock.Kind, y: [String] = ["net"], _ rows: [[String?]], x: ResultKind = .day) throws
    -> String
  {
    let block = ChartBlock(query: Rendering.rows, kind: kind, x: "month", y: y, title: "Revenue")
    let columns: [(String, ResultKind)] = [("month", x), ("net", .decimal), ("target", .decimal)]
    return try Rendering.block(.chart(block), SampleApp.rows(columns, rows))
  }

  private func count(_ needle: String, in html: String) -> Int {
    html.split(separator: needle, omittingEmptySubsequences: false).count - 1
  }

  @Test("it has a title, a sentence and a table for those who do not see it")
  func accessible() throws {
    let html = try chart(.bar, [["2026-01-01", "10", "1"], ["2026-02-01", "-20", "1"]])
    #expect(
      html.contains("role=\"img\" aria-labelledby=\"c0-t c0-d\"") && html.contains("<title id=\"c0-t\">Revenue</title>")
    )
    #expect(
      html.contains("Bar chart, from 1 Jan 2026 to 1 Feb 2026. Net: least −20 at 1 Feb 2026, most 10 at 1 Jan 2026."))
    #expect(html.contains("<summary>Show the numbers</summary>") && html.contains("<td class=\"n\">−20</td>"))
    #expect(html.contains(">Jan 2026</text>"))
  }

  @Test("a missing value leaves a gap, and a lone point is still a marker")
  func gaps() throws {
    let line = try chart(
      .line,
      [["2026-01-01", "1", nil], ["2026-02-01", nil, nil], ["2026-03-01", "3", nil], ["2026-04-01", "4", nil]])
    #expect(count("<polyline", in: line) == 1 && count("<path", in: line) == 3)
    #expect(count("<path", in: try chart(.area, [["2026-01-01", "1", nil]])) == 1)
    #expect(count("<rect", in: try chart(.bar, [["2026-01-01", "1", nil], ["2026-02-01", nil, nil]])) == 1)
  }

  @Test("several series differ by more than colour")
  func series() throws {
    let rows = [["2026-01-01", "1", "2"], ["2026-02-01", "2", "3"]]
    let bars = try chart(.bar, y: ["net", "target"], rows)
    #expect(bars.contains("<pattern") && bars.contains("fill=\"url(#p0-1)\"") && bars.contains("class=\"legend\""))
    let lines = try chart(.line, y: ["net", "target"], rows)
    #expect(
      lines.contains("class=\"line l0\"") && lines.contains("class=\"line l1\"")
        && lines.contains("d=\"M-3.5 -3.5h7v7h-7z\""))
  }

  @Test("nothing, no numbers, and too much each say so")
  func states() throws {
    #expect(try chart(.bar, []).contains("Nothing to draw yet."))
    #expect(try chart(.bar, [["2026-01-01", nil, nil], ["2026-02-01", "NaN", nil]]).contains("no numbers to draw"))
    let many = (0...500).map { [String($0), String($0), nil] }
    let html = try chart(.line, many, x: .integer)
    #expect(html.contains("The first 500 points are drawn; there are more.") && count("<path", in: html) == 0)
  }

  @Test(
    "the axis has round steps and always zero",
    arguments: [
      ([0, 97], [0, 25, 50, 75, 100]), ([-30, 100], [-50, 0, 50, 100]), ([-5, -1], [-6, -4, -2, 0]), ([0], [0, 1]),
      ([0.0012], [0, 0.0005, 0.001, 0.0015]), ([3_000_000], [0, 1_000_000, 2_000_000, 3_000_000]),
    ] as [([Double], [Double])])
  func scale(_ values: [Double], _ ticks: [Double]) {
    let scale = ChartScale(values)
    #expect(
      scale.ticks.count == ticks.count && zip(scale.ticks, ticks).allSatisfy { abs($0 - $1) < 1e-9 }, "\(scale.ticks)")
  }

  @Test(
    "labels are short",
    arguments: [(0, "0"), (1500, "1.5k"), (2_500_000, "2.5M"), (-0.5, "−0.5"), (1e12, "1T"), (0.0005, "0.0005")]
      as [(Double, String)])
  func labels(_ value: Double, _ text: String) { #expect(ChartScale.label(value) == text) }

  @Test("values beyond what a chart can hold do not break it")
  func huge() throws {
    let html = try chart(.bar, [["2026-01-01", "1e300", nil], ["2026-02-01", "-99999999999999999999999999", nil]])
    #expect(html.contains("<rect"))
  }
}
