/// How long a server asks to be left alone (RFC 9110 section 10.2.3): seconds, or a date.

import Values

enum RetryAfter {
  /// In seconds from `now`, not negative; nil for what is neither.
  static func seconds(_ header: String, now: Instant) -> Int? {
    if (1...9).contains(header.utf8.count), header.utf8.allSatisfy({ (48...57).contains($0) }) { return Int(header) }
    guard let date = date(header) else { return nil }
    let microseconds = date.microsecondsSinceEpoch - now.microsecondsSinceEpoch
    return max(0, Int((microseconds + 999_999) / 1_000_000))
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7; the two obsolete forms are left out).
  static func date(_ text: String) -> Instant? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT" || words[5] == "UTC",
      let month = months.firstIndex(of: String(words[2])), words[1].utf8.count == 2, words[3].utf8.count == 4
    else { return nil }
    let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
    return Instant(iso: "\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
