/// Credentials that name themselves: providers' prefixes, private keys, JSON web tokens, passwords inside addresses.

enum Secrets {
  /// The range to replace, when a secret begins at `start`.
  static func match(_ text: Text, _ start: Int) -> Range<Int>? {
    switch text[start] {
    case 0x2D: return privateKey(text, start)
    case 0x3A: return password(text, start)
    default: break
    }
    guard text.isLetter(start), text.startsToken(start), !isBase64URL(text, start - 1) else { return nil }
    if let end = webToken(text, start) ?? prefixed(text, start) { return start..<end }
    return nil
  }

  /// Whether a word that begins so is worth a look at the prefixes: a quick no for nearly all.
  static func canBegin(_ text: Text, _ word: Word) -> Bool {
    switch text[word.end] {
    case 0x2D, 0x2E, 0x5F: break
    default: if word.end - word.start < 16 { return false }
    }
    switch text[word.start] {
    case 0x41, 0x53, 0x65, 0x66, 0x67, 0x6E, 0x70, 0x72, 0x73, 0x77, 0x78: return true
    default: return false
    }
  }

  /// Prefix, and how many characters of the secret must follow at least.
  private static let prefixes: [(StaticString, Int)] = [
    ("AKIA", 16), ("ASIA", 16), ("AIza", 30), ("ghp_", 30), ("gho_", 30), ("ghu_", 30), ("ghs_", 30), ("ghr_", 30),
    ("github_pat_", 20), ("glpat-", 20), ("sk_live_", 10), ("sk_test_", 10), ("rk_live_", 10), ("rk_test_", 10),
    ("whsec_", 20), ("sk-", 20), ("xoxa-", 10), ("xoxb-", 10), ("xoxp-", 10), ("xoxr-", 10), ("xoxs-", 10),
    ("xapp-", 10), ("npm_", 30), ("pypi-", 30), ("SG.", 30), ("fhtool_", 20), ("AGE-SECRET-KEY-1", 40),
  ]

  private static func prefixed(_ text: Text, _ start: Int) -> Int? {
    for (prefix, least) in prefixes where text.starts(start, with: prefix) {
      var at = start + prefix.utf8CodeUnitCount
      let first = at
      while isTokenByte(text, at) { at += 1 }
      if at - first >= least { return at }
    }
    return nil
  }

  /// RFC 7519 in its compact form: three parts, of which the first two begin as base64url of `{"`.
  private static func webToken(_ text: Text, _ start: Int) -> Int? {
    guard text.starts(start, with: "eyJ") else { return nil }
    var at = start
    while isBase64URL(text, at) { at += 1 }
    guard text.starts(at, with: ".eyJ") else { return nil }
    at += 1
    while isBase64URL(text, at) { at += 1 }
    guard text[at] == 0x2E else { return nil }
    at += 1
    while isBase64URL(text, at) { at += 1 }
    return at
  }

  /// From `-----BEGIN … PRIVATE KEY-----` (RFC 7468) to its end line or, cut off, to the end of the text.
  private static func privateKey(_ text: Text, _ start: Int) -> Range<Int>? {
    guard text.starts(start, with: "-----BEGIN ") else { return nil }
    var at = start + 11
    while text[at] != 0x2D, at < start + 60, at < text.count { at += 1 }
    guard text.starts(at - 11, with: "PRIVATE KEY-----") else { return nil }
    while at < text.count {
      if text.starts(at, with: "-----END ") {
        at += 9
        while at < text.count, text[at] != 0x2D { at += 1 }
        while text[at] == 0x2D { at += 1 }
        return start..<at
      }
      at += 1
    }
    return start..<text.count
  }

  /// `user:password` of `scheme://user:password@host` (RFC 3986 section 3.2.1), from the colon of the scheme on; also
  /// with an unescaped `/` in the password, as people paste it.
  private static func password(_ text: Text, _ colon: Int) -> Range<Int>? {
    guard text.starts(colon, with: "://"), text.isAlphanumeric(colon - 1) else { return nil }
    let start = colon + 3
    var separator: Int?
    var slash: Int?
    var at = start
    while at < text.count, at < start + 512, !endsAddress(text[at]) {
      switch text[at] {
      case 0x3A where separator == nil && slash == nil: separator = at
      case 0x2F, 0x3F, 0x23: slash = slash ?? at
      case 0x40:
        guard let separator else { return nil }
        if let slash, isPort(text, separator + 1, slash) { return nil }
        return start..<at
      default: break
      }
      at += 1
    }
    return nil
  }

  private static func isPort(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    for index in start..<end where !text.isDigit(index) { return false }
    return true
  }

  private static func endsAddress(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x3C || byte == 0x3E || byte == 0x60
  }

  private static func isTokenByte(_ text: Text, _ index: Int) -> Bool {
    isBase64URL(text, index) || text[index] == 0x2E && text.isAlphanumeric(index + 1)
  }

  private static func isBase64URL(_ text: Text, _ index: Int) -> Bool {
    text.isAlphanumeric(index) || text[index] == 0x2D || text[index] == 0x5F
  }
}
