/// Where somebody who found a weakness writes to, and what he may count on: `/.well-known/security.txt` (RFC 9116) and the
/// policy it leads to. Neither is there until the operator has set a contact.

import HTTPTypes
import Hummingbird
import ServerKit
import Values

enum Disclosure {
  /// How long what is read today counts: whoever runs this server says it anew each day.
  static let days = 90

  /// - Parameter address: as people's browsers reach the server; what is no https address is not named (section 2.5).
  static func text(contact: String, address: String, now: Instant) -> String {
    var lines = [
      "Contact: \(contact)", "Expires: \(now.day.adding(days: days).iso)T00:00:00Z", "Preferred-Languages: en",
    ]
    if address.hasPrefix("https://") {
      lines += ["Canonical: \(address)/.well-known/security.txt", "Policy: \(address)/security/reporting"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func page(contact: String) -> HTML {
    """
    <p><a href="/security">Security</a></p>
    <h1>Reporting a weakness</h1>
    <p>If you have found a weakness of this installation, write to
    <a href="\(contact)">\(shown(contact))</a>. Thank you: everybody who relies on it is safer for it.</p>
    <h2>What helps</h2>
    <ul><li>What you did, step by step, and what happened.</li>
    <li>The request ids at the foot of the pages that you saw.</li>
    <li>What somebody with worse intentions could do with it.</li></ul>
    <h2>In good faith</h2>
    <p>We take no legal steps against anybody who looks for weaknesses in good faith, and we ask nobody else to. In good \
    faith means:</p>
    <ul><li>you use accounts of your own, and stop as soon as you see somebody else’s data;</li>
    <li>you keep, change and delete nothing that is not yours, and keep nobody from working;</li>
    <li>you tell us first, and give us a fair time to mend it before you tell others.</li></ul>
    """
  }

  private static func shown(_ contact: String) -> String {
    contact.hasPrefix("mailto:") ? String(contact.dropFirst("mailto:".count)) : contact
  }
}

extension ControlPlane {
  func securityText(_ visit: Visit<Anyone>) async throws -> Response {
    guard let contact = settings.securityContact else { throw Problem.notFound }
    let text = Disclosure.text(contact: contact, address: settings.address, now: clock.now())
    return .bytes(
      Array(text.utf8), headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "public, max-age=3600"])
  }

  func reporting(_ visit: Visit<Anyone>) async throws -> Response {
    guard let contact = settings.securityContact else { throw Problem.notFound }
    return page(visit, "Reporting a weakness", Disclosure.page(contact: contact))
  }
}
