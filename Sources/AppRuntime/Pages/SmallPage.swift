/// The few pages that belong to the runtime and to no app: plain paragraphs, links and one form.

import AppSpec

struct SmallPage: ~Copyable {
  private var html = HTML(reserving: 4_096)

  init(title: String, stylesheet: String) {
    html.raw(
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>
      """)
    html.text(title)
    html.raw("</title><link rel=\"stylesheet\"")
    html.attribute("href", stylesheet)
    html.raw("></head><body class=\"problem\"><main id=\"main\"><h1>")
    html.text(title)
    html.raw("</h1>")
  }

  consuming func bytes() -> [UInt8] {
    html.raw("</main></body></html>\n")
    return html.bytes
  }

  mutating func paragraph(_ text: String) {
    html.raw("<p>")
    html.text(text)
    html.raw("</p>")
  }

  mutating func quiet(_ text: String) {
    html.raw("<p class=\"quiet\">")
    html.text(text)
    html.raw("</p>")
  }

  mutating func links(_ links: [(title: String, path: String)]) {
    html.raw("<ul>")
    for link in links {
      html.raw("<li><a")
      html.attribute("href", link.path)
      html.raw(">")
      html.text(link.title)
      html.raw("</a></li>")
    }
    html.raw("</ul>")
  }

  /// Opens beside this page, which keeps what was typed.
  mutating func newTab(_ title: String, _ path: String) {
    html.raw("<p><a class=\"button\" target=\"_blank\" rel=\"noopener\"")
    html.attribute("href", path)
    html.raw(">")
    html.text(title)
    html.raw("</a></p>")
  }

  mutating func form(action: String, fields: [(name: String, value: String)], button: String) {
    html.raw("<form method=\"post\"")
    html.attribute("action", action)
    html.raw(">")
    for field in fields { html.hidden(field.name, field.value) }
    html.raw("<button class=\"button\">")
    html.text(button)
    html.raw("</button></form>")
  }
}
