/// What surrounds every page of the console: head, bar, navigation, one notice, and the id to quote.
struct Shell: Sendable {
  var stylesheet: String
  var requestID: String
  /// Of the page's Content-Security-Policy, where the page brings its styles along: for a browser that has none of ours yet.
  var nonce: String?
  /// Absent before someone has signed in.
  var person: Person?
  var workspace: Place?
  /// A sentence about what just happened, shown once.
  var notice: Notice?

  struct Person: Sendable {
    let email: String
    let csrf: String
    let isOperator: Bool
    /// The hidden field of every form that changes something.
    let field: HTML

    init(email: String, csrf: String, isOperator: Bool) {
      (self.email, self.csrf, self.isOperator) = (email, csrf, isOperator)
      field = "<input type=\"hidden\" name=\"csrf\" value=\"\(csrf)\">"
    }
  }

  struct Place: Sendable {
    var slug: String
    var title: String
    var tab: Tab?
    /// Administration is shown only to those who may use it.
    var tabs: [Tab]
  }

  enum Tab: String, Sendable, CaseIterable {
    case apps, members, runtimes, models, audit, settings

    var title: String {
      switch self {
      case .apps: "Apps"
      case .members: "Members"
      case .runtimes: "Runtimes"
      case .models: "Models"
      case .audit: "Audit"
      case .settings: "Settings"
      }
    }

    /// Below `/w/SLUG`.
    var path: String { self == .apps ? "" : "/\(rawValue)" }
  }

  /// How wide a page may be: known to the server, so that nothing moves once its content has come.
  enum Width: Sendable {
    case column
    /// An editor's.
    case writing
    /// An editor's with the preview beside it.
    case beside

    var html: HTML {
      switch self {
      case .column: ""
      case .writing: " class=\"writing\""
      case .beside: " class=\"writing beside\""
      }
    }
  }

  struct Notice: Sendable {
    enum Tone: String, Sendable { case good, bad, info }
    var tone: Tone
    var text: HTML
    init(_ tone: Tone, _ text: HTML) {
      self.tone = tone
      self.text = text
    }
  }

  /// A whole document.
  func document(_ title: String, _ body: HTML, width: Width = .column) -> [UInt8] {
    let page: HTML = """
      \(Self.head(title, stylesheet: stylesheet, nonce: nonce))
      <body>
      <a class="skip" href="#main">Skip to content</a>
      \(bar)\(navigation)
      <main id="main" tabindex="-1"\(width.html)>
      \(notice.map { "<p class=\"notice \($0.tone.rawValue)\" role=\"status\">\($0.text)</p>" as HTML })
      \(body)
      </main>
      <footer><p>Freehold keeps the design of your apps, never the data they work on. <a href="/security">Security</a> \
      <span class="quiet">Request \(requestID)</span></p></footer>
      </body>
      </html>
      """
    return page.bytes
  }

  /// The beginning of every document, up to its body.
  ///
  /// - Parameter nonce: with one, the page is painted without a second way to the server; the file comes meanwhile, for the pages
  ///   after it.
  static func head(_ title: String, stylesheet: String, nonce: String? = nil) -> HTML {
    let own: HTML? = nonce.map { "<style nonce=\"\($0)\">\(Stylesheet.inlined)</style>\n" }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title) · Freehold</title>
      <link rel="icon" href="data:,">
      \(own)<link rel="stylesheet" href="\(stylesheet)"\(own == nil ? "" : " media=\"not all\"")>
      </head>
      """
  }

  /// Where somebody is at home; the start page leads on to his workspace, or to the list of them.
  var home: HTML { workspace.map { "/w/\($0.slug)" } ?? "/" }

  /// On a phone what is seldom needed stands on the account's page alone.
  private var bar: HTML {
    guard let person else {
      return "<header class=\"bar\"><a class=\"mark\" href=\"/\">Freehold</a></header>"
    }
    return """
      <header class="bar">
      <a class="mark" href="/">Freehold</a>
      <a class="place" href="\(home)">\(workspace?.title ?? "Workspaces")</a>
      <nav class="self" aria-label="You">
      \(person.isOperator ? "<a class=\"roomy\" href=\"/trust\">Trust</a> <a class=\"roomy\" href=\"/outbox\">Outbox</a>" : "")
      <a href="/account"><span class="roomy">\(person.email)</span><span class="brief">Account</span></a>
      <form class="roomy" method="post" action="/sign-out">\(person.field)\
      <button class="link">Sign out</button></form>
      </nav>
      </header>
      """
  }

  private var navigation: HTML {
    guard let workspace, workspace.tabs.count > 1 else { return "" }
    let links = workspace.tabs.map { tab -> HTML in
      let current: HTML = tab == workspace.tab ? " aria-current=\"page\"" : ""
      return "<a href=\"/w/\(workspace.slug)\(tab.path)\"\(current)>\(tab.title)</a>\n"
    }
    return "<nav class=\"tabs\" aria-label=\"Workspace\">\n\(links)</nav>"
  }
}
