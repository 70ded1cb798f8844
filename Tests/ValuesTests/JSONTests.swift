import Testing
import Values

@Suite struct JSONTests {
  @Test(
    "What is written is what was read, byte for byte",
    arguments: [
      "null", "true", "-9223372036854775808", "1.50", "1e400", "9223372036854775808", "\"\"", "[]", "{}",
      "{\"b\":[1,{\"a\":null}],\"a\":\"ä😀\\\"\\\\\\n\\u0001\"}",
    ])
  func roundTrip(text: String) throws {
    #expect(try JSON.parse(text).text == text)
  }

  @Test("Escapes are resolved and white space does not matter")
  func escapes() throws {
    #expect(try JSON.parse(" [ \"\\u00e9\\/\\b\\f\\ud83d\\ude00\" ,\n1 ] ") == ["é/\u{8}\u{c}😀", 1])
  }

  @Test(
    "What is no JSON is refused with its reason and offset",
    arguments: [
      ("", .unexpectedEnd, 0), ("{\"a\":1,\"a\":2}", .duplicateName, 10), ("[1,]", .unexpectedByte, 3),
      ("01", .badNumber, 2),
      ("1.", .badNumber, 2), ("1 2", .trailingBytes, 2), ("\"\\ud800\"", .badString, 7), ("\"\\x\"", .badString, 3),
      ("\"\u{1}\"", .badString, 1), ("\"a", .unexpectedEnd, 2), ("nul", .unexpectedByte, 3),
      ("{a:1}", .unexpectedByte, 1),
      ("NaN", .unexpectedByte, 0), ("\u{FEFF}1", .unexpectedByte, 0),
      (String(repeating: "[", count: 100), .tooDeep, 65),
    ] as [(String, JSONError.Reason, Int)])
  func refused(text: String, reason: JSONError.Reason, offset: Int) {
    do throws(JSONError) {
      Issue.record("read \(try JSON.parse(text))")
    } catch {
      #expect(error.reason == reason && error.offset == offset, "\(error)")
    }
  }

  @Test("A name that stands twice is found among many", arguments: [2, 24, 25, 26, 1000])
  func twins(count: Int) {
    func object(_ last: Int) -> String {
      "{" + (0..<count).map { "\"n\($0 == count - 1 ? last : $0)\":1" }.joined(separator: ",") + "}"
    }
    #expect(throws: Never.self) { try JSON.parse(object(count - 1)) }
    #expect(throws: JSONError.self) { try JSON.parse(object(0)) }
  }

  @Test("Bytes that are not UTF-8 are refused within strings")
  func utf8() {
    #expect(throws: JSONError.self) { try JSON.parse([0x22, 0xC0, 0x80, 0x22]) }
    #expect(throws: JSONError.self) { try JSON.parse([0x22, 0xED, 0xA0, 0x80, 0x22]) }
  }

  @Test("A reader takes every member or says which one is wrong")
  func reader() throws {
    let value: JSON = ["a": 1, "b": "x", "c": .null, "d": "AQI"]
    var reader = try JSONReader(value)
    #expect(try reader.integer("a") == 1)
    #expect(reader.optional("c") == nil)
    #expect(try reader.base64("d") == [1, 2])
    #expect(throws: JSONReader.Problem(member: "b")) { try reader.integer("b") }
    try reader.end()
    var other = try JSONReader(value)
    #expect(throws: JSONReader.Problem(member: "z")) { try other.string("z") }
    #expect(throws: JSONReader.Problem(member: "a")) { try other.end() }
    #expect(throws: JSONReader.Problem(member: "")) { try JSONReader([1]) }
  }
}
