import PDF
import Testing

@Suite("Plain text")
struct PlainTextTests {
  @Test(
    "is set by the short way as by the long one",
    arguments: [
      "", " ", "AVATAR To, office", "1.234,56 €", "Straße – „Zitat“ … ſ ŁódŹ ǅ", "a\u{A0}b", "µ × ÷ ª º ¼", "x\u{AD}y",
      "e\u{301}",
      "Καλημέρα", "trailing ", "½ – 10%",
    ])
  func sameLine(_ text: String) throws {
    let shaper = try TextShaper()
    for style in [
      TextStyle(Fonts.chain, size: 10, language: "de"),
      TextStyle(FontChain(Fonts.dejaVu), size: 7.5, features: [.tabularFigures], tracking: 0.3),
    ] {
      // Two spans take the long way.
      let long = try shaper.line([TextSpan(text, style), TextSpan("", style)])
      let short = try shaper.line(text, style)
      #expect(short.width == long.width && short.ascent == long.ascent && short.descent == long.descent)
      #expect(short.runs.map(\.glyphs) == long.runs.map(\.glyphs))
      #expect(short.runs.map(\.text) == long.runs.map(\.text))
    }
  }

  @Test(
    "is broken by the short way as by the long one",
    arguments: [
      "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich, 1.234,56 € – „AVATAR To Wartung“ und office.",
      "Lebensversicherungsgesellschaftsvertreter", "Rhein-Main-Gebiet und Nord-Ost-See", "a  b   c ", "", " ",
      "  führend",
    ])
  func sameLines(_ text: String) throws {
    let shaper = try TextShaper()
    let style = TextStyle(FontChain(Fonts.dejaVu), size: 9.5, language: "de")
    for width in [30, 60, 95, 210] as [Points] {
      let long = try shaper.paragraph([TextSpan(text, style), TextSpan("", style)], width: width)
      let short = try shaper.paragraph(text, style, width: width)
      #expect(short.map { $0.runs.map(\.text) } == long.map { $0.runs.map(\.text) })
      #expect(short.map { $0.runs.map(\.glyphs) } == long.map { $0.runs.map(\.glyphs) })
      #expect(short.map(\.width) == long.map(\.width))
    }
  }
}
