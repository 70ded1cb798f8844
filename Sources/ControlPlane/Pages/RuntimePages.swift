/// Where a workspace's apps run.

import ControlStore
import Values

struct RuntimesView: Sendable {
  let runtimes: [RuntimeRecord]
  /// The enrolment token that was just made, shown this once.
  let token: String?
  /// Of the control plane.
  let address: String
  let slug: String
  let now: Instant
}

enum RuntimePages {
  static func list(_ view: RuntimesView, _ person: Shell.Person) -> HTML {
    let rows = view.runtimes.map { row($0, view, person) }
    let empty: HTML = "None yet. Until there is one, apps can be written and published, but not opened."
    return """
      <h1>Runtimes</h1>
      <p class="quiet">A runtime works on your data, on a machine of yours. It fetches releases from here and sends \
      back counts and names from your specs, never data.</p>
      \(view.token.map { instructions($0, view.address) })
      \(AppPages.table(["Runtime", "Address", "Serves", "Last heard of", ""], rows, empty: empty))
      <h2>Add a runtime</h2>
      <form method="post" action="/w/\(view.slug)/runtimes" class="card row">\(person.field)
      <div><label for="title">Name</label><input id="title" name="title" required maxlength="200"></div>
      <button>Make a token</button>
      <p class="hint">The token is good for one runtime and one hour.</p></form>
      """
  }

  private static func instructions(_ token: String, _ address: String) -> HTML {
    """
    <section class="notice good" role="status">
    <p>On the machine that shall run the apps, start the runtime once with this token. It is shown only now.</p>
    <code class="secret">\(token)</code>
    <pre class="scroll" tabindex="0">FREEHOLD_ENROLMENT_TOKEN=… freehold-runtime serve --data /var/lib/freehold-runtime \\
      --control \(address) --domain apps.example.com</pre>
    </section>
    """
  }

  private static func row(_ runtime: RuntimeRecord, _ view: RuntimesView, _ person: Shell.Person) -> HTML {
    let isFresh = runtime.lastSeenAt.map { view.now < $0.adding(seconds: 120) } ?? false
    let state: HTML = isFresh ? "<span class=\"tag good\">connected</span> " : "<span class=\"tag\">away</span> "
    let remove: HTML =
      runtime.servesAll
      ? "<span class=\"hint\">by the operator</span>"
      : """
      <form method="post" action="/w/\(view.slug)/runtimes/\(runtime.id.description)/removal">\(person.field)\
      <button class="bad">Remove</button></form>
      """
    return """
      <tr><td>\(runtime.title)</td><td>\(runtime.address)</td>\
      <td data-head="Serves">\(runtime.servesAll ? "every workspace" : "this workspace")</td>\
      <td data-head="Last heard of">\(state)\(Moment.html(runtime.lastSeenAt, otherwise: "never"))</td><td class="act">\(remove)</td></tr>
      """
  }
}
