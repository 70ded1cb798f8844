/// National ids that are digits alone. A check that one number in ten passes counts only beside a cue or in the grouping that
/// the id is printed in; two check digits, or one and a date of birth, count alone.

enum NationalNumbers {
  struct Answer {
    var kind: Kind
    var certainty: Certainty
    var reason: Reason
  }

  static func judge(_ run: NumberRun, _ cues: (Cue) -> Bool) -> Answer? {
    guard run.count >= 9, run.count <= 15, !run.hasPlus, !run.hasBracket, run.groups.count <= 7,
      !Checksums.allEqual(run.digits)
    else { return nil }
    for rule in rules where rule.digits == run.count && rule.check(run) {
      if cues(rule.cue) { return Answer(kind: rule.kind, certainty: .certain, reason: .checksumAndCue) }
      if rule.isStrong && (run.groups.count == 1 || rule.isPrinted(run)) || rule.isPrinted(run) && rule.printedSuffices
      {
        return Answer(kind: rule.kind, certainty: rule.isStrong ? .certain : .likely, reason: .checksum)
      }
    }
    return cuedOnly(run, cues)
  }

  private struct Rule: Sendable {
    var kind: Kind
    var digits: Int
    var cue: Cue
    /// Counts without grouping and cue.
    var isStrong = false
    /// Counts in its printed grouping without a cue.
    var printedSuffices = true
    var printed: [Int]
    var check: @Sendable (NumberRun) -> Bool

    func isPrinted(_ run: NumberRun) -> Bool { run.groups == printed }
  }

  private static let rules: [Rule] = [
    Rule(kind: .usITIN, digits: 9, cue: .itin, printed: [3, 2, 4], check: isITIN),
    Rule(kind: .usSSN, digits: 9, cue: .ssn, printed: [3, 2, 4], check: isSSN),
    Rule(kind: .caSIN, digits: 9, cue: .sin, printedSuffices: false, printed: [3, 3, 3]) {
      Checksums.luhn($0.digits[...])
    },
    Rule(kind: .auTFN, digits: 9, cue: .tfn, printedSuffices: false, printed: [3, 3, 3]) {
      $0.weighted([1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0
    },
    Rule(kind: .nlBSN, digits: 9, cue: .bsn, printedSuffices: false, printed: [4, 2, 3]) {
      $0.weighted([9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0
    },
    Rule(kind: .ptNIF, digits: 9, cue: .dni, printedSuffices: false, printed: [3, 3, 3]) {
      let rest = $0.weighted([9, 8, 7, 6, 5, 4, 3, 2]) % 11
      return Int($0.digits[8]) == (rest < 2 ? 0 : 11 - rest)
    },
    Rule(kind: .ukNHS, digits: 10, cue: .nhs, printed: [3, 3, 4]) {
      $0.isSeparated(by: 0x20)
        && 11 - $0.weighted([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11 == (($0.digits[9] == 0) ? 11 : Int($0.digits[9]))
    },
    Rule(kind: .sePersonalNumber, digits: 10, cue: .personalNumber, printed: [6, 4]) { isSwedish($0, 0) },
    Rule(kind: .sePersonalNumber, digits: 12, cue: .personalNumber, isStrong: true, printed: [8, 4]) {
      ($0.number(0, 2) == 19 || $0.number(0, 2) == 20) && isSwedish($0, 2)
    },
    Rule(kind: .dkCPR, digits: 10, cue: .personalNumber, printed: [6, 4], check: isDanish),
    Rule(kind: .atSocialSecurity, digits: 10, cue: .socialSecurity, printed: [4, 6], check: isAustrian),
    Rule(
      kind: .noPersonalNumber, digits: 11, cue: .personalNumber, isStrong: true, printed: [6, 5], check: isNorwegian),
    Rule(kind: .brCPF, digits: 11, cue: .cpf, isStrong: true, printed: [3, 3, 3, 2]) {
      isBrazilian($0, [10, 9, 8, 7, 6, 5, 4, 3, 2])
    },
    Rule(kind: .plPESEL, digits: 11, cue: .pesel, isStrong: true, printed: [11], check: isPolish),
    Rule(kind: .beNRN, digits: 11, cue: .register, isStrong: true, printed: [2, 2, 2, 3, 2], check: isBelgian),
    Rule(kind: .deTaxID, digits: 11, cue: .taxNumber, printed: [2, 3, 3, 3], check: isGermanTax),
    Rule(kind: .inAadhaar, digits: 12, cue: .aadhaar, printed: [4, 4, 4]) {
      $0.digits[0] >= 2 && Checksums.verhoeff($0.digits)
    },
    Rule(kind: .chAHV, digits: 13, cue: .ahv, isStrong: true, printed: [3, 4, 4, 2]) {
      $0.number(0, 3) == 756 && Checksums.ean13($0.digits)
    },
    Rule(kind: .brCNPJ, digits: 14, cue: .cnpj, isStrong: true, printed: [2, 3, 3, 4, 2]) {
      isBrazilian($0, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])
    },
    Rule(kind: .frNIR, digits: 15, cue: .nir, isStrong: true, printed: [1, 2, 2, 2, 3, 3, 2], check: isFrench),
  ]

  /// What has no check digit, or the wrong one, beside its name.
  private static func cuedOnly(_ run: NumberRun, _ cues: (Cue) -> Bool) -> Answer? {
    guard run.count <= 10 else { return nil }
    func answer(_ kind: Kind) -> Answer { Answer(kind: kind, certainty: .possible, reason: .cue) }
    if run.count == 9, cues(.ein), run.groups == [2, 7] {
      return Answer(kind: .usEIN, certainty: .likely, reason: .cue)
    }
    if run.count == 9, cues(.ssn), run.groups == [3, 2, 4] || run.groups == [9] { return answer(.usSSN) }
    if run.count == 10, cues(.nhs), run.groups == [3, 3, 4] || run.groups == [10] { return answer(.ukNHS) }
    if run.count == 10, cues(.personalNumber), run.groups == [6, 4] {
      return Dates.isDay(month: run.number(2, 2), day: run.number(0, 2)) ? answer(.dkCPR) : nil
    }
    return nil
  }

  /// Area, group and serial as the Social Security Administration gives them (since 2011: not 000, 666 or from 900).
  private static func isSSN(_ run: NumberRun) -> Bool {
    let area = run.number(0, 3)
    guard area != 0, area != 666, area < 900, run.number(3, 2) != 0, run.number(5, 4) != 0 else { return false }
    return !run.separators.contains(0x2F) && Set(run.separators).count <= 1
      && run.digits != [1, 2, 3, 4, 5, 6, 7, 8, 9]
  }

  private static func isITIN(_ run: NumberRun) -> Bool {
    guard run.digits[0] == 9 else { return false }
    switch run.number(3, 2) {
    case 50...65, 70...88, 90...92, 94...99: return true
    default: return false
    }
  }

  private static func isSwedish(_ run: NumberRun, _ first: Int) -> Bool {
    let day = run.number(first + 4, 2)
    return Dates.isDay(month: run.number(first + 2, 2), day: day > 60 ? day - 60 : day)
      && Checksums.luhn(run.digits[first...]) && (run.groups.count == 1 || run.separators == [0x2D])
  }

  private static func isDanish(_ run: NumberRun) -> Bool {
    Dates.isDay(month: run.number(2, 2), day: run.number(0, 2))
      && run.weighted([4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
      && (run.groups.count == 1 || run.separators == [0x2D])
  }

  private static func isAustrian(_ run: NumberRun) -> Bool {
    let sum = run.weighted([3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11
    return sum == Int(run.digits[3]) && run.digits[0] != 0
      && Dates.isDay(month: run.number(6, 2), day: run.number(4, 2))
  }

  private static func isNorwegian(_ run: NumberRun) -> Bool {
    let day = run.number(0, 2)
    return Dates.isDay(month: run.number(2, 2), day: day > 40 ? day - 40 : day)
      && run.weighted([3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
      && run.weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
  }

  /// Two digits modulo 11, the second over the first too (Receita Federal).
  private static func isBrazilian(_ run: NumberRun, _ weights: [Int]) -> Bool {
    func digit(_ weights: [Int]) -> Int {
      let rest = run.weighted(weights) % 11
      return rest < 2 ? 0 : 11 - rest
    }
    let second = [weights.count == 9 ? 11 : 6] + weights
    return digit(weights) == Int(run.digits[weights.count]) && digit(second) == Int(run.digits[weights.count + 1])
  }

  private static func isPolish(_ run: NumberRun) -> Bool {
    run.weighted([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0
      && Dates.isDay(month: run.number(2, 2) % 20, day: run.number(4, 2))
  }

  private static func isBelgian(_ run: NumberRun) -> Bool {
    guard Dates.isDay(month: max(run.number(2, 2), 1), day: max(run.number(4, 2), 1)) else { return false }
    let body = run.number(0, 9)
    return 97 - body % 97 == run.number(9, 2) || 97 - (2_000_000_000 % 97 + body % 97) % 97 == run.number(9, 2)
  }

  /// ISO 7064 MOD 11,10, and of the first ten digits exactly one stands twice or three times (BZSt).
  private static func isGermanTax(_ run: NumberRun) -> Bool {
    guard run.digits[0] != 0 else { return false }
    var counts = [Int](repeating: 0, count: 10)
    for digit in run.digits.prefix(10) { counts[Int(digit)] += 1 }
    return counts.filter { $0 > 1 }.count == 1 && counts.allSatisfy { $0 <= 3 } && Checksums.mod11And10(run.digits)
  }

  private static func isFrench(_ run: NumberRun) -> Bool {
    (run.digits[0] == 1 || run.digits[0] == 2) && (1...12).contains(run.number(3, 2) % 20)
      && 97 - run.remainder(13, 97) == run.number(13, 2)
  }
}
