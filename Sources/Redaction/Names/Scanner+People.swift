/// Persons: a title or words that introduce one, given and family names side by side, a lone name that is no common word.

extension Scanner {
  /// How what stands before a name leads to it.
  enum Lead { case none, title, introduced }

  /// Judges the run of capitalised words that begins here, once.
  mutating func capitalised(_ word: Word) {
    guard let names, isOpen(before: word.start) else { return }
    gather(word.start, names)
    guard !tokens.isEmpty else { return }
    named = tokens[tokens.count - 1].end
    if let finding = person() {
      if finding.certainty > .possible, known.count < 64 { known.append(tokens[0].hash) }
      named = finding.range.upperBound
      keep(.person, finding.range, finding.certainty, finding.reason)
    } else if wantsPlaces {
      for token in tokens where token.flags.contains(.place) && !token.isStop {
        keep(.place, token.start..<token.end, .possible, .list)
      }
    }
  }

  /// The person in `tokens`, whose first one then is the name's first.
  private mutating func person() -> Finding? {
    var lead = lead(tokens[0].start)
    var placed = false
    while let token = tokens.first, drops(token, next: tokens.count > 1) {
      if token.isCue(.title) { lead = .title }
      if token.isCue(.greeting), lead == .none { lead = .introduced }
      tokens.removeFirst()
      placed = placed || token.isCue(.place)
    }
    // `New York`, `South Holland`: a name, but a place's.
    if placed, lead == .none, tokens.count == 1 { return nil }
    while let end = tokens.last, end.isParticle || end.isStop { tokens.removeLast() }
    if lead == .none, tokens.count > 2, !tokens[0].flags.isName, tokens[1].flags.contains(.given) {
      tokens.removeFirst()
    }
    guard let start = tokens.first?.start, let end = tokens.last?.end, isOpen(after: end), !isCompany() else {
      return nil
    }
    guard lead == .title || !isStreet(), let (end, certainty, reason) = judged(lead) else { return nil }
    return Finding(.person, withParticles(start)..<end, certainty, reason)
  }

  /// `call me anna`, `my name is anna smith`: small letters only where words introduce a name.
  mutating func introducedSmall(_ word: Word) {
    guard let names, word.letters >= 3, isIntroduced(word.start), names[word.hash].isPlainName else { return }
    var end = word.end
    while text[end] == 0x20 {
      let next = Word(text, end + 1)
      guard next.letters > 0, next.digits == 0, next.letters == 1 || names[next.hash].isName,
        !names[next.hash].contains(.word)
      else { break }
      end = next.end
    }
    named = end
    keep(.person, word.start..<end, .possible, .introduced)
  }

  private mutating func gather(_ start: Int, _ names: NameIndex) {
    tokens.removeAll(keepingCapacity: true)
    var at = start
    while tokens.count < 7, let token = NameToken(text, at, names, cues), !tokens.isEmpty || !token.isParticle {
      tokens.append(token)
      guard text[token.end] == 0x20 else { break }
      at = token.end + (text[token.end + 1] == 0x20 ? 2 : 1)
    }
  }

  /// Words that begin a sentence or a line, titles, what introduces a name: no part of it.
  private func drops(_ token: NameToken, next: Bool) -> Bool {
    if token.isCue(.title), next { return true }
    return token.isStop || token.isCommon && next || token.isParticle
      || next && token.isCue(.speech) && !token.flags.isName
      || next && token.flags.isEmpty && (token.isCue(.greeting) || token.isCue(.name))
  }

  private func lead(_ start: Int) -> Lead {
    let gap = start - last.end
    if last.isCue(.title), gap == 1 && text[start - 1] == 0x20 || gap == 2 && text[last.end] == 0x2E { return .title }
    if isIntroduced(start) { return .introduced }
    if last.isCue(.speech), gap == 1 { return .introduced }
    return .none
  }

  /// `name is`, `Name:`, `call me`, `I am`, `Dear`, `Regards,`.
  private func isIntroduced(_ start: Int) -> Bool {
    let gap = start - last.end
    if last.isCue(.greeting), gap <= 3 { return true }
    let sinceName = start - seen[Int(Cue.name.rawValue)]
    if last.isCue(.name), gap <= 4 {
      return text[last.end] == 0x3A || text[last.end] == 0x3F || text[last.end] == 0x3D
        || gap == 1 && !beforeLast.isCue(.verb) && last.end - last.start > 5
    }
    if sinceName <= 5, text.starts(start - 4, with: " is ") { return true }
    // `me`, `am`, `m`
    guard last.end - last.start <= 2 else { return false }
    return text.starts(start - 4, with: " me ") && beforeLast.isCue(.call) || text.starts(start - 5, with: "I am ")
      || text.starts(start - 4, with: "I'm ")
  }

  private func isOpen(before start: Int) -> Bool {
    switch text[start - 1] {
    case 0x5F, 0x40, 0x2F, 0x5C, 0x23, 0x24, 0x25, 0x26, 0x7E, 0x60: false
    case 0x2E, 0x2D: !text.isWord(start - 2)
    default: !text.isWord(start - 1)
    }
  }

  private func isOpen(after end: Int) -> Bool {
    switch text[end] {
    case 0x5F, 0x40, 0x2F, 0x5C, 0x28, 0x3D, 0x60, 0x5B, 0x3C: false
    case 0x2E, 0x3A, 0x2D: !text.isWord(end + 1) && text[end + 1] != 0x3A
    default: !text.isWord(end)
    }
  }

  /// A legal form inside the run or right behind it.
  private mutating func isCompany() -> Bool {
    for index in 1..<max(tokens.count, 1) where tokens[index].isCue(.legalForm) {
      keep(.organisation, tokens[0].start..<tokens[index].end, .likely, .legalForm)
      return true
    }
    var at = tokens[tokens.count - 1].end
    while text[at] == 0x2C || text[at] == 0x20 { at += 1 }
    if text[at] == 0x26 { return true }
    guard at <= tokens[tokens.count - 1].end + 2, text.isUpper(at) || text[at] == 0x67 else { return false }
    return cues[Word(text, at).hash] & (1 << UInt64(Cue.legalForm.rawValue)) != 0
  }

  /// A street's word at either end, or a house number on either side.
  private func isStreet() -> Bool {
    let (start, end) = (tokens[0].start, tokens[tokens.count - 1].end)
    if text[end] == 0x20, text.isDigit(end + 1) || text[end + 1] == 0x75 && text[end + 2] == 0x2E { return true }
    if text[start - 1] == 0x20, text.isDigit(start - 2) { return true }
    if last.isCue(.streetBefore), start - last.end <= 2, !last.isCue(.title) { return true }
    if tokens.count > 1, tokens[tokens.count - 1].isCue(.streetAfter) || tokens[0].isCue(.streetBefore) { return true }
    guard text[end] == 0x20 else { return false }
    let next = Word(text, end + 1)
    return next.letters > 2 && cues[next.hash] & (1 << UInt64(Cue.streetAfter.rawValue)) != 0 && text.isUpper(end + 1)
  }

  private func judged(_ lead: Lead) -> (Int, Certainty, Reason)? {
    let token = tokens[0]
    let count = tokens.count
    if lead == .title, !token.isMixed, !token.isInitial || count > 1, !token.isCapitals || token.letters > 2 {
      return (extent, .likely, .title)
    }
    if lead == .introduced, isFit { return (extent, .likely, .introduced) }
    if count > 1, isPair || isLine { return (extent, .likely, .pair) }
    if count == 1, withParticles(token.start) < token.start, !token.isCommon, token.letters > 2 {
      return (token.end, .possible, .surname)
    }
    return count == 1 ? alone(token) : nil
  }

  /// What words introduce need not be in a list; behind `name:` or `name=` it does, for that is how programs write.
  private var isFit: Bool {
    let token = tokens[0]
    guard !token.isMixed, !token.isCapitals, !token.isStop, !token.isInitial || tokens.count > 1 else { return false }
    var at = token.start - 1
    while text[at] == 0x20 || text[at] == 0x22 || text[at] == 0x27 || text[at] == 0x0A { at -= 1 }
    if text[at] == 0x3A || text[at] == 0x3D {
      return token.isPlain || tokens.count > 1 && !token.isCommon && !tokens[1].isCommon
    }
    return !token.isCommon || text.starts(token.start - 4, with: " is ")
  }

  /// Up to where the tokens still are a name's, at most five.
  private var extent: Int {
    var end = tokens[0].end
    for index in 1..<max(1, min(tokens.count, 5)) {
      let token = tokens[index]
      if token.isParticle { continue }
      if token.isCommon || token.isMixed { break }
      end = token.end
    }
    return end
  }

  private var isPair: Bool {
    var second = 1
    while second < tokens.count - 1, tokens[second].isInitial || tokens[second].isParticle { second += 1 }
    let (given, family) = (tokens[0], tokens[second])
    guard !given.isMixed, !family.isMixed, family.canEnd || family.isInitial && given.flags.contains(.given) else {
      return false
    }
    if given.isCapitals || family.isCapitals { return given.flags.isPlainName && family.flags.isPlainName }
    if given.flags.contains(.place), family.flags.contains(.place) { return false }
    if second > 1, tokens[1].isInitial || tokens[1].isParticle && given.flags.contains(.given), given.letters > 2 {
      return true
    }
    if given.isInitial { return family.isPlain }
    if given.flags.contains(.given) {
      return given.isPlain || family.flags.isName || family.hasSurnameForm
        || family.isUnknown && family.letters < family.end - family.start
    }
    if given.isUnknown, family.isUnknown, !family.hasSurnameForm {
      return NameToken.isJapanese(text, given) && NameToken.isJapanese(text, family)
    }
    return (given.isUnknown || given.isPlain) && family.isPlain && given.letters >= 3
  }

  /// Two or three capitalised words, no common one and no place among them, alone on their line.
  private var isLine: Bool {
    guard tokens.count <= 3 else { return false }
    let (start, end) = (tokens[0].start, tokens[tokens.count - 1].end)
    guard text[end] == 0x0A || text[end] == 0,
      start == 0 || text[start - 1] == 0x0A || text[start - 1] == 0x7D || text[start - 1] == 0
    else { return false }
    guard
      tokens.contains(where: { $0.flags.isName || $0.hasSurnameForm || $0.letters < $0.end - $0.start && !$0.isInitial }
      )
    else { return false }
    for token in tokens {
      if token.isParticle || token.isMixed || token.isCapitals || token.letters < 3 && !token.isInitial { return false }
      if !token.flags.isDisjoint(with: [.word, .place]) { return false }
    }
    return true
  }

  /// `van der` and the like before a family name belong to it.
  private func withParticles(_ start: Int) -> Int {
    guard start - last.end == 1, text[start - 1] == 0x20, NameToken.isNobiliary(text, last) else { return start }
    return last.start - beforeLast.end == 1 && NameToken.isNobiliary(text, beforeLast) ? beforeLast.start : last.start
  }

  /// A single name: given ones nearly anywhere, family ones inside a sentence or before a verb of people.
  private func alone(_ token: NameToken) -> (Int, Certainty, Reason)? {
    guard !token.isMixed, !token.isInitial, token.letters >= 3, !token.isStop else { return nil }
    if known.contains(token.hash) { return (token.end, .possible, .given) }
    guard !token.isCapitals else { return nil }
    if isActing(token.end, .verb), token.flags.isName || token.hasSurnameForm { return (token.end, .possible, .verb) }
    if token.isUnknown, token.letters >= 4, isActing(token.end, .speech) {
      return (token.end, .possible, .verb)
    }
    // `in Florence`, `South Africa`, `Owens-Grant`.
    if last.isCue(.place), token.start - last.end == 1 { return nil }
    if token.isPlain, token.flags.contains(.given) { return (token.end, .possible, .given) }
    guard token.isPlain, token.letters >= 5, isInsideSentence(token.start), text[token.end] != 0x2C else { return nil }
    return (token.end, .possible, .surname)
  }

  private func isActing(_ end: Int, _ cue: Cue) -> Bool {
    guard text[end] == 0x20, text.isWord(end + 1) else { return false }
    return cues[Word(text, end + 1).hash] & (1 << UInt64(cue.rawValue)) != 0 && !text.isUpper(end + 1)
  }

  /// A word in small letters stands right before.
  private func isInsideSentence(_ start: Int) -> Bool {
    start - last.end == 1 && text[start - 1] == 0x20 && !text.isUpper(last.start) && !text.isDigit(last.end - 1)
  }
}
