/// What an administrator is asked before a release sends text to a model as it is.

import AppSpec
import ControlStore

enum ApprovalPage {
  static func question(
    _ app: AppSummary, version: Int64, note: String, slug: String, _ person: Shell.Person
  ) -> HTML {
    let path = "/w/\(slug)/apps/\(app.name.text)"
    return """
      <section class="card danger narrow">
      <h1>Send text without redaction?</h1>
      <p>The policy of redaction in version \(String(version)) of \(app.title) is <code>off</code>. What its AI steps name goes to \
      the model as it stands in the row: names, addresses, numbers. Only columns that the spec marks as personal are \
      replaced by tokens.</p>
      <p>Nothing is published yet. Your approval stands in the audit trail, with this release. \
      <a href="\(path)/compare">See what changes</a></p>
      <form method="post" action="\(path)/releases">\(person.field)
      <input type="hidden" name="version" value="\(String(version))"><input type="hidden" name="note" value="\(note)">
      <button class="bad" name="approve" value="yes">Approve and publish</button>
      <a class="button plain" href="\(path)">Leave it</a></form>
      </section>
      """
  }
}
