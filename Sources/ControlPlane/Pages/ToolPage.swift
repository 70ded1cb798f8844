/// Where someone lets the tool `freehold` act for him (RFC 8628, section 3.3: he compares the code).
enum ToolPage {
  static func ask(problem: String?) -> HTML {
    let invalid: HTML = problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"code-problem\""
    return """
      <section class="narrow">
      <h1>Sign in with the tool</h1>
      <p>Run <code>freehold login</code> in a terminal. It shows a code: type it here.</p>
      <form method="get" action="/tool" class="card">
      <div class="field"><label for="code">Code</label>
      <input id="code" name="code" required maxlength="20" autocomplete="off" autocapitalize="characters"\(invalid)>
      \(problem.map { "<p class=\"hint\" id=\"code-problem\" role=\"alert\">\($0)</p>" as HTML })</div>
      <button>Go on</button></form>
      </section>
      """
  }

  /// - Parameter label: what the tool calls itself.
  static func confirm(code: String, label: String, _ person: Shell.Person) -> HTML {
    """
    <section class="narrow">
    <h1>Let the tool in?</h1>
    <p>A program that calls itself <strong>\(label)</strong> asks to act for you: check and publish apps, manage \
    runtimes, export the audit trail. It shows this code:</p>
    <p class="secret"><strong>\(code)</strong></p>
    <p>Go on only when you started it yourself and the codes are the same.</p>
    <form method="post" action="/tool" class="row">\(person.field)
    <input type="hidden" name="code" value="\(code)">
    <button>The codes are the same: let it in</button>
    <a class="button plain" href="/">No</a>
    </form>
    </section>
    """
  }

  static let done: HTML = """
    <section class="narrow">
    <h1>The tool is signed in</h1>
    <p>You can go back to your terminal. The tool stands among your <a href="/account">sessions</a>, where you can end \
    it.</p>
    </section>
    """
}
