/// The operator's page.

import ControlStore
import Workspaces

enum OutboxPages {
  static func list(_ mails: [Mail], sendsMail: Bool, signUpIsOpen: Bool, _ person: Shell.Person) -> HTML {
    let cards = mails.map { card($0) }
    let empty: HTML = "<section class=\"card empty\"><p>No mail waits.</p></section>"
    return """
      <h1>Outbox</h1>
      <p class="quiet">\(sendsMail
        ? "Mails are sent by your SMTP server; what waits here could not be sent yet."
        : "No mail server is configured (--smtp-url), so mails wait here: pass their links on yourself.")</p>
      \(cards.isEmpty ? empty : "<div>\(cards)</div>")
      <h2>Sign-up</h2>
      <form method="post" action="/installation/sign-up" class="card row">\(person.field)
      <p>\(signUpIsOpen
        ? "Open: whoever has an e-mail address can make an account with a workspace of his own."
        : "Closed: only people who were invited can make an account.")</p>
      <button class="plain" name="sign-up" value="\(signUpIsOpen ? "closed" : "open")">\
      \(signUpIsOpen ? "Close" : "Open")</button></form>
      """
  }

  private static func card(_ mail: Mail) -> HTML {
    """
    <article class="card"><h2>\(mail.subject)</h2>
    <p class="hint">To \(mail.to.text) · \(Moment.html(mail.queuedAt)) \
    \(mail.sentAt == nil ? "<span class=\"tag\">waits</span>" : "<span class=\"tag good\">sent</span>")</p>
    <pre class="scroll" tabindex="0">\(mail.body)</pre></article>
    """
  }
}
