/// The page of an action with prompts: it says that a model writes, shows what comes, and ends with the texts to be read
/// and changed, or with the result. It comes piece by piece, which needs no script: the end takes the beginning away. Once
/// all is written the end is a page of its own.
extension ActionPlan {
  /// The page's beginning: what happens now.
  public func renderWaiting(chrome: Chrome) -> [UInt8] {
    var html = HTML()
    Layout(app, title: action.title, chrome: chrome, current: nil).writeBeginning(to: &html)
    html.raw("<section class=\"card ask review waiting\"><h1>")
    html.text(action.title)
    html.raw("</h1><p class=\"busy\" role=\"status\">The model is writing. Nothing is changed meanwhile.</p>")
    html.raw("<p class=\"draft\" aria-hidden=\"true\">")
    return html.bytes
  }

  /// A piece of the text that is coming.
  public static func renderPiece(_ text: String) -> [UInt8] {
    var html = HTML(reserving: 256)
    html.text(text)
    return html.bytes
  }

  /// The page's end: the texts in a form with the action's question, or as the result.
  /// - Parameter isWhole: a page of its own, not the end of one that has begun.
  public func renderDrafts(_ drafts: [DraftedText], row: ResultSet?, chrome: Chrome, isWhole: Bool) -> [UInt8] {
    ending(isWhole, chrome) { html in
      if action.isReviewed {
        writeReview(row, drafts, [], chrome, to: &html)
      } else {
        writeResult(drafts, chrome, to: &html)
      }
    }
  }

  /// The page's end where no text came: what happened and what to do; what was typed can be sent again.
  public func renderRefusal(happened: String, advice: String, chrome: Chrome, isWhole: Bool) -> [UInt8] {
    ending(isWhole, chrome) { html in
      html.raw("<section class=\"card ask review failed\" role=\"alert\"><h1>")
      html.text(action.title)
      html.raw("</h1><p><b>")
      html.text(happened)
      html.raw("</b></p><p>")
      html.text(advice)
      html.raw("</p>")
      writeForm(chrome, to: &html)
      writeAnswers(to: &html)
      html.raw("<div class=\"buttons\"><button class=\"button\">Try again</button>")
      writeCancel(chrome, "Back", to: &html)
      html.raw("</div></form><p class=\"quiet\">Request <code>")
      html.text(chrome.requestID)
      html.raw("</code></p></section>")
    }
  }

  private func ending(_ isWhole: Bool, _ chrome: Chrome, _ content: (inout HTML) -> Void) -> [UInt8] {
    if isWhole { return Layout(app, title: action.title, chrome: chrome, current: nil).document(content) }
    var html = HTML()
    html.raw("</p></section>")
    content(&html)
    html.raw(Layout.end)
    return html.bytes
  }

  func writeReview(
    _ row: ResultSet?, _ drafts: [DraftedText], _ problems: [FieldProblem], _ chrome: Chrome, to html: inout HTML
  ) {
    html.raw("<section class=\"card ask review\" aria-labelledby=\"ask-title\"><h1 id=\"ask-title\">")
    html.text(action.title)
    html.raw("</h1>")
    writeConfirm(row, to: &html)
    writeForm(chrome, to: &html)
    if let draft { html.hidden("draft", draft) }
    if !problems.isEmpty { InputsView.writeSummary(problems, of: action, prefix: "ask", to: &html) }
    writeAnswers(to: &html)
    html.raw("<div class=\"fields\">")
    for draft in drafts { write(draft, problems, to: &html) }
    html.raw("</div><div class=\"buttons\"><button class=\"button main\">")
    html.text(action.title)
    html.raw("</button><button class=\"button\" name=\"redraft\" value=\"1\" formnovalidate>Write another</button>")
    writeCancel(chrome, to: &html)
    html.raw("</div></form></section>")
  }

  private func write(_ draft: DraftedText, _ problems: [FieldProblem], to html: inout HTML) {
    let parameter = Parameter(
      name: draft.into, type: .text, label: SpecWords.label(draft.into.text),
      help: "Written by a model: read it, and change what is wrong.", required: true, multiline: true)
    html.raw("<div>")
    draft.writeWarning(to: &html)
    FieldView(
      parameter: parameter, name: "ai." + draft.into.text, id: "ask.in." + draft.into.text, value: draft.text,
      problem: problems.first { $0.field == draft.into.text }?.message, rows: 12
    ).write(to: &html)
    draft.receipt?.write(to: &html)
    html.raw("</div>")
  }

  private func writeResult(_ drafts: [DraftedText], _ chrome: Chrome, to html: inout HTML) {
    html.raw("<section class=\"card ask review\" aria-labelledby=\"ask-title\"><h1 id=\"ask-title\">")
    html.text(action.title)
    html.raw("</h1>")
    for draft in drafts {
      if drafts.count > 1 { html.heading(SpecWords.label(draft.into.text)) }
      html.raw("<p class=\"draft\">")
      html.text(draft.text)
      html.raw("</p>")
      draft.writeWarning(to: &html)
      draft.receipt?.write(to: &html)
    }
    writeForm(chrome, to: &html)
    if let draft { html.hidden("draft", draft) }
    writeAnswers(to: &html)
    html.raw("<div class=\"buttons\"><a class=\"button main\"")
    html.attribute("href", chrome.appPath + returnPath)
    html.raw(">Done</a><button class=\"button\">Write another</button></div></form></section>")
  }
}
