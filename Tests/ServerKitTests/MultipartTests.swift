import HTTPTypes
import Hummingbird
import Testing

@testable import ServerKit

@Suite("Forms with files")
struct MultipartTests {
  private let type = "multipart/form-data; boundary=----x"
  private func fields(_ body: String, _ type: String? = nil) throws -> Fields {
    try Fields(multipart: Array(body.utf8), type: type ?? self.type)
  }

  @Test("are texts as they are, and files as base64url")
  func sound() throws {
    let body =
      "------x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nto\r\n--ken\r\n"
      + "------x\r\nContent-Type: image/png\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a;b.png\"\r\n\r\n"
      + "\u{1}--\r\n\r\n------x--\r\n"
    let read = try fields(body)
    #expect(read["csrf"] == "to\r\n--ken" && read["logo"] == "AS0tDQo")
    #expect(try fields("------x--\r\n").all.isEmpty)
    let empty = "------x\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"\"\r\n\r\n\r\n------x--"
    #expect(try fields(empty)["logo"] == "")
  }

  @Test("that are cut off, without a name, or of no boundary are refused, wherever they end")
  func broken() throws {
    let body = "------x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n------x--"
    let bytes = Array(body.utf8)
    for length in bytes.indices {
      #expect(throws: Problem.self) { try Fields(multipart: Array(bytes[..<length]), type: type) }
    }
    for bad in ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=y"] {
      #expect(throws: Problem.self) { try fields(body, bad) }
    }
    #expect(throws: Problem.self) { try fields("------x\r\nContent-Type: x\r\n\r\n1\r\n------x--") }
    #expect(throws: Problem.self) { try fields("x" + body) }
  }
}
