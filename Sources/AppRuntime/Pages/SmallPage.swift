/// The few pages that belong to the runtime and to no app: plain paragraphs, links and one form.

struct SmallPage {
  private var html: String

  init(title: String, stylesheet: String) {
    let title = Self.escaped(title)
    html = """
      <!doctype html><html lang="en"><head><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(title)</title>\
      <link rel="stylesheet" href="\(Self.escaped(stylesheet))"></head>\
      <body class="problem"><main id="main"><h1>\(title)</h1>
      """
  }

  var bytes: [UInt8] { Array((html + "</main></body></html>\n").utf8) }

  mutating func paragraph(_ text: String) { html += "<p>\(Self.escaped(text))</p>" }

  mutating func quiet(_ text: String) { html += "<p class=\"quiet\">\(Self.escaped(text))</p>" }

  mutating func links(_ links: [(title: String, path: String)]) {
    html += "<ul>"
    for link in links { html += "<li><a href=\"\(Self.escaped(link.path))\">\(Self.escaped(link.title))</a></li>" }
    html += "</ul>"
  }

  /// Opens beside this page, which keeps what was typed.
  mutating func newTab(_ title: String, _ path: String) {
    html += """
      <p><a class="button" href="\(Self.escaped(path))" target="_blank" rel="noopener">\(Self.escaped(title))</a></p>
      """
  }

  mutating func form(action: String, fields: [(name: String, value: String)], button: String) {
    html += "<form method=\"post\" action=\"\(Self.escaped(action))\">"
    for field in fields {
      html += """
        <input type="hidden" name="\(Self.escaped(field.name))" value="\(Self.escaped(field.value))">
        """
    }
    html += "<button class=\"button\">\(Self.escaped(button))</button></form>"
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      // A line's end would be normalised inside an attribute.
      case "\r": out += "&#13;"
      case "\n": out += "&#10;"
      default: out.unicodeScalars.append(character)
      }
    }
    return out
  }
}
