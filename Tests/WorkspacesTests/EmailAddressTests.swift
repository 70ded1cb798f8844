import Testing
import Workspaces

@Suite struct EmailAddressTests {
  @Test(
    "An address is lowered and trimmed, so that one person has one account",
    arguments: [
      (" Anna.Muster+x@Mail.Example.COM ", "anna.muster+x@mail.example.com"),
      ("o'brien@example.ie", "o'brien@example.ie"),
      ("owner@freehold.local", "owner@freehold.local"), ("root@localhost", "root@localhost"),
    ])
  func normal(typed: String, expected: String) { #expect(EmailAddress(typed)?.text == expected) }

  @Test(
    "What could continue a header, a list or a path, and what no mail reaches, is no address",
    arguments: [
      "", "@", "a@", "@b", "a@b@c", "a b@c.d", "a@b.c\nBcc: x@y.z", "a@b.c\r\n", "a\u{0}@b.c", "a@b,c@d", "<a@b.c>",
      "\"a\"@b.c", "a@.b", "a@b.", "a@-b", "a;b@c", "a:b@c", "a\\b@c", "a@[127.0.0.1]", "anna", "anna@example..com",
      ".a@example.com", "a.@example.com", "anna@-example.com", "anna@example-.com", "a@exa mple.com",
      "a\n@example.com", "a@example.com>", "a,b@example.com", "ä@example.com", "a@bücher.example", "a@example.com\u{0}",
      String(repeating: "a", count: 65) + "@b.c", "a@" + String(repeating: "b", count: 260),
      "a@" + String(repeating: "b.", count: 130) + "com", "a@\(String(repeating: "b", count: 64)).com",
    ])
  func refused(_ text: String) { #expect(EmailAddress(text) == nil) }
}
