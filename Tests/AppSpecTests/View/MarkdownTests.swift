import Testing

@testable import AppSpec

@Suite("Text blocks")
struct MarkdownTests {
  private func html(_ text: String, _ values: [String: String] = [:]) -> String {
    var html = HTML()
    TextView(appPath: "/app") { name in values[name].map { TextTemplate.Value(raw: $0) } }.write(text, to: &html)
    return String(decoding: html.bytes, as: UTF8.self)
  }

  @Test("headings, paragraphs, lists, bold, emphasis and links")
  func markup() {
    #expect(
      html("# One\n## Two\nA **b** and\n*c*.\n\n- x\n- [y](/z?a=1)\n* w")
        == "<div class=\"prose\"><h2>One</h2><h3>Two</h3><p>A <strong>b</strong> and <em>c</em>.</p>"
        + "<ul><li>x</li><li><a href=\"/app/z?a=1\">y</a></li><li>w</li></ul></div>")
  }

  @Test(
    "what is not closed or not Markdown of ours is text",
    arguments: ["a ** b", "**a", "*a", "[a](b", "[a]", "2 * 3 * 4", "`a`", "1. a", "<b>", "![a](/b)x", "a_b_c"])
  func plain(_ text: String) {
    let result = html(text)
    #expect(
      !result.contains("<strong>") && !result.contains("<em>") && !result.contains("<b>") && !result.contains("<img"))
  }

  @Test("a value is text wherever it stands")
  func values() {
    #expect(
      html("Hi {{a}}", ["a": "**x** [y](/z) <b>"]) == "<div class=\"prose\"><p>Hi **x** [y](/z) &lt;b&gt;</p></div>")
    #expect(html("{{a}}", ["a": "# x\n\n- y"]) == "<div class=\"prose\"><p># x\n\n- y</p></div>")
    #expect(html("[{{a}}](/c/{{a}})", ["a": "a/b\"?"]).contains("<a href=\"/app/c/a%2Fb%22%3F\">a/b&quot;?</a>"))
    #expect(html("**{{a}}**", ["a": "x**y"]).contains("<strong>x**y</strong>"))
  }

  @Test("private characters in a text do not stand for values")
  func privateUse() { #expect(html("a\u{100000}b{{v}}", ["v": "x"]) == "<div class=\"prose\"><p>abx</p></div>") }
}
