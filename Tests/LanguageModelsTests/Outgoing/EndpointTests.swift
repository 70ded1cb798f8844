import Testing

@testable import LanguageModels

@Suite("A server's address")
struct EndpointTests {
  @Test("is written anew from what was read")
  func canonical() throws {
    #expect(Endpoint("HTTPS://Models.Example.COM/v1/")?.url == "https://models.example.com/v1")
    #expect(Endpoint("https://[2606:4700::1111]:8443")?.url == "https://[2606:4700::1111]:8443/")
    let azure = try #require(Endpoint("https://x.openai.azure.com/openai/deployments/d?api-version=2024-10-21"))
    #expect(
      azure.appending("/chat/completions").url
        == "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21")
  }

  @Test(
    "is refused when two readers could read it differently",
    arguments: [
      "", "models.example.com", "ftp://example.com", "https://", "https://user@example.com", "https://a@b@c/",
      "https://example.com#x", "https://example.com:0", "https://example.com:66000", "https://example.com:8a",
      "https://exa mple.com", "https://exämple.com", "https://example.com\\@evil.com", "https://[::1", "https://[::1]x",
      "https://example.com/\u{0}", "https:///v1", "https://[fe80::1%25eth0]/",
    ])
  func refused(_ text: String) { #expect(Endpoint(text) == nil) }
}
