import Redaction
import Testing

@Suite("Replacing for good")
struct ReplacementTests {
  private let text = Array("to Anna Muster <anna@muster.de>, card 4111 1111 1111 1111".utf8)

  @Test("masks letters and digits, hashes under a key, or leaves out")
  func replaces() {
    #expect(replaced(.mask) == "to **** ****** <****@******.**>, card **** **** **** ****")
    #expect(replaced(.drop) == "to  <>, card ")
    #expect(replaced(.name) == "to [PERSON] <[EMAIL]>, card [CARD]")
    let (one, other) = (replaced(.hash(key: [1, 2, 3])), replaced(.hash(key: [1, 2, 4])))
    #expect(one == replaced(.hash(key: [1, 2, 3])) && one != other)
    // RFC 4231, test case 2, cut to 64 bits.
    #expect(
      String(
        decoding: Redaction.replaced(
          Array("what do ya want for nothing?".utf8), [whole], by: .hash(key: Array("Jefe".utf8))), as: UTF8.self)
        == "[EMAIL:5bdcc146bf60754e]")
  }

  private var whole: Finding {
    var finding = Redaction.findings(Array("anna.muster.anna@muster.dede".utf8))[0]
    finding.range = 0..<28
    return finding
  }

  private func replaced(_ replacement: Replacement) -> String {
    String(decoding: Redaction.replaced(text, by: replacement), as: UTF8.self)
  }

  @Test("offsets are right behind emoji, combining marks and right-to-left text")
  func offsets() {
    let text =
      "\u{1F469}\u{200D}\u{1F680} e\u{301} \u{5E9}\u{5DC}\u{5D5}\u{5DD} anna@muster.de \u{1F600} 4111111111111111"
    let bytes = Array(text.utf8)
    var offsets = Offsets(bytes)
    for finding in Redaction.findings(bytes) {
      let prefix = String(decoding: bytes[..<finding.range.lowerBound], as: UTF8.self)
      let (utf16, points) = offsets.utf16AndCodePoints(at: finding.range.lowerBound)
      #expect(utf16 == prefix.utf16.count && points == prefix.unicodeScalars.count)
    }
    #expect(Redaction.findings(bytes).map(\.kind) == [.email, .card])
  }
}
