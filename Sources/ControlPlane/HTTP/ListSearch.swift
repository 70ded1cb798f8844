/// Where a reader is in a long list: what he looks for and after what he goes on, as they stand in the page's address.

import ServerKit
import Values

struct ListSearch: Sendable, Equatable {
  /// Empty for all.
  var words = ""
  /// What the page before ended with.
  var after: String?

  init() {}

  /// `q` and `after`.
  init(_ fields: Fields) {
    let typed = (fields["q"] ?? "").prefix(100).drop { $0.isWhitespace }
    words = String(typed.reversed().drop { $0.isWhitespace }.reversed())
    after = fields["after"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The field to look for something; there only where the list is longer than a page or somebody searches already.
  func form(_ path: String, _ label: String, isNeeded: Bool) -> HTML {
    guard isNeeded || !words.isEmpty || after != nil else { return "" }
    let all: HTML = words.isEmpty && after == nil ? "" : "<a class=\"button plain\" href=\"\(path)\">Show all</a>"
    return """
      <form method="get" action="\(path)" class="row search" role="search"><div><label for="q">\(label)</label>
      <input id="q" name="q" type="search" maxlength="100" value="\(words)"></div>
      <button class="plain">Find</button>\(all)</form>
      """
  }

  /// Leads on behind `last`.
  func more(_ path: String, after last: String?) -> HTML {
    guard let last else { return "" }
    let query: HTML = words.isEmpty ? "" : "<input type=\"hidden\" name=\"q\" value=\"\(words)\">"
    return """
      <form method="get" action="\(path)" class="more">\(query)<input type="hidden" name="after" value="\(last)">\
      <button class="plain">More</button></form>
      """
  }
}
