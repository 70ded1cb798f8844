/// The page for every problem: what happened, what to do, and the id to quote.
public enum ErrorPage {
  /// A UTF-8 HTML document. Nothing of it may carry internal detail.
  /// - Parameters:
  ///   - chrome: absent where no viewer is known.
  ///   - stylesheet: the path of `AppAssets.stylesheet`, for when there is no chrome.
  ///   - refresh: seconds after which the browser asks again by itself.
  ///   - back: where a person can go from here: a title and an address.
  public static func render(
    title: String, message: String, advice: String, requestID: String, chrome: Chrome? = nil,
    stylesheet: String? = nil, refresh: Int? = nil, back: (title: String, path: String)? = nil
  ) -> [UInt8] {
    var html = HTML(reserving: 4096)
    let assets = chrome?.assets ?? Chrome.Assets(stylesheet: stylesheet ?? "", script: "")
    Layout.writeHead(title: title, assets, nonce: chrome?.scriptNonce ?? "", refresh: refresh, to: &html)
    html.raw("<body class=\"problem\"><main id=\"main\">")
    if let chrome {
      html.raw("<p class=\"workspace\">")
      html.text(chrome.workspaceTitle)
      html.raw("</p>")
    }
    html.raw("<h1>")
    html.text(title)
    html.raw("</h1><p>")
    html.text(message)
    html.raw("</p><p>")
    html.text(advice)
    html.raw("</p>")
    if let back {
      html.raw("<p><a class=\"button\"")
      html.attribute("href", back.path)
      html.raw(">")
      html.text(back.title)
      html.raw("</a></p>")
    }
    html.raw("<p class=\"quiet\">If you ask for help, quote the request <code>")
    html.text(requestID)
    html.raw("</code></p></main></body></html>\n")
    return html.bytes
  }
}
