/// A person's credits and what became of each.

import Values
import Workspaces

enum CreditPages {
  /// Lines of one page.
  static let length = 100

  /// - Parameter lines: one more than `length` when there is another page.
  static func history(_ balance: CreditBalance, _ lines: [CreditLine], isFirst: Bool) -> HTML {
    """
    <p><a href="/account">Your account</a></p>
    <h1>Credits</h1>
    <p class="balance"><strong>\(balance.available)</strong> \(balance.available == 1 ? "credit" : "credits")\
    \(balance.held == 0 ? "" : " · \(balance.held) held" as HTML)</p>
    <p class="quiet">Each invoice that you download from <a href="/studio">Studio</a> costs one credit; the same invoice \
    again within 30 days costs none. A credit is held while the PDF is made, and comes back by itself after ten minutes \
    when it was not. Which invoice it was, nobody here knows.</p>
    \(lines.isEmpty && isFirst ? empty : table(lines.prefix(length)))
    \(lines.count > length ? older(lines[length - 1].position) : "")
    """
  }

  private static let empty: HTML =
    "<section class=\"card empty\"><p>Nothing has happened yet. Your first download will stand here.</p></section>"

  private static func older(_ position: Int64) -> HTML {
    "<p><a href=\"/account/credits?before=\(position)\">Older</a></p>"
  }

  private static func table(_ lines: ArraySlice<CreditLine>) -> HTML {
    let rows = lines.map { line -> HTML in
      """
      <tr><td>\(Moment.html(line.at))</td><td>\(what(line))</td><td class="number" data-head="Change">\(signed(line.change))</td>\
      <td class="number" data-head="Balance">\(line.balance)</td></tr>
      """
    }
    return """
      \(HTML.scroll("Credits"))<table class="ledger"><thead><tr><th scope="col">When (UTC)</th><th scope="col">What</th>\
      <th scope="col" class="number">Change</th><th scope="col" class="number">Balance</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  private static func what(_ line: CreditLine) -> HTML {
    switch line.movement {
    case .granted: line.isGift ? "Credits from the operator" : "Free credits to begin with"
    case .returned: "Returned: the download was not finished"
    case .spent: "PDF downloaded, told late"
    case .held:
      switch line.permit?.state {
      case .spent: "PDF downloaded"
      case .returned: "PDF begun"
      default: "PDF begun <span class=\"tag\">held until \(clock(line.permit?.expiresAt))</span>"
      }
    }
  }

  private static func clock(_ instant: Instant?) -> String {
    instant.map { String($0.iso.dropFirst(11).prefix(5)) } ?? ""
  }

  private static func signed(_ change: Int64) -> String {
    change < 0 ? "\u{2212}\(change.magnitude)" : "+\(change)"
  }
}
