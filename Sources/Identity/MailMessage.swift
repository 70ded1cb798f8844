/// One plain-text mail as the bytes that travel (RFC 5322, RFC 2045, RFC 2047). Nothing from outside can end a header:
/// addresses are checked values, and of a subject only printable characters are left.

public import Values
public import Workspaces

public struct MailMessage: Sendable, Equatable {
  public var from: EmailAddress
  public var to: EmailAddress
  public var subject: String
  public var body: String

  public init(from: EmailAddress, to: EmailAddress, subject: String, body: String) {
    self.from = from
    self.to = to
    self.subject = subject
    self.body = body
  }

  /// Lines end with CRLF and hold 76 characters of the body or 78 of a header at most.
  public func bytes(at time: Instant) -> [UInt8] {
    let id = ID<MailMessage>.random(milliseconds: time.microsecondsSinceEpoch / 1000)
    let headers = [
      "From: Freehold <\(from)>", "To: <\(to)>", "Subject: \(EncodedWord.header(subject))",
      "Date: \(time.mailDate)", "Message-ID: <\(id)@\(from.domain)>", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
      "Auto-Submitted: auto-generated",
    ]
    return Array((headers.joined(separator: "\r\n") + "\r\n\r\n").utf8) + QuotedPrintable.encode(body)
  }
}

enum EncodedWord {
  /// The text itself when it is short printable ASCII, else encoded words of 75 characters at most, folded (RFC 2047
  /// section 2). Control characters become spaces, 200 characters are kept.
  static func header(_ text: String) -> String {
    let clean = String(
      text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : Character($0) })
    let kept = String(clean.prefix(200))
    if kept.utf8.count <= 60, kept.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !kept.contains("=?") { return kept }
    var words: [[UInt8]] = [[]]
    for character in kept {
      // 36 bytes are 48 characters of base64, 60 with "=?utf-8?B?" and "?=", 69 behind "Subject: ". No character is split.
      let bytes = Array(character.utf8)
      for piece in bytes.count > 36 ? Array(character.unicodeScalars).map({ Array(String($0).utf8) }) : [bytes] {
        if words[words.count - 1].count + piece.count > 36 { words.append([]) }
        words[words.count - 1] += piece
      }
    }
    return words.map { "=?utf-8?B?\(Base64.encode($0))?=" }.joined(separator: "\r\n ")
  }
}

enum Base64 {
  /// RFC 4648 section 4, with padding.
  static func encode(_ bytes: [UInt8]) -> String {
    let plain = Base64URL.encode(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    return String(plain) + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
  }
}

enum QuotedPrintable {
  /// RFC 2045 section 6.7; every line break of `text` becomes CRLF, the last line ends with one.
  static func encode(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    for line in lines {
      append(Array(line.utf8), to: &out)
      out += [0x0D, 0x0A]
    }
    return out
  }

  private static func append(_ line: [UInt8], to out: inout [UInt8]) {
    var width = 0
    for (index, byte) in line.enumerated() {
      let isLast = index == line.count - 1
      let plain = (0x21...0x7E).contains(byte) && byte != 0x3D || (byte == 0x20 || byte == 0x09) && !isLast
      let piece = plain ? [byte] : escaped(byte)
      if width + piece.count > 75 {
        out += [0x3D, 0x0D, 0x0A]
        width = 0
      }
      out += piece
      width += piece.count
    }
  }

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    [0x3D] + Array(Hex.encode([byte]).uppercased().utf8)
  }
}

extension Instant {
  /// RFC 5322 section 3.3: `Thu, 12 Mar 2026 09:30:00 +0000`.
  var mailDate: String {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let day = day
    let clock = iso.dropFirst(11).prefix(8)
    return "\(days[day.weekday - 1]), \(day.day) \(months[day.month - 1]) \(day.iso.prefix(4)) \(clock) +0000"
  }
}
