import Testing
import Values

@Suite("Base64")
struct Base64Tests {
  @Test(
    "is that of RFC 4648, section 10",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func vectors(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
  }

  @Test("is read back, whatever the bytes, also over several lines")
  func roundTrip() {
    for count in 0..<200 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      let text = Base64.encode(bytes)
      #expect(Base64.decode(text) == bytes)
      #expect(Base64.decode(text.map { "\($0)\r\n" }.joined()) == bytes)
    }
  }

  @Test("is refused when it is none", arguments: ["Z", "Zg", "Zg=", "Zg===", "Z=g=", "Zh==", "Zm9=", "Zm9v!", "Zm9v="])
  func refused(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}
