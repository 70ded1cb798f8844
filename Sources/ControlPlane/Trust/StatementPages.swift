/// `/trust/CONTROL` of an attested control: what the operator states now, the form for the next statement, the earlier ones.

import Contract
import Trust
import Values

enum StatementPages {
  /// What stands in the form.
  struct Form: Sendable {
    var name = ""
    var until = ""
    var text = ""
    var problems: [ControlStatement.Part: String] = [:]
  }

  /// - Parameter statements: the newest first; nil where a row was not signed by this installation.
  static func page(
    _ control: Control, _ form: Form, _ statements: [ControlStatement?], now: Instant, _ person: Shell.Person
  ) -> HTML {
    """
    <p><a href="/trust">Trust</a></p>
    <h1><code>\(control.id.text)</code></h1>
    <p>\(control.claim).</p>
    <p class="quiet">\(control.kind.sentence). \(control.looksAt)</p>
    \(statements.first.map { latest(control, $0, now: now, person) } ?? nothing)
    <h2 id="state">\(statements.isEmpty ? "State it" : "State it anew")</h2>
    \(problems(form))
    <form method="post" action="/trust/\(control.id.text)/statements" class="card">\(person.field)
    <div class="field"><label for="text">How it stands, in your words</label>
    <textarea id="text" name="text" rows="6" maxlength="\(ControlStatement.longestText)" required \
    aria-describedby="text-help"\(invalid(form, .text))>
    \(form.text)</textarea>
    <p class="hint" id="text-help">Everybody reads it on <a href="/security">/security</a>, with the name below.</p></div>
    <div class="row"><div><label for="name">Who states it</label>\
    <input id="name" name="name" maxlength="\(ControlStatement.longestName)" required autocomplete="name" \
    value="\(form.name)"\(invalid(form, .name))></div>
    <div><label for="until">Until</label>\
    <input type="date" id="until" name="until" required min="\(now.day.iso)" \
    max="\(now.day.adding(days: control.statedDays).iso)" value="\(form.until)"\(invalid(form, .until))></div></div>
    <p></p><button>State it in public</button></form>
    \(statements.count > 1 ? earlier(statements.dropFirst()) : "")
    """
  }

  private static let nothing: HTML = """
    <section class="card empty"><p>Nothing is stated yet. Until it is, nobody is told that this is so.</p></section>
    """

  private static func latest(
    _ control: Control, _ statement: ControlStatement?, now: Instant, _ person: Shell.Person
  ) -> HTML {
    guard let statement else {
      return "<p class=\"notice bad\">The newest record was not signed by this installation.</p>"
    }
    if statement.isWithdrawal {
      return """
        <p class="notice info">Withdrawn by \(statement.by) on \(Moment.html(statement.at)) UTC: it is not claimed now.</p>
        """
    }
    let isCurrent = statement.counts(at: now)
    let withdrawal: HTML = """
      <form method="post" action="/trust/\(control.id.text)/withdrawals">\(person.field)<button class="plain">Withdraw it</button></form>
      """
    return """
      <h2>What is stated now</h2>
      <section class="card statement"><blockquote>\(statement.text)</blockquote>
      <p class="hint">\(isCurrent ? "<span class=\"tag stated\">Stated</span>" : "<span class=\"tag bad\">Expired</span>") \
      \(statement.by), \(Moment.html(statement.at)) UTC, until \(statement.until.iso)</p>
      \(withdrawal)</section>
      """
  }

  private static func earlier(_ statements: ArraySlice<ControlStatement?>) -> HTML {
    let rows = statements.map { statement -> HTML in
      guard let statement else {
        return "<tr><td></td><td colspan=\"3\"><span class=\"tag bad\">Record not genuine</span></td></tr>"
      }
      return """
        <tr><td>\(Moment.html(statement.at))</td><td>\(statement.by)</td>\
        <td data-head="Until">\(statement.isWithdrawal ? "" : "\(statement.until.iso)" as HTML)</td>\
        <td class="claim">\(statement.isWithdrawal ? "<span class=\"quiet\">Withdrawn</span>" : "\(statement.text)" as HTML)</td></tr>
        """
    }
    return """
      <h2>Earlier</h2>
      \(HTML.scroll("Earlier statements"))<table><thead><tr><th scope="col">When</th><th scope="col">Who</th>\
      <th scope="col">Until</th><th scope="col">Stated</th></tr></thead><tbody>\(Array(rows))</tbody></table></div>
      """
  }

  private static func problems(_ form: Form) -> HTML {
    let items = ControlStatement.Part.allCases.compactMap { form.problems[$0] }.map { "<li>\($0)</li>" as HTML }
    if items.isEmpty { return "" }
    return "<section class=\"notice bad\" role=\"alert\"><p>Not stated:</p><ul>\(items)</ul></section>"
  }

  private static func invalid(_ form: Form, _ part: ControlStatement.Part) -> HTML {
    form.problems[part] == nil ? "" : " aria-invalid=\"true\""
  }
}
