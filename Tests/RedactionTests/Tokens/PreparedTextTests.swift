import Testing

@testable import Redaction

@Suite("A text that others look through")
struct PreparedTextTests {
  @Test("comes back as it was, whatever is found in it and wherever")
  func restores() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "[", "]", "[[", "]]", "EMAIL_1", "[[EMAIL_1]]", "[email 1]]", "[[TEXT_2]", "'s", " ", "_", "1",
      "anna@example.com",
      "é", "👩‍👩‍👧", "[[PERSONAL_1]]", "[[PERSONAL", "\u{0}", "x",
    ]
    for _ in 0..<2_000 {
      var conversation = Conversation()
      var text = PreparedText()
      var original: [UInt8] = []
      var wasText = false
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        let piece = Array(
          (0..<Int.random(in: 1...4, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined().utf8)
        let isText = !wasText && Bool.random(using: &random)
        if isText {
          conversation.append(piece, to: &text)
        } else {
          conversation.append(value: piece, .personal, to: &text)
        }
        wasText = isText
        original += piece
      }
      let spans = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        let ends = [0, 0].map { _ in Int.random(in: 0...text.bytes.count, using: &random) }.sorted()
        return TokenSpan(ends[0]..<ends[1], TokenName(foreign: "Own type \(ends[0])"))
      }
      let (tokens, _) = conversation.tokenised(text, spans)
      #expect(conversation.restored(tokens) == original, "\(String(decoding: original, as: UTF8.self))")
    }
  }

  @Test("has one token for findings that overlap, and none within a token")
  func overlaps() {
    var conversation = Conversation()
    var text = PreparedText()
    conversation.append(Array("Anna Berg, ".utf8), to: &text)
    conversation.append(value: Array("secret".utf8), .personal, to: &text)
    let spans = [
      TokenSpan(5..<12, TokenName(.place)), TokenSpan(0..<9, TokenName(.person)), TokenSpan(3..<3, TokenName(.age)),
      TokenSpan(14..<18, TokenName(.email)),
    ]
    let (bytes, names) = conversation.tokenised(text, spans)
    #expect(String(decoding: bytes, as: UTF8.self) == "[[PERSON_1]][[PERSONAL_1]]")
    #expect(names == [TokenName(.person)])
  }

  @Test("names that are not ours become letters and single underscores")
  func names() {
    #expect(TokenName(foreign: "employee-id 2").text == "EMPLOYEE_ID")
    #expect(TokenName(foreign: "№ 12").text == "PERSONAL")
    #expect(TokenName(foreign: String(repeating: "ab", count: 400)).text.count == 40)
  }
}
