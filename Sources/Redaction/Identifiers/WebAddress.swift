/// Web addresses: with a scheme (RFC 3986), or beginning with `www.`; the punctuation of the sentence around one is not its own.

enum WebAddress {
  /// `colon` is that of `://`, `start` where the scheme begins.
  static func match(_ text: Text, _ start: Int, colon: Int) -> Int? {
    guard text[colon + 1] == 0x2F, text[colon + 2] == 0x2F, isScheme(text, start, colon), !text.cameFrom(start) else {
      return nil
    }
    return isEverybodys(text, colon + 3) ? nil : end(text, colon + 3)
  }

  /// This machine, names reserved for examples (RFC 2606), namespaces and rules that everybody cites, projects (not people)
  /// where programs are shared.
  private static func isEverybodys(_ text: Text, _ host: Int) -> Bool {
    var end = host
    while text.isWord(end) || text[end] == 0x2D || text[end] == 0x2E { end += 1 }
    if end == host { return true }
    for name: StaticString in ["localhost", "127.0.0.1", "0.0.0.0", "schemas.", "schema.org"]
    where text.starts(host, with: name) { return true }
    for name: StaticString in [
      "example.com", "example.org", "example.net", ".example", ".test", ".invalid", ".local", "w3.org", "ietf.org",
      "iana.org", "rfc-editor.org",
      "json-schema.org", "gnu.org", "fsf.org", "apache.org", "opensource.org", "json.org", "unicode.org", "iso.org",
      "ecma-international.org",
      "creativecommons.org", "mozilla.org", "python.org", "swift.org", "debian.org", "kernel.org",
    ] where ends(text, host, end, name) { return true }
    guard ends(text, host, end, "github.com") || ends(text, host, end, "gitlab.com") else { return false }
    var slashes = 0
    while slashes < 3,
      text.isWord(end) || text[end] == 0x2F || text[end] == 0x2D || text[end] == 0x2E || text[end] == 0x5F
    {
      if text[end] == 0x2F, text.isWord(end + 1) { slashes += 1 }
      end += 1
    }
    return slashes >= 2
  }

  private static func ends(_ text: Text, _ host: Int, _ end: Int, _ name: StaticString) -> Bool {
    let start = end - name.utf8CodeUnitCount
    return start >= host && text.starts(start, with: name)
      && (start == host || text[start] == 0x2E || text[start - 1] == 0x2E)
  }

  static func www(_ text: Text, _ start: Int) -> Int? {
    guard !text.cameFrom(start), text[start - 1] != 0x40, text[start - 1] != 0x2F, let end = end(text, start) else {
      return nil
    }
    var points = 0
    for at in start..<end where text[at] == 0x2E { points += 1 }
    return points >= 2 ? end : nil
  }

  private static func isScheme(_ text: Text, _ start: Int, _ colon: Int) -> Bool {
    let count = colon - start
    guard count >= 3, count <= 6 else { return false }
    return text.starts(start, with: "http") || text.starts(start, with: "HTTP") || text.starts(start, with: "Http")
      || text.starts(start, with: "ftp")
  }

  private static func end(_ text: Text, _ start: Int) -> Int? {
    var at = start
    var brackets = 0
    while at < text.count, at - start < 2048 {
      let byte = text[at]
      if byte <= 0x20 || byte == 0x22 || byte == 0x3C || byte == 0x3E || byte == 0x60 || byte == 0x7B || byte == 0x7D
        || byte == 0x5C
      {
        break
      }
      if byte >= 0x80, !text.isWord(at) { break }
      if byte == 0x28 { brackets += 1 }
      if byte == 0x29 { brackets -= 1 }
      if brackets < 0 || byte == 0x5D { break }
      at += 1
    }
    while at > start, isPunctuation(text[at - 1]) { at -= 1 }
    return at > start + 2 && text.isWord(start) ? at : nil
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2E, 0x2C, 0x3A, 0x3B, 0x21, 0x3F, 0x27, 0x2A, 0x7C: true
    default: false
    }
  }
}
