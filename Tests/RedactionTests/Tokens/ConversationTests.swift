/// Tokens and back: whatever goes in comes out again, also in pieces, also as models garble it.

import Redaction
import Testing

@Suite("Replacing and restoring")
struct ConversationTests {
  @Test("gives equal values equal tokens, numbered as they come")
  func tokens() {
    var conversation = Conversation()
    #expect(
      conversation.replaced("anna@muster.de, bob@muster.de, anna@muster.de") == "[[EMAIL_1]], [[EMAIL_2]], [[EMAIL_1]]")
    #expect(conversation.replaced("to bob@muster.de from eve@muster.de") == "to [[EMAIL_2]] from [[EMAIL_3]]")
    #expect(conversation.restored("Hi [[EMAIL_3]]") == "Hi eve@muster.de")
    #expect(
      String(decoding: conversation.token(Array("Acme".utf8), kind: .organisation), as: UTF8.self)
        == "[[ORGANISATION_1]]")
  }

  @Test(
    "restores what a model garbles",
    arguments: [
      "[[EMAIL_1]]", "[[email_1]]", "[[ EMAIL_1 ]]", "[[EMAIL 1]]", "[EMAIL_1]]", "[[EMAIL_1]",
    ])
  func tolerates(token: String) {
    var conversation = Conversation()
    _ = conversation.replaced("anna@muster.de")
    #expect(conversation.restored("<\(token)>") == "<anna@muster.de>")
  }

  @Test("restores the genitive inside the brackets, and leaves and reports what nobody gave")
  func genitive() {
    var conversation = Conversation()
    _ = conversation.replaced("anna@muster.de")
    #expect(conversation.restored("[[EMAIL_1's]] cat") == "anna@muster.de's cat")
    var restorer = Restorer(conversation)
    let out = restorer.restore(Array("[[EMAIL_1]] [[EMAIL_9]] [EMAIL_1] [[EMAIL_01]]".utf8)) + restorer.finish()
    #expect(String(decoding: out, as: UTF8.self) == "anna@muster.de [[EMAIL_9]] [EMAIL_1] [[EMAIL_01]]")
    #expect(restorer.unknown == ["EMAIL_9"])
  }

  @Test("restored(replaced(x)) == x, for texts made of what could confuse it")
  func roundTrip() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<4000 {
      let text = (0..<Int.random(in: 0...12, using: &generator)).flatMap { _ in pieces.randomElement(using: &generator)!
      }
      var conversation = Conversation()
      let replaced = conversation.replaced(text)
      #expect(conversation.restored(replaced) == text)
    }
  }

  @Test("restoring piece by piece is the same as all at once, and holds back no more than a token's beginning")
  func streaming() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...12, using: &generator)).flatMap { _ in pieces.randomElement(using: &generator)!
      }
      var conversation = Conversation()
      let replaced = conversation.replaced(text)
      var restorer = Restorer(conversation)
      var out: [UInt8] = []
      var at = 0
      while at < replaced.count {
        let next = min(replaced.count, at + Int.random(in: 1...5, using: &generator))
        out += restorer.restore(Array(replaced[at..<next]))
        at = next
      }
      out += restorer.finish()
      #expect(out == text)
    }
    var restorer = Restorer(Conversation())
    #expect(restorer.restore(Array("a [b] [c d".utf8)).count >= 5)
  }

  private let pieces: [[UInt8]] =
    [
      "[", "[[", "]", "]]", "[[EMAIL_1]]", "[[TEXT_1]]", "[EMAIL_1]]", "[[EMAIL_2's]]", "[[ email 1 ]]", "EMAIL_1",
      "_1", " ", "'s", "anna@muster.de", "bob@muster.de",
      "4111 1111 1111 1111", "Dear Anna Muster, ", "\n", "\u{1F600}", "https://muster.de/[[EMAIL_1]]", "x",
    ].map { Array($0.utf8) } + [[0xFF], [0xE2, 0x80]]
}

extension Conversation {
  fileprivate mutating func replaced(_ text: String) -> String {
    String(decoding: replaced(Array(text.utf8)), as: UTF8.self)
  }
  fileprivate func restored(_ text: String) -> String { String(decoding: restored(Array(text.utf8)), as: UTF8.self) }
}
