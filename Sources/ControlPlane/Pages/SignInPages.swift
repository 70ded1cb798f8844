/// The pages before someone is known: asking for an address, "look into your mail", and the button that uses a link up.
enum SignInPages {
  /// - Parameters:
  ///   - address: what was typed, when the page is shown again.
  ///   - problem: what is wrong with it.
  static func ask(signUpIsOpen: Bool, address: String = "", problem: String? = nil) -> HTML {
    let invalid: HTML = problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"email-problem\""
    return """
      <section class="narrow">
      <h1>Sign in</h1>
      <p class="quiet">\(signUpIsOpen
        ? "We send you a link. If you have no account yet, it makes one."
        : "We send you a link, if you have an account here.")</p>
      <form method="post" action="/sign-in" class="card">
      <div class="field"><label for="email">E-mail address</label>
      <input id="email" name="email" type="email" autocomplete="email" required maxlength="254" autofocus\
       value="\(address)"\(invalid)>
      \(problem.map { "<p class=\"hint\" id=\"email-problem\">\($0)</p>" as HTML })</div>
      <button>Send me a link</button>
      </form>
      </section>
      """
  }

  static func sent(to address: String) -> HTML {
    """
    <section class="narrow">
    <h1>Look into your mail</h1>
    <p>If <strong>\(address)</strong> may sign in here, a link is on its way. It is good for 15 minutes and for one \
    use.</p>
    <p class="hint">Nothing there? Look into the spam folder, or <a href="/sign-in">try again</a>. On an installation \
    that sends no mail, the operator finds the link in the outbox.</p>
    </section>
    """
  }

  /// A link only shows this button: mail scanners follow links, and following it must not use it up.
  static func confirm(action: String, title: String, text: HTML, button: String) -> HTML {
    """
    <section class="narrow">
    <h1>\(title)</h1>
    <p>\(text)</p>
    <form method="post" action="\(action)"><button autofocus>\(button)</button></form>
    </section>
    """
  }

  /// What someone sees who follows an invitation; `email` is whom it is for, nil: for whoever has the link.
  static func invitation(action: String, workspace: String, role: String, email: String?, signedIn: Bool) -> HTML {
    let proof: HTML
    switch (signedIn, email) {
    case (true, _): proof = ""
    case (false, let email?):
      proof = " It is for <strong>\(email)</strong>: we send a link there, so that nobody else can use it."
    case (false, nil): proof = " Sign in first; then this page comes back."
    }
    return """
      <section class="narrow">
      <h1>Join \(workspace)</h1>
      <p>You are invited to <strong>\(workspace)</strong> as <strong>\(role)</strong>.\(proof)</p>
      <form method="post" action="\(action)"><button autofocus>\(signedIn ? "Join" : "Go on")</button></form>
      </section>
      """
  }
}
