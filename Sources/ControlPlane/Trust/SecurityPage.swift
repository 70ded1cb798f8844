/// `/security`: for whoever considers trusting this installation. No evidence but its digest, no names of tables: whether each claim was
/// checked, how, when, and what came out, also where that is nothing to be proud of; and apart from that what its operator
/// states, and what is not claimed.

import Contract
import Trust
import Values

enum SecurityPage {
  static func body(_ standings: [ControlStanding], key: VerificationKey, reporting: HTML = "") -> HTML {
    let groups = ControlGroup.allCases.compactMap { group -> HTML? in
      let claims = standings.filter { $0.control.group == group && !$0.isNotClaimed }
      guard !claims.isEmpty else { return nil }
      return """
        <section aria-labelledby="\(group.rawValue)"><h2 id="\(group.rawValue)">\(group.title)</h2>
        <ul class="claims">\(claims.map(claim))</ul></section>
        """
    }
    return """
      <h1>Security</h1>
      <p class="quiet">Business data lives in the customer’s own stores or on the user’s device, and nowhere else. This is \
      what this installation claims about itself. Each claim has a check that can fail; what it said last stands beside \
      it. What no program can check is the operator’s word, and is marked as that.</p>
      \(summary(standings))
      \(reporting)\(groups)
      \(unclaimed(standings))
      \(proof(standings, key))
      """
  }

  /// What somebody needs who has got the signed records and believes neither us nor this page.
  private static func proof(_ standings: [ControlStanding], _ key: VerificationKey) -> HTML {
    let rows = standings.compactMap { standing -> HTML? in
      guard case .result(let result) = standing.last, let record = standing.record else { return nil }
      return """
        <tr><td><code>\(standing.control.id.text)</code></td><td>\(Moment.html(result.at))</td>\
        <td class="digest"><code>\(record.description)</code></td></tr>
        """
    }
    let records: HTML =
      rows.isEmpty
      ? ""
      : """
      <details><summary>SHA-256 of each of the \(rows.count) records</summary>
      \(AppPages.table(["Control", "Checked", "SHA-256 of the signed record"], rows, empty: ""))</details>
      """
    return """
      <section aria-labelledby="proof"><h2 id="proof">To verify it elsewhere</h2>
      <p class="quiet">Each result is kept with what the check saw, and signed. Ask the operator for the records, and for this \
      key by another way than this page; <code>freehold trust verify --key KEY report.json</code> needs no network.</p>
      <code class="secret">\(Base64URL.encode(key.rawBytes))</code>
      \(records)</section>
      """
  }

  private static func summary(_ standings: [ControlStanding]) -> HTML {
    let checked = standings.filter { !$0.isStated && !$0.isNotClaimed }
    let held = checked.count(where: \.holds)
    let failed = checked.count { $0.outcome == .failed || $0.isNotGenuine }
    let earlier = checked.count { $0.outcome == .passed && $0.isOfOtherPrograms }
    let old = checked.count { $0.isOld && !$0.isOfOtherPrograms }
    let open = checked.count - held - failed - earlier - old
    let tone = failed > 0 ? "bad" : held < checked.count ? "info" : "good"
    return """
      <p class="notice \(tone)">\(held == checked.count
        ? "All \(checked.count) claims held when they were checked last."
        : "\(held) of \(checked.count) claims held when they were checked last.")\
      \(failed > 0 ? " \(failed) did not." as HTML : "")\
      \(earlier > 0 ? " \(earlier) held with an earlier version of the programs." as HTML : "")\
      \(old > 0 ? " \(old) held, and was not checked again for two days." as HTML : "")\
      \(open > 0 ? " \(open) could not be checked yet." as HTML : "")</p>
      """
  }

  private static func claim(_ standing: ControlStanding) -> HTML {
    """
    <li class="\(standing.tone)"><p>\(standing.control.claim).</p>
    \(words(standing))<p class="hint">\(standing.tag) \(standing.control.kind.sentence)\(standing.when)</p></li>
    """
  }

  private static func words(_ standing: ControlStanding) -> HTML {
    switch standing.last {
    case .stated(let statement), .expired(let statement): "<blockquote>\(statement.text)</blockquote>\n"
    default: ""
    }
  }

  private static func unclaimed(_ standings: [ControlStanding]) -> HTML {
    let rows = standings.compactMap { standing -> HTML? in
      guard case .notClaimed(let why) = standing.last else { return nil }
      return "<li><p>\(standing.control.claim).</p><p class=\"hint\">\(why)</p></li>"
    }
    if rows.isEmpty { return "" }
    return """
      <section aria-labelledby="unclaimed"><h2 id="unclaimed">Not claimed here</h2>
      <p class="quiet">What Freehold can do, and this installation does not say of itself.</p>
      <ul class="claims none">\(rows)</ul></section>
      """
  }
}

extension ControlStanding {
  var tone: String {
    switch last {
    case .notGenuine: "bad"
    case .never, .notClaimed: "open"
    case .stated: "stated"
    case .expired: "stated expired"
    case .result(let result): result.outcome == .passed && !holds ? "open" : result.outcome.tone
    }
  }

  /// The outcome in a word; never by colour alone.
  var tag: HTML {
    switch last {
    case .notGenuine: "<span class=\"tag bad\">Record not genuine</span>"
    case .never: "<span class=\"tag\">Not checked yet</span>"
    case .stated: "<span class=\"tag stated\">Stated</span>"
    case .expired: "<span class=\"tag bad\">Statement expired</span>"
    case .notClaimed: "<span class=\"tag\">Not claimed</span>"
    case .result(let result):
      result.outcome == .passed && isOfOtherPrograms
        ? "<span class=\"tag\">Held with an earlier version</span>"
        : isOld ? "<span class=\"tag\">Not checked since</span>" : result.outcome.tag
    }
  }

  fileprivate var when: HTML {
    switch last {
    case .result(let result): ", last on \(Moment.html(result.at)) UTC."
    case .stated(let statement):
      ": by \(statement.by) on \(Moment.html(statement.at)) UTC, until \(statement.until.iso)."
    case .expired(let statement):
      ": by \(statement.by) on \(Moment.html(statement.at)) UTC. It counted until \(statement.until.iso) and no longer does."
    case .never, .notGenuine, .notClaimed: "."
    }
  }
}

extension ControlOutcome {
  var tone: String {
    switch self {
    case .passed: "good"
    case .failed: "bad"
    case .couldNotRun: "open"
    }
  }

  var tag: HTML {
    switch self {
    case .passed: "<span class=\"tag good\">Holds</span>"
    case .failed: "<span class=\"tag bad\">Does not hold</span>"
    case .couldNotRun: "<span class=\"tag\">Could not be checked</span>"
    }
  }
}

extension ControlKind {
  var sentence: String {
    switch self {
    case .live: "Checked on this running installation"
    case .drill: "Tried on a throw-away installation of the same programs"
    case .attested: "Stated by the operator, not checked"
    }
  }
}

extension Stylesheet {
  static let trust = """
    .claims { list-style: none; padding: 0; margin: 0 0 1rem; }
    .claims li { background: var(--paper); border: 1px solid var(--line); border-left: 4px solid var(--edge);
      padding: .75rem 1rem; margin: 0 0 .5rem; border-radius: .375rem; }
    .claims li.good { border-left-color: var(--good); }
    .claims li.bad { border-left-color: var(--bad); }
    .claims li.stated { border-style: dashed; border-left: 4px dashed var(--edge); background: transparent; }
    .claims li.expired { border-left-color: var(--bad); }
    .claims.none li { border-left-width: 1px; background: transparent; }
    .claims blockquote, .statement blockquote { margin: 0 0 .375rem; white-space: pre-line; overflow-wrap: anywhere; }
    .claims blockquote { font-style: italic; }
    .tag.stated { border-style: dashed; border-color: currentColor; }
    .claims p { max-width: none; margin: 0 0 .25rem; }
    .claims p:last-child { margin: 0; }
    .claims .hint .tag { margin-right: .375rem; }
    h1 code { font-size: inherit; }
    .facts ul { margin: 0; padding: 0; list-style: none; columns: 14rem; }
    .facts .found ul { columns: auto; }
    .facts code { overflow-wrap: anywhere; }
    td.claim { min-width: 16rem; }
    td.digest code { overflow-wrap: anywhere; }
    """
}
