import Testing
import Values

@Suite struct BytesTests {
  private enum Thing {}

  @Test(
    "base64url has one text for each bytes, without padding",
    arguments: [
      ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("\u{3ff}\u{3fe}", "z7_Pvg"),
    ])
  func base64(text: String, encoded: String) {
    #expect(Base64URL.encode(Array(text.utf8)) == encoded)
    #expect(Base64URL.decode(encoded) == Array(text.utf8))
  }

  @Test(
    "Other alphabets, padding and stray bits are refused",
    arguments: ["Z", "Zg==", "Zh", "Zm9", "+/+/", "Zg\n", "Zm8é"])
  func refused(text: String) { #expect(Base64URL.decode(text) == nil) }

  @Test("Hexadecimal is written in lower case and read in both")
  func hex() {
    #expect(Hex.encode([0x00, 0xAF]) == "00af")
    #expect(Hex.decode("00aF".utf8) == [0x00, 0xAF])
    #expect(Hex.decode("0".utf8) == nil)
    #expect(Hex.decode("0g".utf8) == nil)
  }

  @Test("An id is a lower-case UUID and nothing else")
  func ids() throws {
    let text = "0190c2f4-7a3b-7c11-9d2e-5f60718293a4"
    let id = try #require(ID<Thing>(text))
    #expect(id.description == text)
    #expect(Hex.encode(id.bytes) == text.filter { $0 != "-" })
    for wrong in [text.uppercased(), "{\(text)}", String(text.dropLast()), text.filter { $0 != "-" }, text + "0", ""] {
      #expect(ID<Thing>(wrong) == nil, "\(wrong)")
    }
  }

  @Test("Random ids are of version 7 and sort by their time")
  func random() {
    let ids = (1...100).map { ID<Thing>.random(milliseconds: 1_700_000_000_000 + Int64($0)) }
    #expect(ids == ids.sorted() && Set(ids).count == 100)
    for id in ids {
      let text = Array(id.description)
      #expect(text[14] == "7" && "89ab".contains(text[19]))
    }
  }
}
