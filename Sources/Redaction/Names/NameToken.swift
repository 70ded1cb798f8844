/// A word as part of a name: `Anna`, `Müller-Lüdenscheidt`, `O'Brien`, `J.`, `van`.

struct NameToken {
  var start: Int
  var end: Int
  var flags: NameFlags = []
  var cues: UInt64 = 0
  var letters = 0
  var hash: UInt32 = 0
  var isInitial = false
  var isParticle = false
  var isCapitals = false
  var hasSurnameForm = false
  /// Capitals inside that are no name's.
  var isMixed = false

  func isCue(_ cue: Cue) -> Bool { cues & (1 << UInt64(cue.rawValue)) != 0 }

  var isPlain: Bool { flags.isPlainName || hasSurnameForm && flags.isDisjoint(with: [.word, .place]) }
  var isCommon: Bool { flags.contains(.word) && !flags.isName }
  var isStop: Bool { flags.contains(.stop) }
  var isUnknown: Bool { flags.isEmpty }
  /// What may stand as a family name behind a given one.
  var canEnd: Bool {
    !isInitial && !isParticle && letters >= 2 && !isStop && (flags.isName || hasSurnameForm || letters >= 3)
  }

  /// Reads the token at `at`; nil when none begins there.
  init?(_ text: Text, _ at: Int, _ names: NameIndex, _ cueTable: CueTable) {
    var word = Word(text, at)
    guard word.letters > 0, word.digits == 0 else { return nil }
    start = at
    end = word.end
    letters = word.letters
    isCapitals = word.uppers == word.letters && word.letters > 1
    isMixed = word.uppers > 1 && !isCapitals && !NameToken.isMac(text, word)
    hash = word.hash
    flags = names[hash]
    cues = cueTable[word.hash]
    isInitial = word.letters == 1 && word.startsUpper
    isParticle = !word.startsUpper && NameToken.particles(text, word)
    guard word.startsUpper || isParticle else { return nil }
    hasSurnameForm = !flags.isPlainName && NameToken.hasSurnameEnding(text, word)
    if isInitial, text[end] == 0x2E { end += 1 }
    while let next = NameToken.joint(text, end) {
      word = Word(text, next)
      guard word.letters > 0, word.digits == 0, word.end > next else { break }
      end = word.end
      letters += word.letters
      let more = names[word.hash]
      flags = more.isName ? flags.subtracting(.word).union(more) : flags
      isInitial = false
      hasSurnameForm = hasSurnameForm || NameToken.hasSurnameEnding(text, word)
    }
  }

  /// Behind a hyphen or an apostrophe, when the name goes on there; `'s` is no part of it.
  private static func joint(_ text: Text, _ at: Int) -> Int? {
    var next = at
    if text[at] == 0x2D {
      next += 1
    } else if text[at] == 0x27 {
      next += 1
    } else if text[at] == 0xE2, text[at + 1] == 0x80, text[at + 2] == 0x99 {
      next += 3
    } else {
      return nil
    }
    guard text.isWord(next), text[at] == 0x2D || text.isUpper(next) else { return nil }
    return next
  }

  private static func isMac(_ text: Text, _ word: Word) -> Bool {
    guard word.uppers == 2 else { return false }
    return text.starts(word.start, with: "Mc") || text.starts(word.start, with: "Mac")
      || text.starts(word.start, with: "De")
      || text.starts(word.start, with: "Le") || text.starts(word.start, with: "La")
      || text.starts(word.start, with: "Di")
      || text.starts(word.start, with: "Fitz") || text.starts(word.start, with: "Van")
  }

  private static func particles(_ text: Text, _ word: Word) -> Bool {
    let count = word.end - word.start
    for particle: StaticString in [
      "van", "von", "de", "der", "den", "da", "di", "del", "della", "dos", "la", "le", "ter", "ten", "zu", "bin", "ibn",
      "al", "el", "du", "af", "av", "y",
    ]
    where count == particle.utf8CodeUnitCount && text.starts(word.start, with: particle) { return true }
    return false
  }

  /// Particles that no sentence has before another word.
  static func isNobiliary(_ text: Text, _ word: PastWord) -> Bool {
    for particle: StaticString in ["van", "von", "der", "den", "ter", "ten"]
    where word.end - word.start == particle.utf8CodeUnitCount && text.starts(word.start, with: particle) { return true }
    return false
  }

  /// Only syllables of Japanese in Latin letters, three or more: `Kawano`, `Akinori`.
  static func isJapanese(_ text: Text, _ token: NameToken) -> Bool {
    var at = token.start
    var vowels = 0
    var consonants = 0
    while at < token.end {
      let letter = text[at] | 0x20
      switch letter {
      case 0x61, 0x65, 0x69, 0x6F, 0x75:
        vowels += 1
        consonants = 0
      case 0x6C, 0x71, 0x76, 0x78: return false
      case 0x63 where text[at + 1] | 0x20 != 0x68: return false
      default:
        guard text.isLetter(at) else { return false }
        consonants += 1
        // `n` may end a syllable; else one consonant, or one of the pairs that are written for one.
        let first = text[at - 1] | 0x20
        if consonants > 2 || consonants == 2, at > token.start, first != 0x6E, first != letter, letter != 0x79,
          !(letter == 0x68 && (first == 0x73 || first == 0x63)), !(letter == 0x73 && first == 0x74)
        {
          return false
        }
      }
      at += 1
    }
    return vowels >= 3 && (consonants == 0 || text[token.end - 1] == 0x6E)
  }

  /// Endings that in their languages only family names have.
  private static func hasSurnameEnding(_ text: Text, _ word: Word) -> Bool {
    guard word.letters >= 6, word.startsUpper, word.uppers == 1 else { return false }
    for ending: StaticString in [
      "ová", "ova", "eva", "ov", "ev", "ić", "vic", "vich", "wicz", "ski", "ska", "cki", "cka", "ský", "ská", "sky",
      "enko", "chuk",
      "sson", "nsen", "rsen", "lsen", "fsen", "dóttir", "dottir", "shvili", "oglu", "oğlu", "escu", "poulos", "idis",
      "akis", "inen", "onen",
      "äinen", "zadeh", "qvist", "quist", "ström", "yan", "ián",
    ] where text.starts(word.end - ending.utf8CodeUnitCount, with: ending) { return true }
    return false
  }
}
