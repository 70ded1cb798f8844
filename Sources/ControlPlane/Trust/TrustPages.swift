/// `/trust`: the same for operators, with what each check looked at and saw, and its history.

import Contract
import ControlStore
import Trust
import Values

enum TrustPages {
  /// How many results of one control are shown.
  static let longest = 100

  static func list(_ standings: [ControlStanding], key: VerificationKey, _ person: Shell.Person) -> HTML {
    """
    <div class="head"><h1>Trust</h1>\(checkNow("/trust/checks", "Check the live ones now", person))</div>
    <p class="quiet">The controls of this installation. Everybody sees <a href="/security">their outcome</a>; only \
    operators see this page. The server checks the live ones each hour and after its start; on this machine \
    <code>freehold trust check --data FOLDER</code> does. The attested ones are yours to state: follow their names.</p>
    \(HTML.scroll("Controls"))<table><thead><tr><th scope="col">Control</th><th scope="col">Claim</th>\
    <th scope="col">Kind</th><th scope="col">Last</th><th scope="col">When</th></tr></thead>
    <tbody>\(standings.map { row($0) })</tbody></table></div>
    <h2>To verify results elsewhere</h2>
    <p class="hint">Each result is signed. This installation’s public key:</p>
    <code class="secret">\(Base64URL.encode(key.rawBytes))</code>
    """
  }

  private static func row(_ standing: ControlStanding) -> HTML {
    var when: HTML = "<span class=\"quiet\">never</span>"
    switch standing.last {
    case .result(let result):
      let hint: HTML = standing.isOfOtherPrograms ? "<br><span class=\"hint\">with another version</span>" : ""
      when = "\(Moment.html(result.at))\(hint)"
    case .stated(let statement), .expired(let statement):
      when = "\(Moment.html(statement.at))<br><span class=\"hint\">until \(statement.until.iso)</span>"
    case .never, .notGenuine, .notClaimed: break
    }
    let id = standing.control.id.text
    return """
      <tr><td><a href="/trust/\(id)"><code>\(id)</code></a></td><td class="claim">\(standing.control.claim)</td>\
      <td>\(standing.control.kind.rawValue)</td><td>\(standing.tag)</td><td>\(when)</td></tr>
      """
  }

  /// - Parameter results: the newest first; nil where a row was not signed by this installation.
  static func history(_ control: Control, _ results: [ControlResult?], _ person: Shell.Person) -> HTML {
    let check: HTML = control.kind == .live ? checkNow("/trust/\(control.id.text)/checks", "Check it now", person) : ""
    return """
      <p><a href="/trust">Trust</a></p>
      <div class="head"><h1><code>\(control.id.text)</code></h1>\(check)</div>
      <p>\(control.claim).</p>
      <p class="quiet">\(control.kind.sentence). \(control.looksAt)</p>
      \(results.first.map { latest($0) } ?? "<section class=\"card empty\"><p>Not checked yet.</p></section>")
      \(results.isEmpty ? "" : earlier(results))
      """
  }

  /// The answer comes when the checks have ended, which takes seconds.
  private static func checkNow(_ path: HTML, _ words: HTML, _ person: Shell.Person) -> HTML {
    "<form method=\"post\" action=\"\(path)\">\(person.field)<button class=\"plain\">\(words)</button></form>"
  }

  private static func latest(_ result: ControlResult?) -> HTML {
    guard let result else {
      return "<p class=\"notice bad\">The newest record was not signed by this installation.</p>"
    }
    return """
      <h2>What the last check saw</h2>
      <p>\(result.outcome.tag) \(Moment.html(result.at))</p>
      <dl class="facts">\(result.evidence.facts.map(fact))\(result.programs.map { program in
        "<dt>\(program.name)</dt><dd><code>\(program.digest.description)</code></dd>" as HTML
      })</dl>
      """
  }

  private static func fact(_ fact: Evidence.Fact) -> HTML {
    switch fact {
    case .count(let label, let number): "<dt>\(label)</dt><dd>\(number)</dd>"
    case .digest(let label, let digest): "<dt>\(label)</dt><dd><code>\(digest.description)</code></dd>"
    case .names(let label, let names):
      "<dt>\(label)</dt><dd\(label == "found" ? " class=\"found\"" as HTML : "")><ul>\(names.map { "<li><code>\($0)</code></li>" as HTML })</ul></dd>"
    }
  }

  private static func earlier(_ results: [ControlResult?]) -> HTML {
    let rows = results.map { result -> HTML in
      guard let result else {
        return "<tr><td></td><td><span class=\"tag bad\">Record not genuine</span></td><td></td><td></td></tr>"
      }
      return """
        <tr><td>\(Moment.html(result.at))</td><td>\(result.outcome.tag)</td>\
        <td class="number" data-head="Took">\(result.milliseconds) ms</td><td>\(result.evidence.problems.prefix(3).map {
          "<code>\($0)</code><br>" as HTML
        })</td></tr>
        """
    }
    return """
      <h2>History</h2>
      \(HTML.scroll("History"))<table><thead><tr><th scope="col">When</th><th scope="col">Outcome</th>\
      <th scope="col" class="number">Took</th><th scope="col">Found</th></tr></thead><tbody>\(rows)</tbody></table></div>
      <p class="hint">After \(ControlStore.evidenceDays) days, of results that say the same one after another the first and the \
      last are kept.</p>
      """
  }
}
