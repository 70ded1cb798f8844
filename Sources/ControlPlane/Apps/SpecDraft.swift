/// A spec that somebody is writing: the text stays what it is, whatever is found in it.

import AppSpec

struct SpecDraft: Sendable {
  var text: String
  var note: String
  var findings: [Finding]
  /// What is wrong beside the findings, such as a name that is taken.
  var problem: String?
  /// Without errors; nil otherwise, and before it was checked.
  var checked: CheckedApp?

  init(text: String, note: String, findings: [Finding]) {
    self.text = text
    self.note = note
    self.findings = findings
  }

  init(checking text: String, note: String) {
    let result = SpecCheck.check(Array(text.utf8))
    self.init(text: text, note: note, findings: result.findings)
    checked = result.app
  }
}
