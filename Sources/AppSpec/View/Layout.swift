/// The document around every page: head, bar, navigation, main.
public struct Layout {
  let title: String
  let appTitle: String
  let chrome: Chrome
  /// The pages of the navigation: a title, and a path within the app.
  let pages: [(title: String, path: String)]
  /// Of the page at hand, within the app; nil when it is in no navigation.
  let current: String?

  init(_ app: App, title: String, chrome: Chrome, current: PagePath?) {
    self.title = title
    self.chrome = chrome
    appTitle = app.title
    pages = app.listedPages(for: chrome.viewer.role).map { ($0.title, AppPath.fill($0.path) { _ in nil } ?? "/") }
    self.current = current.flatMap { AppPath.fill($0) { _ in nil } }
  }

  func document(_ content: (inout HTML) -> Void) -> [UInt8] {
    var html = HTML()
    writeBeginning(to: &html)
    content(&html)
    html.raw(Layout.end)
    return html.bytes
  }

  /// All that stands before the content, for a page that comes piece by piece.
  func writeBeginning(to html: inout HTML) {
    Layout.writeHead(title: "\(title) · \(appTitle)", chrome.assets, nonce: chrome.scriptNonce, to: &html)
    html.raw("<body><a class=\"skip\" href=\"#main\">Skip to the content</a>")
    if let banner = chrome.banner {
      html.raw("<p class=\"banner\">")
      html.text(banner)
      html.raw("</p>")
    }
    writeBar(to: &html)
    html.raw("<main id=\"main\" tabindex=\"-1\">")
    if let notice = chrome.notice { writeNotice(notice, to: &html) }
  }

  static let end: StaticString = "</main></body></html>\n"

  public static func writeHead(
    title: String, _ assets: Chrome.Assets, nonce: String, refresh: Int? = nil, to html: inout HTML
  ) {
    html.raw(
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width, initial-scale=1">\
      <meta name="color-scheme" content="light dark"><title>
      """)
    html.text(title)
    html.raw("</title>")
    if let refresh {
      html.raw("<meta http-equiv=\"refresh\"")
      html.attribute("content", refresh)
      html.raw(">")
    }
    html.raw("<link rel=\"stylesheet\"")
    html.attribute("href", assets.stylesheet)
    if let theme = assets.theme {
      html.raw("><link rel=\"stylesheet\"")
      html.attribute("href", theme)
    }
    html.raw("><link rel=\"icon\" href=\"data:,\">")
    if !assets.script.isEmpty {
      html.raw("<script defer")
      html.attribute("src", assets.script)
      if !nonce.isEmpty { html.attribute("nonce", nonce) }
      html.raw("></script>")
    }
    html.raw("</head>")
  }

  private func writeBar(to html: inout HTML) {
    html.raw("<header class=\"bar\"><div class=\"inner\"><a class=\"brand\"")
    html.attribute("href", chrome.appPath + "/")
    html.raw(">")
    if let logo = chrome.assets.logo { writeLogo(logo, to: &html) }
    html.raw("<span class=\"names\"><span class=\"workspace\">")
    html.text(chrome.workspaceTitle)
    html.raw("</span><span class=\"app\">")
    html.text(appTitle)
    html.raw("</span></span></a>")
    writeNavigation(to: &html)
    html.raw("<div class=\"menus\">")
    writeApps(to: &html)
    writeAccount(to: &html)
    html.raw("</div></div></header>")
  }

  /// The title stands beside it, so that it needs no text of its own.
  private func writeLogo(_ logo: Chrome.Assets.Picture, to html: inout HTML) {
    html.raw("<img class=\"logo\" alt=\"\"")
    html.attribute("src", logo.path)
    html.attribute("width", logo.width)
    html.attribute("height", logo.height)
    html.raw(">")
  }

  /// One page needs no navigation.
  private func writeNavigation(to html: inout HTML) {
    html.raw("<nav class=\"pages\" aria-label=\"Pages\">")
    if pages.count > 1 {
      html.raw("<ul>")
      for page in pages {
        html.raw("<li><a")
        html.attribute("href", chrome.appPath + page.path)
        if page.path == current { html.raw(" aria-current=\"page\"") }
        html.raw(">")
        html.text(page.title)
        html.raw("</a></li>")
      }
      html.raw("</ul>")
    }
    html.raw("</nav>")
  }

  private func writeApps(to html: inout HTML) {
    if chrome.apps.isEmpty { return }
    html.raw("<details class=\"menu\"><summary>Apps</summary><div class=\"sheet\"><ul>")
    for app in chrome.apps {
      html.raw("<li><a")
      html.attribute("href", app.path)
      if app.path == chrome.appPath || app.path == chrome.appPath + "/" { html.raw(" aria-current=\"true\"") }
      html.raw(">")
      html.text(app.title)
      html.raw("</a></li>")
    }
    html.raw("</ul></div></details>")
  }

  private func writeAccount(to html: inout HTML) {
    html.raw("<details class=\"menu\"><summary><span class=\"vh\">Account: </span><span class=\"who\">")
    html.text(chrome.viewer.email)
    html.raw("</span></summary><div class=\"sheet\"><p>Signed in as <b>")
    html.text(chrome.viewer.email)
    html.raw("</b>, ")
    html.text(chrome.viewer.role.rawValue)
    html.raw("</p>")
    if let console = chrome.controlURL {
      html.raw("<ul><li><a")
      html.attribute("href", console)
      html.raw(">Console and sign out</a></li></ul>")
    }
    html.raw("</div></details>")
  }

  private func writeNotice(_ notice: Chrome.Notice, to html: inout HTML) {
    switch notice.tone {
    case .good: html.raw("<p class=\"notice good\" role=\"status\">")
    case .bad: html.raw("<p class=\"notice bad\" role=\"alert\">")
    case .info: html.raw("<p class=\"notice info\" role=\"status\">")
    }
    html.text(notice.text)
    html.raw("</p>")
  }
}
