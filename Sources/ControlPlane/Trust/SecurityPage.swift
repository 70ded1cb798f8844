/// `/security`: for whoever considers trusting this installation. No evidence, no names of tables: whether each claim was
/// checked, how, when, and what came out, also where that is nothing to be proud of.

import Trust

enum SecurityPage {
  static func body(_ standings: [ControlStanding]) -> HTML {
    let groups = ControlGroup.allCases.compactMap { group -> HTML? in
      let claims = standings.filter { $0.control.group == group }
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
      it. A claim that has no check yet does not stand here.</p>
      \(summary(standings))
      \(groups)
      """
  }

  private static func summary(_ standings: [ControlStanding]) -> HTML {
    func count(_ outcome: ControlOutcome) -> Int { standings.filter { $0.outcome == outcome }.count }
    let (held, failed) = (count(.passed), count(.failed) + standings.filter(\.isNotGenuine).count)
    let open = standings.count - held - failed
    let tone = failed > 0 ? "bad" : open > 0 ? "info" : "good"
    return """
      <p class="notice \(tone)">\(failed == 0 && open == 0
        ? "All \(standings.count) claims held when they were checked last."
        : "\(held) of \(standings.count) claims held when they were checked last.")\
      \(failed > 0 ? " \(failed) did not." as HTML : "")\(open > 0 ? " \(open) could not be checked yet." as HTML : "")</p>
      """
  }

  private static func claim(_ standing: ControlStanding) -> HTML {
    """
    <li class="\(standing.tone)"><p>\(standing.control.claim).</p>
    <p class="hint">\(standing.tag) \(standing.control.kind.sentence)\(standing.when)</p></li>
    """
  }
}

extension ControlStanding {
  var outcome: ControlOutcome? { if case .result(let result) = last { result.outcome } else { nil } }
  var isNotGenuine: Bool { if case .notGenuine = last { true } else { false } }

  var tone: String {
    switch last {
    case .notGenuine: "bad"
    case .never: "open"
    case .result(let result): result.outcome.tone
    }
  }

  /// The outcome in a word; never by colour alone.
  var tag: HTML {
    switch last {
    case .notGenuine: "<span class=\"tag bad\">Record not genuine</span>"
    case .never: "<span class=\"tag\">Not checked yet</span>"
    case .result(let result): result.outcome.tag
    }
  }

  fileprivate var when: HTML {
    guard case .result(let result) = last else { return "." }
    return ", last on \(Moment.html(result.at)) UTC."
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
    .claims p { max-width: none; margin: 0 0 .25rem; }
    .claims p:last-child { margin: 0; }
    .claims .hint .tag { margin-right: .375rem; }
    h1 code { font-size: inherit; }
    .facts ul { margin: 0; padding: 0; list-style: none; columns: 14rem; }
    .facts .found ul { columns: auto; }
    .facts code { overflow-wrap: anywhere; }
    td.claim { min-width: 16rem; }
    """
}
