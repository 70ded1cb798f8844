import ServerKit
import Testing

@Suite("Host names")
struct HostNameTests {
  @Test(
    "are lower case and without a final dot",
    arguments: [
      ("Acme.Apps.Example.com", "acme.apps.example.com"), ("localhost:8080", "localhost:8080"),
      ("example.com.:443", "example.com:443"), ("[::1]:80", "[::1]:80"), ("[::1]", "[::1]"),
    ])
  func normalises(text: String, expected: String) { #expect(HostName(text)?.description == expected) }

  @Test(
    "that no browser sends are none",
    arguments: [
      "", ":80", "a b", "a:0", "a:65536", "a:80x", "a:-1", "a/b", "a@b", "a:+80", "ü.example", "[::1", "a\0", "a:",
    ])
  func refuses(text: String) { #expect(HostName(text) == nil) }

  @Test("give the label below a domain, and no deeper one")
  func label() {
    #expect(HostName("acme.apps.example.com:8443")?.label(in: "apps.example.com") == "acme")
    #expect(HostName("apps.example.com")?.label(in: "apps.example.com") == nil)
    #expect(HostName("x.acme.apps.example.com")?.label(in: "apps.example.com") == nil)
    #expect(HostName("acmeapps.example.com")?.label(in: "apps.example.com") == nil)
    #expect(HostName(".apps.example.com")?.label(in: "apps.example.com") == nil)
  }
}
