/// A document block: the button with which the visitor's browser reads the rows, as this viewer, and makes the PDF.
struct DocumentView {
  let block: BlockPlan
  let document: DocumentBlock
  let address: PageAddress
  let chrome: Chrome

  func write(_ rows: ResultSet, to html: inout HTML) {
    html.raw("<section class=\"card document\"")
    html.attribute("id", "b\(block.index)")
    html.raw(">")
    if let title = document.title { html.heading(title) }
    if rows.isEmpty {
      html.raw("<div class=\"empty\"><p>There is nothing here, or you may not see it.</p></div>")
    } else if let module = chrome.assets.documents {
      writeMaker(module, to: &html)
    } else {
      html.raw("<p>PDFs cannot be made here: this server was installed without the files for it.</p>")
    }
    html.raw("</section>")
  }

  private func writeMaker(_ module: String, to html: inout HTML) {
    html.raw("<div class=\"maker\"")
    html.attribute("data-document", chrome.appPath + address.text([("document", "\(block.index)")]))
    html.attribute("data-module", module)
    html.attribute("data-name", Query.words(kind))
    html.raw("><button type=\"button\" class=\"button\" hidden>Download ")
    html.text(kind)
    html.raw(
      """
       PDF</button><p class="quiet">This browser makes the PDF from what you may see here. It is sent nowhere.</p>\
      <p class="said" role="status"></p><p class="said bad" role="alert"></p></div>\
      <p class="notice info unscripted">The PDF is made by this browser, and that needs JavaScript. Everything that it \
      says stands on this page too.</p>
      """)
  }

  /// “credit note”, where every document of this block is one.
  private var kind: String {
    let fixed = document.fixed.first { $0.field.name == "kind" }?.text ?? "invoice"
    return String(fixed.map { $0 == "-" ? " " : $0 })
  }
}
