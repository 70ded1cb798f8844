/// The step from the console into an app: a form that carries the pass to the runtime's host, never in an address.
enum OpenPage {
  /// - Parameters:
  ///   - target: `https://acme.apps.example.com/_freehold/pass`.
  ///   - fields: the pass, and what is opened.
  ///   - nonce: of the page's Content-Security-Policy.
  static func forward(
    target: String, fields: [(name: String, value: String)], title: String, nonce: String
  ) -> HTML {
    let hidden = fields.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">\n" as HTML }
    return """
      <section class="narrow">
      <h1>Opening \(title)</h1>
      <p class="quiet">You are being taken to your workspace's own address.</p>
      <form method="post" action="\(target)" id="open">
      \(hidden)
      <button>Continue</button>
      </form>
      <script nonce="\(nonce)">document.getElementById("open").submit()</script>
      </section>
      """
  }

  static func notServed(title: String, mayAdd: Bool, workspace: String) -> HTML {
    """
    <section class="card empty">
    <h1>\(title) has no place to run yet</h1>
    <p>No runtime serves this workspace. A runtime is the part of Freehold that works on your data, on a machine of \
    yours.</p>
    \(mayAdd
      ? "<p><a class=\"button\" href=\"/w/\(workspace)/runtimes\">Add a runtime</a></p>"
      : "<p>Ask an administrator of the workspace to add one.</p>")
    </section>
    """
  }
}
