/// E-mail addresses as people write them (a subset of RFC 5321 section 4.1.2; `%40` counts as `@`). Of rarer signs in
/// the part before the `@`, such as `=` or `/`, what follows the last one is taken.

enum Email {
  /// `failed` is how far an earlier look has come without finding one: from inside that stretch there is none either, and each
  /// byte is looked at once.
  static func match(_ text: Text, _ start: Int, failed: inout Int) -> Int? {
    guard start >= failed, !continuesLocalPart(text, start) else { return nil }
    var at = start
    // Two signs in a row end it: nobody writes them, and each byte is looked at once.
    while isLocal(text, at), !text.starts(at, with: "%40"), text.isWord(at) || text.isWord(at - 1) { at += 1 }
    if text.starts(at, with: "%40") {
      at += 3
    } else if text[at] == 0x40 {
      at += 1
    } else {
      failed = at
      return nil
    }
    let end = domainEnd(text, at)
    if end == nil { failed = at }
    return end
  }

  private static func continuesLocalPart(_ text: Text, _ start: Int) -> Bool {
    start > 0 && isLocal(text, start - 1) && text.isWord(start - 2)
  }

  private static func isLocal(_ text: Text, _ index: Int) -> Bool {
    switch text[index] {
    case 0x2E, 0x5F, 0x25, 0x2B, 0x2D: true
    case 0x27: text.isWord(index - 1) && text.isWord(index + 1)
    default: text.isWord(index)
    }
  }

  /// Labels with points between, the last of two letters or more.
  private static func domainEnd(_ text: Text, _ start: Int) -> Int? {
    var at = start
    var end: Int?
    var labels = 0
    while text.isWord(at) {
      let label = at
      while text.isWord(at) || text[at] == 0x2D && text.isWord(at + 1) { at += 1 }
      labels += 1
      if labels > 1, at - label >= 2, !text.isDigit(label) { end = at }
      guard text[at] == 0x2E, text.isWord(at + 1) else { break }
      at += 1
    }
    return end
  }
}
