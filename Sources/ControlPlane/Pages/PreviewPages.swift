/// What stands in the preview's frame before the runtime's page does: the step to it, or why there is none.

import AppSpec

enum PreviewPages {
  static func document(_ body: HTML, stylesheet: String) -> [UInt8] {
    let page: HTML = """
      \(Shell.head("Preview", stylesheet: stylesheet))
      <body class="frame">
      <main id="main">
      \(body)
      </main>
      </body>
      </html>
      """
    return page.bytes
  }

  /// - Parameter nonce: of the page's Content-Security-Policy.
  static func forward(_ step: PreviewStep, nonce: String) -> HTML {
    """
    <form method="post" action="\(step.target)" id="draft">
    <input type="hidden" name="pass" value="\(step.pass)">
    <input type="hidden" name="draft" value="\(step.draft)">
    <button class="link">Show the preview</button>
    </form>
    <script nonce="\(nonce)">document.getElementById("draft").submit()</script>
    """
  }

  static func findings(_ draft: SpecDraft) -> HTML {
    let errors = draft.findings.filter { $0.severity == .error }
    let items = errors.map { SpecPages.item($0) }
    return """
      <section class="empty"><p>The preview shows the app again once this is mended.</p>
      \(draft.problem.map { "<p class=\"notice bad\">\($0)</p>" as HTML })
      \(items.isEmpty ? "" : "<ol class=\"findings\">\(items)</ol>")</section>
      """
  }

  static let notServed: HTML = """
    <section class="empty"><p>No runtime serves this workspace yet, so there is nobody to show the draft. An \
    administrator adds one under Runtimes; saving goes on without it.</p></section>
    """
}
