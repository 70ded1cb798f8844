import Contract
import ServerKit
import Testing

@Suite("Form fields")
struct FieldsTests {
  private func fields(_ text: String) throws -> Fields { try Fields(Array(text.utf8)) }

  @Test("are read in order, decoded, with repeated names")
  func reads() throws {
    let fields = try fields("a=1&b=x+y%20z&a=2&c&=e&d=%C3%BC%3D")
    #expect(fields["a"] == "1")
    #expect(fields.values("a") == ["1", "2"])
    #expect(fields["b"] == "x y z")
    #expect(fields["c"] == "")
    #expect(fields["d"] == "ü=")
    #expect(fields["none"] == nil)
    #expect(try Fields(Array("".utf8)) == Fields())
  }

  @Test(
    "that are broken are a malformed request",
    arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "a=%C3", "%00=1", "a=b%00c", "a=%ED%A0%80", "a=%+1", "a=%-1"])
  func refuses(text: String) {
    #expect(throws: Problem.self) { try fields(text) }
  }

  @Test("are 500 at most")
  func limit() throws {
    let many = Array(repeating: "a=1", count: 500).joined(separator: "&")
    #expect(try fields(many).all.count == 500)
    #expect(throws: Problem.self) { try fields(many + "&b=2") }
  }

  @Test("name the one that is missing")
  func missing() throws {
    let error = #expect(throws: Problem.self) { _ = try fields("a=1").required("amount") }
    #expect(error?.code == .malformedRequest)
    #expect(error?.happened.contains("amount") == true)
  }
}
