/// A new title for an app: its spec with one line changed. What the change would do besides is compared, so that nothing
/// else can change with it.

import AppSpec
import Values

extension CheckedApp {
  /// Nil when the title does not stand on a line of its own, or cannot be this.
  func retitled(_ title: String) -> CheckedApp? {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard let line = lines.firstIndex(where: { $0.hasPrefix("title:") }) else { return nil }
    var wanted = app
    wanted.title = title
    // As a person would write it; in quotes where YAML would read something else.
    for value in [title, JSON.string(title).text] {
      lines[line] = Substring("title: \(value)")
      let checked = SpecCheck.check(Array(lines.joined(separator: "\n").utf8)).app
      if let checked, checked.app == wanted { return checked }
    }
    return nil
  }
}
