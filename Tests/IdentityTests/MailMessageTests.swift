import Testing
import Values
import Workspaces

@testable import Identity

@Suite("A mail's bytes")
struct MailMessageTests {
  private let address = EmailAddress("a@example.com")!

  private func headers(subject: String) -> [String] {
    let mail = MailMessage(from: address, to: address, subject: subject, body: "Bcc: nobody@example.com\n\n.")
    let text = String(decoding: mail.bytes(at: Instant(secondsSinceEpoch: 0)), as: UTF8.self)
    let head = text.split(separator: "\r\n\r\n", maxSplits: 1)[0]
    return head.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(
    "have nine headers whatever the subject holds",
    arguments: [
      "x\r\nBcc: evil@example.com", "x\nBcc: evil@example.com", "x\r\n\r\nbody", "x\u{0}y", "x\u{2028}Bcc: y",
      "\u{85}z",
      "=?utf-8?B?QmNj?=", "", String(repeating: "ä", count: 500), String(repeating: "a", count: 5000), "👩‍👩‍👧‍👦 ",
    ])
  func injection(subject: String) {
    let lines = headers(subject: subject)
    #expect(lines.filter { !$0.hasPrefix(" ") }.count == 9)
    #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
    #expect(!lines.contains { $0.lowercased().hasPrefix("bcc") })
  }

  @Test("encode their body so that it reads back, in lines of 76 characters at most")
  func quotedPrintable() throws {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("ab=. \t\nüß€😀Z")
    for _ in 0..<500 {
      let text = String(
        (0..<Int.random(in: 0...300, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! })
      let encoded = QuotedPrintable.encode(text)
      let lines = String(decoding: encoded, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasSuffix(" ") && !$0.hasSuffix("\t") })
      #expect(Self.decode(encoded) == text + "\n")
    }
  }

  private static func decode(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == 0x3D {
        if bytes[at + 1] != 0x0D { out += Hex.decode(bytes[(at + 1)...(at + 2)]) ?? [] }
        at += 3
      } else {
        if bytes[at] != 0x0D { out.append(bytes[at]) }
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
