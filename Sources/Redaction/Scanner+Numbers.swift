/// What can begin with a digit.

extension Scanner {
  /// A word of digits alone.
  mutating func digits(_ word: Word) -> Int? {
    let at = word.start
    let cardCue = at - seen[Int(Cue.card.rawValue)] <= 48
    if kinds.contains(.card), let card = Card.match(text, at, cued: cardCue) {
      return keep(.card, at..<card.end, card.checked ? .certain : .possible, card.checked ? .checksum : .cue)
    }
    if kinds.contains(.ip), text[word.end] == 0x2E, let end = NetworkAddress.ipv4(text, at) {
      return keep(.ip, at..<end, .likely, .form)
    }
    if kinds.contains(.fiPersonalCode), let code = NationalCodes.match(text, word, { _ in false }) {
      return keep(code.0, at..<code.end, code.3, code.2)
    }
    if kinds.contains(.wallet), word.digits > 25, Wallet.matches(text, word) {
      return keep(.wallet, at..<word.end, .certain, .checksum)
    }
    if kinds.contains(.birthDate), near(.born, at, 32), let end = date(at) {
      return keep(.birthDate, at..<end, .likely, .cue)
    }
    if let end = age(word) { return end }
    if at >= judged, let end = number(at) { return end }
    if let end = cued(word) { return end }
    if let end = postcode(word) { return end }
    if wantsAddresses { numberedStreet(word) }
    return nil
  }

  func near(_ cue: Cue, _ at: Int, _ reach: Int) -> Bool { at - seen[Int(cue.rawValue)] <= reach }

  /// The whole number with its groups: national ids, then telephones.
  mutating func number(_ at: Int) -> Int? {
    run.read(text, at)
    judged = max(run.end, at + 1)
    guard run.count >= 6, run.count <= NumberRun.limit else { return nil }
    let range = run.start..<run.end
    let phoneCue = isNearest(.phone, at)
    let bordered =
      !text.cameFrom(at) && !text.goesOn(run.end) && text[at - 1] != 0x2E && text[at - 1] != 0x3A
      && text[at - 1] != 0x3D && !isDecimal(run.end)
    if bordered, !phoneCue || run.count > 11, !near(.drivingLicence, at, 40),
      let answer = NationalNumbers.judge(run, { isCued($0, range) })
    {
      return keep(answer.kind, range, answer.certainty, answer.reason)
    }
    guard kinds.contains(.phone), !near(.drivingLicence, at, 40) else { return nil }
    switch Phone.judge(run, text, cued: phoneCue) {
    case .no: return nil
    case .plan: return keep(.phone, run.start..<Phone.end(text, run.end), .likely, phoneCue ? .cue : .plan)
    case .cue: return keep(.phone, run.start..<Phone.end(text, run.end), .likely, .cue)
    }
  }

  /// The cue is near, and no cue of another number stands nearer.
  private func isNearest(_ cue: Cue, _ at: Int) -> Bool {
    let place = seen[Int(cue.rawValue)]
    guard at - place <= 32 else { return false }
    for other in [
      Cue.card, .ssn, .nhs, .taxNumber, .passport, .drivingLicence, .vat, .postcode, .sin, .tfn, .aadhaar, .bsn,
      .personalNumber,
    ]
    where seen[Int(other.rawValue)] > place { return false }
    return true
  }

  private func isDecimal(_ at: Int) -> Bool {
    (text[at] == 0x2C || text[at] == 0x2E || text[at] == 0x3A) && text.isDigit(at + 1)
  }

  /// A calendar date in digits or words.
  private mutating func date(_ at: Int) -> Int? {
    if let end = Dates.written(text, at) { return end }
    run.read(text, at)
    guard run.looksLikeDate else { return nil }
    var end = at
    var groups = 0
    while groups < 3 {
      while text.isDigit(end) { end += 1 }
      groups += 1
      if groups < 3 { end += 1 }
    }
    judged = max(judged, end)
    return end
  }

  /// One to three digits before `years old` and its kin, or behind `age`, `aged`, `turned`.
  private mutating func age(_ word: Word) -> Int? {
    guard kinds.contains(.age), word.digits <= 3, !text.cameFrom(word.start) else { return nil }
    var value = 0
    for index in word.start..<word.end { value = value * 10 + Int(text[index] - 0x30) }
    guard value > 0, value <= 120, text[word.end] != 0x2E || !text.isDigit(word.end + 1), text[word.end] != 0x25,
      text[word.end] != 0x2C || !text.isDigit(word.end + 1)
    else { return nil }
    let after = text[word.end] == 0x20 || text[word.end] == 0x2D ? word.end + 1 : word.end
    for form: StaticString in [
      "year old", "years old", "year-old", "years-old", "yo ", "y/o", "Jahre alt", "jährige", "ans,", "años de edad",
      "anni di età", "år gammal",
    ]
    where text.starts(after, with: form) { return keep(.age, word.start..<word.end, .likely, .cue) }
    guard near(.age, word.start, 6), last.isCue(.age) || text[word.start - 2] == 0x3A,
      !text.isLetter(after) || text[word.end] != 0x20 || !isUnit(after)
    else { return nil }
    return keep(.age, word.start..<word.end, .likely, .cue)
  }

  /// `aged 30 days` is no age of a person.
  private func isUnit(_ at: Int) -> Bool {
    for unit: StaticString in ["day", "hour", "minute", "second", "month", "week", "ms", "GB", "MB", "percent"]
    where text.starts(at, with: unit) { return true }
    return false
  }

  private mutating func postcode(_ word: Word) -> Int? {
    guard kinds.contains(.postcode), (4...6).contains(word.digits), near(.postcode, word.start, 16),
      !text.cameFrom(word.start), !isDecimal(word.end)
    else { return nil }
    return keep(.postcode, word.start..<word.end, .likely, .cue)
  }
}
