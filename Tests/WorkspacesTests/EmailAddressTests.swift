import Testing
import Workspaces

@Suite struct EmailAddressTests {
  @Test("An address is lowered and trimmed, so that one person has one account")
  func normal() {
    #expect(EmailAddress("  Ada.Lovelace+x@Example.ORG ")?.text == "ada.lovelace+x@example.org")
    #expect(EmailAddress("ü@bücher.example")?.text == "ü@bücher.example")
  }

  @Test(
    "What could continue a header, a list or a path is no address",
    arguments: [
      "", "@", "a@", "@b", "a@b@c", "a b@c.d", "a@b.c\nBcc: x@y.z", "a@b.c\r\n", "a\u{0}@b.c", "a@b,c@d", "<a@b.c>",
      "\"a\"@b.c", "a@.b", "a@b.", "a@-b", "a;b@c", "a:b@c", "a\\b@c", "a@[127.0.0.1]",
      String(repeating: "a", count: 65) + "@b.c", "a@" + String(repeating: "b", count: 260),
    ])
  func refused(_ text: String) {
    #expect(EmailAddress(text) == nil)
  }
}
