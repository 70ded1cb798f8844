/// IPv4 (four numbers up to 255), IPv6 (RFC 4291 section 2.2) and MAC addresses (six pairs of hex digits).

enum NetworkAddress {
  /// Addresses that are everybody's (this machine, any machine: RFC 1122, section 3.2.1.3) are none.
  static func ipv4(_ text: Text, _ start: Int) -> Int? {
    guard !text.cameFrom(start), !text.starts(start, with: "127."), !text.starts(start, with: "0.0.") else {
      return nil
    }
    var at = start
    for part in 0..<4 {
      if part > 0 {
        guard text[at] == 0x2E else { return nil }
        at += 1
      }
      let first = at
      var value = 0
      while text.isDigit(at), at - first < 3 {
        value = value * 10 + Int(text[at] - 0x30)
        at += 1
      }
      guard at > first, value <= 255, !(text[first] == 0x30 && at - first > 1) else { return nil }
    }
    guard !text.isWord(at), !(text[at] == 0x2E && text.isWord(at + 1)), text[at] != 0x2D || !text.isWord(at + 1) else {
      return nil
    }
    return at
  }

  /// From a hex digit or `::` on.
  static func ipv6(_ text: Text, _ start: Int) -> Int? {
    let before = text[start - 1]
    guard !text.isWord(start - 1), before != 0x3A, before != 0x2D, before != 0x2E else { return nil }
    var at = start
    var groups = 0
    var gap = false
    // `a::b` of a program has no digit and no long group.
    var digits = 0
    var longest = 0
    while groups < 8 {
      if text[at] == 0x3A, text[at + 1] == 0x3A {
        guard !gap else { return nil }
        gap = true
        at += 2
        if !text.isHex(at) { break }
      } else if groups > 0 {
        guard text[at] == 0x3A else { break }
        at += 1
      }
      let first = at
      while text.isHex(at), at - first < 5 {
        digits += text.isDigit(at) ? 1 : 0
        at += 1
      }
      longest = max(longest, at - first)
      guard at > first, at - first < 5 else { return nil }
      groups += 1
    }
    guard groups == 8 || gap && groups >= 2 && digits > 0 && longest >= 3, !text.isWord(at), text[at] != 0x3A else {
      return nil
    }
    return at
  }

  static func mac(_ text: Text, _ start: Int) -> Int? {
    let separator = text[start + 2]
    guard separator == 0x3A || separator == 0x2D, !text.cameFrom(start), text[start - 1] != 0x3A else { return nil }
    var at = start
    for part in 0..<6 {
      guard text.isHex(at), text.isHex(at + 1) else { return nil }
      at += 2
      if part < 5 {
        guard text[at] == separator else { return nil }
        at += 1
      }
    }
    return text.isWord(at) || text[at] == separator && text.isWord(at + 1) ? nil : at
  }
}
