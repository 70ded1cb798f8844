/// What can begin where a word does.

extension Scanner {
  /// Judges the word at `at`; the answer is where to go on.
  mutating func word(_ at: Int) -> Int {
    let word = Word(text, at)
    guard word.end > at else { return at + 1 }
    if let end = joined(word) ?? (word.digits > 0 ? withDigits(word) : nil) ?? prefixed(word) {
      return max(end, at + 1)
    }
    if word.digits == 0 {
      let bits = cues[word.hash]
      if wantsAddresses { address(word, bits) }
      if names != nil, word.start >= named { word.startsUpper ? capitalised(word) : introducedSmall(word) }
      if word.end - word.start >= 8 || near(.plate, word.start, 40) { _ = cued(word) }
      if let end = spaced(word) { return end }
      remember(word, bits)
    } else {
      remember(word, 0)
    }
    return word.end
  }

  /// Letters alone whose digits stand behind a space or hyphen: `AB 12 34 56 C`; and a date of birth that begins with its month.
  private mutating func spaced(_ word: Word) -> Int? {
    if word.startsUpper, near(.born, word.start, 24), kinds.contains(.birthDate),
      let end = Dates.written(text, word.start)
    {
      return keep(.birthDate, word.start..<end, .likely, .cue)
    }
    guard word.end - word.start <= 2, word.uppers == word.letters, text.isDigit(word.end + 1) else { return nil }
    if let code = NationalCodes.match(text, word, { isCued($0, word.start..<word.end) }) {
      return keep(code.0, word.start..<code.end, code.3, code.2)
    }
    if word.letters == 2, kinds.contains(.vat), let vat = VAT.match(text, word.start), vat.checked {
      return keep(.vat, word.start..<vat.end, .certain, .checksum)
    }
    return nil
  }

  /// What a sign right behind the word gives away: e-mail, web address, IPv6, MAC.
  private mutating func joined(_ word: Word) -> Int? {
    switch text[word.end] {
    case 0x40, 0x2E, 0x5F, 0x25, 0x2B, 0x2D, 0x27:
      if kinds.contains(.email), let end = Email.match(text, word.start, failed: &failedEmail) {
        return keep(.email, word.start..<end, .certain, .form)
      }
      if word.end - word.start == 3, text[word.start] | 0x20 == 0x77, kinds.contains(.url),
        let end = WebAddress.www(text, word.start)
      {
        keep(.url, word.start..<end, .likely, .form)
      }
    case 0x3A:
      if kinds.contains(.url), let end = WebAddress.match(text, word.start, colon: word.end) {
        // What is inside is looked at too: a password there is the more certain finding.
        keep(.url, word.start..<end, .likely, .form)
      }
      if word.end - word.start <= 4, kinds.contains(.ip), let end = NetworkAddress.ipv6(text, word.start) {
        return keep(.ip, word.start..<end, .certain, .form)
      }
    default: return nil
    }
    if word.end - word.start == 2, kinds.contains(.mac), let end = NetworkAddress.mac(text, word.start) {
      return keep(.mac, word.start..<end, .certain, .form)
    }
    return nil
  }

  /// Secrets that begin as their issuer's do.
  private mutating func prefixed(_ word: Word) -> Int? {
    guard kinds.contains(.secret), Secrets.canBegin(text, word),
      let range = Secrets.match(text, word.start)
    else { return nil }
    return keep(.secret, range, .certain, text.starts(word.start, with: "eyJ") ? .webToken : .prefix)
  }

  private mutating func withDigits(_ word: Word) -> Int? {
    if let end = prefixed(word) { return end }
    if word.letters == 0 { return digits(word) }
    if kinds.contains(.iban), let end = IBAN.match(text, word.start) {
      return keep(.iban, word.start..<end, .certain, .checksum)
    }
    if kinds.contains(.wallet), Wallet.matches(text, word) {
      return keep(.wallet, word.start..<word.end, .certain, .checksum)
    }
    if let code = NationalCodes.match(text, word, { isCued($0, word.start..<word.end) }) {
      return keep(code.0, word.start..<code.end, code.3, code.2)
    }
    if kinds.contains(.vat), let vat = VAT.match(text, word.start) {
      let cued = isCued(.vat, word.start..<vat.end)
      if vat.checked { return keep(.vat, word.start..<vat.end, .certain, cued ? .checksumAndCue : .checksum) }
      if cued { return keep(.vat, word.start..<vat.end, .likely, .cue) }
    }
    if kinds.contains(.postcode), let end = CuedTokens.postcode(text, word) {
      return keep(.postcode, word.start..<end, .likely, .form)
    }
    return cued(word)
  }

  /// Tokens that only a cue makes something.
  mutating func cued(_ word: Word) -> Int? {
    let range = word.start..<word.end
    func near(_ cue: Cue) -> Bool { word.start - seen[Int(cue.rawValue)] <= 40 }
    if near(.drivingLicence), let end = CuedTokens.document(text, word.start, least: 5, digits: 4) {
      return keep(.drivingLicence, word.start..<end, .likely, .cue)
    }
    if near(.passport), let end = CuedTokens.document(text, word.start, least: 6, digits: 5), end - word.start <= 10 {
      return keep(.passport, word.start..<end, .likely, .cue)
    }
    if near(.secret), kinds.contains(.secret), let end = CuedTokens.secret(text, word.start) {
      return keep(.secret, word.start..<end, .certain, .entropyAndCue)
    }
    if near(.plate), let end = CuedTokens.plate(text, word.start) {
      return keep(.plate, word.start..<end, .likely, .cue)
    }
    if near(.bic), CuedTokens.bic(text, word) { return keep(.bic, range, .likely, .cue) }
    return nil
  }
}
