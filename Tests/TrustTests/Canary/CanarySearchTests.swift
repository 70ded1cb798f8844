import ProcessTesting
import Testing
import Trust
import Values

import struct Foundation.Data

@Suite("The canary's search") struct CanarySearchTests {
  private let canary = Canary(name: "row", text: "Zoë \"Kanarienvögel\"/Straße 7Q2x")!
  private var search: CanarySearch { CanarySearch([canary]) }
  private var bytes: [UInt8] { Array(canary.text.utf8) }

  private func forms(_ bytes: [UInt8]) -> Set<String> { Set(search.finds(in: bytes).map(\.form)) }

  /// Python's own encoders, which know nothing of ours.
  private func python(_ expression: String) throws -> [UInt8] {
    let program = """
      import sys, json, base64, urllib.parse, gzip, zlib, io, email.mime.text
      text = sys.stdin.buffer.read().decode()
      print((\(expression)).hex())
      """
    let run = try TestProcess.run("python3", ["-c", program], input: Data(canary.text.utf8))
    #expect(run.status == 0, "\(run.errors)")
    return try #require(Hex.decode(run.output.utf8.filter { $0 > 0x20 }))
  }

  @Test("finds each form between other bytes")
  func each() {
    for form in CanaryForm.allCases {
      for needle in form.needles(of: canary.text) {
        let hay = Array("some log line ".utf8) + needle + Array(" and its end".utf8)
        #expect(forms(hay).contains(form.rawValue), "\(form)")
        #expect(search.finds(in: hay).contains { $0.offset == 14 && $0.canary == "row" })
      }
    }
    #expect(forms(Array("nothing of the kind, however long it may be".utf8)) == [])
    #expect(forms([]) == [] && forms([0x1F]) == [])
  }

  @Test("finds base64 in each of its three phases, also in lines of 76")
  func phases() {
    for before in 0..<9 {
      let encoded = Base64.encode(Array(repeating: UInt8(ascii: "x"), count: before) + bytes + [1, 2, 3])
      #expect(forms(Array(encoded.utf8)).contains("base64"), "\(before)")
      var wrapped: [UInt8] = []
      for (index, byte) in encoded.utf8.enumerated() { wrapped += index % 10 == 9 ? [byte, 13, 10] : [byte] }
      #expect(forms(wrapped).contains("base64"), "\(before)")
      let url = Base64URL.encode(Array(repeating: 0xFF, count: before) + bytes)
      #expect(forms(Array(url.utf8)).contains("base64"))
    }
  }

  @Test("A value that is cut off or differs in a byte is another one")
  func others() {
    for form in CanaryForm.allCases {
      for needle in form.needles(of: canary.text) {
        var other = needle
        other[other.count / 2] ^= 0x01
        #expect(!forms(other).contains(form.rawValue))
        #expect(!forms(Array(needle.dropLast())).contains(form.rawValue))
      }
    }
    #expect(Canary(name: "row", text: "too short") == nil)
  }

  @Test(
    "finds what another program has encoded and packed",
    arguments: [
      ("json.dumps(text).encode()", "json"), ("json.dumps(text, ensure_ascii=False).encode()", "json"),
      ("urllib.parse.quote(text).encode()", "percent"), ("urllib.parse.quote_plus(text).encode()", "percent"),
      ("urllib.parse.urlencode({'a': text}).encode()", "percent"), ("text.encode().hex().encode()", "hex"),
      ("text.encode('utf-16-le')", "utf16"), ("text.encode('utf-16-be')", "utf16"),
      ("base64.b64encode(b'ab' + text.encode())", "base64"),
      ("base64.encodebytes(b'x' * 60 + text.encode())", "base64"),
      ("base64.urlsafe_b64encode(text.encode())", "base64"),
      ("b'head' + gzip.compress(b'a' * 5000 + text.encode())", "gzip/plain"),
      ("b'head' + zlib.compress(text.encode() * 3, 9)", "deflate/plain"),
      ("zlib.compress(text.encode(), 0)", "deflate/plain"),
      ("gzip.compress(bytes(range(256)) * 9 + json.dumps([text] * 50).encode())", "gzip/json"),
      ("gzip.compress(zlib.compress(text.encode()))", "gzip/deflate/plain"),
      ("gzip.compress(b'b' * 3000 + text.encode() + bytes(range(256)) * 400)[:-500]", "gzip/plain"),
    ])
  func foreign(_ expression: String, _ form: String) throws {
    #expect(forms(try python(expression)).contains(form), "\(expression)")
  }

  @Test("Rubbish in front of what looks like a stream neither stops nor stalls the search")
  func rubbish() {
    var generator = SystemRandomNumberGenerator()
    var hay = (0..<200_000).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    hay += [0x1F, 0x8B, 0x08, 0x04, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + bytes
    #expect(forms(hay).contains("plain"))
    #expect(forms([0x1F, 0x8B, 0x08, 0x1C]) == [])
  }
}
