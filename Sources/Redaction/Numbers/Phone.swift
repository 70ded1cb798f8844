/// Telephone numbers: international ones by country code and length, national ones by their trunk digit and grouping, others
/// beside a cue. Lengths as ITU-T E.164 and the national plans have them, in the way of libphonenumber.

enum Phone {
  enum Answer { case no, plan, cue }

  static func judge(_ run: NumberRun, _ text: Text, cued: Bool) -> Answer {
    guard run.count >= 6, run.count <= 17, !follows(text, run.start), !run.looksLikeDate, !endsBadly(text, run.end)
    else { return .no }
    if run.hasPlus { return international(run, from: 0) || cued && run.count >= 8 && run.count <= 15 ? .plan : .no }
    if run.count >= 10, run.digits[0] == 0, run.digits[1] == 0, run.groups.count > 1 || cued,
      international(run, from: 2)
    {
      return cued || run.groups[0] == 2 || run.groups[0] == 4 ? .plan : .no
    }
    if isNorthAmerican(run) || hasTrunk(run) { return .plan }
    return cued && run.count >= 7 && run.count <= 15 && run.groups.count <= 6 ? .cue : .no
  }

  /// The extension that may follow: `x409`, ` ext. 12`.
  static func end(_ text: Text, _ end: Int) -> Int {
    var at = end
    if text[at] == 0x20 { at += 1 }
    if text[at] == 0x2C, text[at + 1] == 0x20 { at += 2 }
    if text.starts(at, with: "ext") || text.starts(at, with: "Ext") {
      at += 3
      if text[at] == 0x2E { at += 1 }
      if text[at] == 0x20 { at += 1 }
    } else if text[at] | 0x20 == 0x78 {
      at += 1
    } else {
      return end
    }
    let digits = at
    while text.isDigit(at), at - digits < 7 { at += 1 }
    return at > digits && at - digits < 7 && !text.isWord(at) ? at : end
  }

  private static func follows(_ text: Text, _ start: Int) -> Bool {
    let before = text[start - 1]
    if before == 0x2C || before == 0x3A { return text.isDigit(start - 2) }
    if before == 0x24 || before == 0x23 || before == 0x40 || before == 0x2B || before == 0x25 { return true }
    return text.cameFrom(start) || before == 0x2F && text.isWord(start - 2)
  }

  private static func endsBadly(_ text: Text, _ at: Int) -> Bool {
    if text.isWord(at) { return text[at] | 0x20 != 0x78 && !text.starts(at, with: "ext") }
    switch text[at] {
    case 0x2C, 0x3A, 0x2E: return text.isDigit(at + 1)
    case 0x2D, 0x5F, 0x3D: return text.isWord(at + 1)
    case 0x25, 0x40: return true
    default: return false
    }
  }

  /// Ten digits in three, three and four, area and exchange from 2 on (NANP), with or without the 1.
  private static func isNorthAmerican(_ run: NumberRun) -> Bool {
    let first = run.count == 11 && run.digits[0] == 1 ? 1 : 0
    guard run.count == 10 + first, run.digits[first] >= 2, run.digits[first + 3] >= 2 else { return false }
    switch (first, run.groups) {
    case (0, [3, 3, 4]), (1, [1, 3, 3, 4]): return true
    case (0, [3, 7]), (0, [6, 4]): return run.hasBracket
    default: return false
    }
  }

  /// A leading 0 and nine to eleven digits in groups of two or more, as in most of Europe.
  private static func hasTrunk(_ run: NumberRun) -> Bool {
    guard run.digits[0] == 0, run.digits[1] != 0, (9...11).contains(run.count), (2...5).contains(run.groups.count),
      (2...5).contains(run.groups[0]), run.groups.allSatisfy({ $0 >= 2 })
    else { return false }
    if run.hasBracket { return true }
    // `05.12.73.93.30` is French; `01.02.2026 12` is not a number to call.
    if run.separators.contains(0x2E) { return run.isSeparated(by: 0x2E) && run.groups == [2, 2, 2, 2, 2] }
    return run.separators.contains(0x20) || run.groups.count <= 3 && run.groups.last! >= 3
  }

  private static func international(_ run: NumberRun, from first: Int) -> Bool {
    let table = plans
    var at = 0
    while at < table.utf8CodeUnitCount {
      var length = 0
      var matches = true
      while table.utf8Start[at + length] != 0x3A {
        let index = first + length
        matches = matches && index < run.count && run.digits[index] == table.utf8Start[at + length] - 0x30
        length += 1
      }
      let least = Int(table.utf8Start[at + length + 1] - 0x61)
      let most = Int(table.utf8Start[at + length + 2] - 0x61)
      if matches {
        let national = run.count - first - length - (run.trunkInBrackets ? 1 : 0)
        return national >= least && national <= most
      }
      at += length + 4
    }
    return false
  }

  /// Country code, then the least and the most digits behind it as letters (`a` is none); longer codes first.
  private static let plans: StaticString = """
    1:kk 20:ik 27:jj 30:kk 31:jl 32:ij 33:jj 34:jj 36:ij 39:gm 40:jj 41:jj 43:en 44:jk 45:ii 46:hk 47:ii 48:jj 49:fp 51:ij 52:kl \
    53:gk 54:kl 55:kl 56:jk 57:kk 58:kk 60:il 61:jj 62:hm 63:il 64:hk 65:ii 66:ij 7:kk 81:jk 82:hl 84:ik 86:jl 90:kk 91:kk 92:jl \
    93:jj 94:jj 95:gk 98:kk 211:jj 212:jj 213:ij 216:ii 218:ij 220:hh 221:jj 222:ii 223:ii 224:ij 225:kk 226:ii 227:ii 228:ii \
    229:ik 230:hi 231:gj 232:ii 233:jj 234:hk 235:ii 236:ii 237:jj 238:hh 239:hh 240:jj 241:hi 242:jj 243:hj 244:jj 245:hj 246:hh \
    248:hh 249:jj 250:jj 251:jj 252:gj 253:ii 254:ik 255:jj 256:jj 257:ii 258:ij 260:jj 261:jj 262:jj 263:fk 264:ij 265:hj 266:ii \
    267:hi 268:ii 269:hh 290:ef 291:hh 297:hh 298:gg 299:gg 350:ii 351:jj 352:el 353:hk 354:hj 355:fj 356:ii 357:ii 358:fm 359:gj \
    370:ii 371:ii 372:hi 373:ii 374:ii 375:jl 376:gj 377:ij 378:gk 379:gl 380:jj 381:gm 382:gj 383:ij 385:gj 386:fi 387:ij 389:ii \
    420:jj 421:gj 423:hj 500:ff 501:hh 502:ii 503:hi 504:ii 505:ii 506:ii 507:hi 508:gj 509:ii 590:jj 591:ij 592:hh 593:ij 594:jj \
    595:gk 596:jj 597:gh 598:hi 599:hi 670:hi 673:hh 675:hi 679:hh 682:ff 687:gg 689:gi 852:ij 853:ii 855:il 856:ik 880:gk 886:hk \
    960:hk 961:hi 962:ij 963:ij 964:hk 965:hi 966:jj 967:gj 968:hi 970:ij 971:hj 972:hk 973:ii 974:hi 975:ii 976:ik 977:ik 992:jj \
    993:ii 994:jj 995:jj 996:jj 998:jj\u{20}
    """
}
