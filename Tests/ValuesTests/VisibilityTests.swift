import Testing
import Values

@Suite("What of a text deceives its reader")
struct VisibilityTests {
  @Test("what turns the direction of the text around it is known; marks, and letters of both directions, are not that")
  func direction() {
    let turns = "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}"
    #expect(turns.unicodeScalars.filter(\.turnsDirection).count == 9)
    #expect("a é ש ع \u{200E}\u{200F} 中 🇩🇪".unicodeScalars.filter(\.turnsDirection).isEmpty)
  }

  @Test("spaces, joiners, fillers and variation selectors show nothing; letters, digits, signs and emoji do")
  func seen() {
    let unseen = " \u{A0}\u{AD}\u{200B}\u{200D}\u{2060}\u{2800}\u{3000}\u{3164}\u{115F}\u{FE0F}\u{FEFF}\u{E0020}\t\n"
    #expect(unseen.unicodeScalars.filter(\.isSeen).isEmpty)
    #expect("aé1-–ש中한🇩".unicodeScalars.filter(\.isSeen).count == 9)
  }

  @Test("Plain is what Unicode calls no control, no end of a line and no private use, and does not turn the direction")
  func plain() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isPlain =
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse: false
        default: !scalar.turnsDirection
        }
      if scalar.isPlain != isPlain { Issue.record("U+\(String(value, radix: 16))") }
    }
  }
}
