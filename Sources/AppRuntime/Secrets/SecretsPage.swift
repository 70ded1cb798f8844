/// The page of a workspace's secrets: which there are, when each was set and used, a form for a new value. Values go in
/// here and come out nowhere.

import AppSpec
import Connectors
import Contract
import Secrets
import ServerKit
import Values

struct SecretsPage {
  /// One secret in one environment.
  struct Slot {
    var environment: String
    var isSet: Bool
    /// Nil where that is not known.
    var setAt: Instant?
    var usedAt: Instant?
  }

  struct Item {
    var name: String
    /// The titles of the apps in service that read it.
    var apps: [String]
    var slots: [Slot]
    /// Whether a spec names it: an app's in service, or the one that the page was opened from.
    var isNamed: Bool
    var use: SecretUse
  }

  enum Notice {
    /// What stands before how it went.
    case tried(SecretReference, SecretStanding, String)
    case removed(SecretReference)
  }

  var workspace: String
  var items: [Item]
  var notice: String?
  /// Why what was sent is not kept.
  var problem: (reference: SecretReference, text: String)?
  /// The hidden fields of every form.
  var hidden: [(name: String, value: String)]
  var consoleURL: String
  var assets: Chrome.Assets
  var now: Instant
}

extension SecretsPage.Notice {
  var text: String {
    switch self {
    case .removed(let reference): "\(reference.name) is removed from \(reference.environment)."
    case .tried(let reference, .works(let words), let before), .tried(let reference, .fails(let words), let before):
      "\(before)\(reference.name), \(reference.environment): \(words)"
    }
  }

  private var isBad: Bool { if case .tried(_, .fails, _) = self { true } else { false } }

  /// For the cookie that carries it to the next page, which gets it back as it was written here.
  var carried: String { (isBad ? Self.badMark : "") + text }
  static let badMark = "! "
}

extension Runtime {
  func secretsView(
    _ visit: SecretVisit, notice: String? = nil, problem: (SecretReference, String)? = nil
  ) async throws -> SecretsPage {
    let vault = vault
    let times = try await BlockingWork.run { try vault.setTimes() }
    let workspace = visit.place.workspace
    var apps: [String: Set<String>] = [:]
    for live in workspace.apps.values {
      for secret in live.app.sources.map(\.secret) + [live.app.redactor].compactMap({ $0 }) {
        apps[secret, default: []].insert(live.app.title)
      }
    }
    for model in workspace.models { apps[model.secret, default: []].insert("model \(model.name)") }
    let named = Set(apps.keys).union(visit.names)
    let kept = times.keys.filter { $0.workspace == workspace.id.description }.map(\.name)
    let items = named.union(kept).sorted().map { name in
      SecretsPage.Item(
        name: name, apps: (apps[name] ?? []).sorted(),
        slots: environments.map { slot(name, $0, workspace, times) }, isNamed: named.contains(name),
        use: secretUse(name, visit))
    }
    return SecretsPage(
      workspace: workspace.title, items: items, notice: notice, problem: problem, hidden: hidden(visit),
      consoleURL: controlAddress + "/w/\(workspace.slug)" + (visit.app.map { "/apps/\($0)/sources" } ?? "/models"),
      assets: chromeAssets(workspace, script: false), now: clock.now())
  }

  /// The one that apps run in, and that of previews.
  private var environments: [String] {
    settings.environment == .development ? ["development"] : [settings.environment.rawValue, "development"]
  }

  private func slot(
    _ name: String, _ environment: String, _ workspace: ServedWorkspace, _ times: [SecretReference: Instant?]
  ) -> SecretsPage.Slot {
    let reference = SecretReference(workspace: workspace.id.description, environment: environment, name: name)
    return SecretsPage.Slot(
      environment: environment, isSet: times[reference] != nil, setAt: times[reference] ?? nil,
      usedAt: secretUses.last(reference))
  }

  private func hidden(_ visit: SecretVisit) -> [(name: String, value: String)] {
    [
      (FormTokens.field, secretDesk.formToken(visit.session, host: visit.place.host)),
      ("app", visit.app?.text ?? ""), ("names", visit.names.joined(separator: ",")),
      ("redactor", visit.redactor ?? ""),
    ]
  }
}

extension SecretsPage {
  func bytes() -> [UInt8] {
    var html = HTML(reserving: 16_384)
    Layout.writeHead(title: "Secrets · \(workspace)", assets, nonce: "", to: &html)
    html.raw("<body><a class=\"skip\" href=\"#main\">Skip to the content</a>")
    html.raw("<header class=\"bar\"><div class=\"inner\"><span class=\"brand\">")
    html.raw("<span class=\"names\"><span class=\"workspace\">")
    html.text(workspace)
    html.raw(
      "</span><span class=\"app\">Secrets</span></span></span><nav class=\"pages\"></nav><div class=\"menus\"><a class=\"button plain\""
    )
    html.attribute("href", consoleURL)
    html.raw(">Back to the console</a></div></div></header><main id=\"main\" tabindex=\"-1\"><h1>Secrets</h1>")
    if let notice {
      let isBad = notice.hasPrefix(Notice.badMark)
      html.raw(isBad ? "<p class=\"notice bad\" role=\"alert\">" : "<p class=\"notice info\" role=\"status\">")
      html.text(isBad ? String(notice.dropFirst(Notice.badMark.count)) : notice)
      html.raw("</p>")
    }
    html.raw(
      """
      <p class="prose quiet">You are at the runtime, on your company's side. What you enter here is sealed on this \
      machine. The control plane knows the names below, and never a value.</p>
      """)
    if items.isEmpty {
      html.raw(
        """
        <div class="card empty"><p>Nothing here needs a secret yet. A spec names that of each source; an administrator \
        connects models in the console.</p></div>
        """)
    }
    for item in items { write(item, to: &html) }
    html.raw("</main></body></html>\n")
    return html.bytes
  }

  private func write(_ item: Item, to html: inout HTML) {
    html.raw("<section class=\"card\"")
    html.attribute("id", item.name)
    html.raw("><h2><code>")
    html.text(item.name)
    html.raw("</code> <span class=\"quiet\">")
    html.text(
      item.apps.isEmpty
        ? (item.isNamed ? "no app in service reads it yet" : "no app names it") : item.apps.joined(separator: ", "))
    html.raw("</span></h2><div class=\"metrics\">")
    for slot in item.slots { write(slot, of: item, to: &html) }
    html.raw("</div></section>")
  }

  private func write(_ slot: Slot, of item: Item, to html: inout HTML) {
    let isWrong =
      problem.map { $0.reference.name == item.name && $0.reference.environment == slot.environment } ?? false
    html.raw("<div class=\"slot\"><h3>")
    html.text(slot.environment)
    html.raw(slot.isSet ? " <span class=\"badge good\">set</span>" : " <span class=\"badge warning\">not set</span>")
    html.raw("</h3><p class=\"help\">")
    html.text(slot.standing(now))
    html.raw("</p>")
    if isWrong, let problem {
      html.raw("<p class=\"error\" role=\"alert\">")
      html.text(problem.text + " Nothing was changed.")
      html.raw("</p>")
    }
    if slot.isSet { form(SecretPath.test, slot, item, item.use.test, "button plain", to: &html) }
    if item.isNamed { valueForm(slot, item, isOpen: isWrong || !slot.isSet, to: &html) }
    if slot.isSet {
      html.raw("<details class=\"data\"><summary>Remove</summary><p class=\"help\">Apps that read it stop at once.</p>")
      form(SecretPath.removal, slot, item, "Remove it", "button", to: &html)
      html.raw("</details>")
    }
    html.raw("</div>")
  }

  private func valueForm(_ slot: Slot, _ item: Item, isOpen: Bool, to html: inout HTML) {
    let id = "\(item.name)-\(slot.environment)"
    html.raw(isOpen ? "<details class=\"data\" open>" : "<details class=\"data\">")
    html.raw(slot.isSet ? "<summary>New value</summary>" : "<summary>Set it</summary>")
    begin(SecretPath.page, slot, item, to: &html)
    html.raw("<label")
    html.attribute("for", id)
    html.raw(">")
    html.text(item.use.label)
    html.raw("</label><textarea name=\"value\" rows=\"3\" required")
    html.raw(" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\" maxlength=\"65536\"")
    html.attribute("placeholder", item.use.placeholder)
    html.attribute("id", id)
    html.raw("></textarea><p class=\"help\">")
    html.text(item.use.help)
    html.raw("</p><p><button class=\"button main\">Keep and test</button></p></form></details>")
  }

  private func form(
    _ action: String, _ slot: Slot, _ item: Item, _ title: String, _ look: String, to html: inout HTML
  ) {
    begin(action, slot, item, to: &html)
    html.raw("<p><button")
    html.attribute("class", look)
    html.raw(">")
    html.text(title)
    html.raw("<span class=\"vh\"> of ")
    html.text("\(item.name), \(slot.environment)")
    html.raw("</span></button></p></form>")
  }

  private func begin(_ action: String, _ slot: Slot, _ item: Item, to html: inout HTML) {
    html.raw("<form method=\"post\"")
    html.attribute("action", action)
    html.raw(">")
    for field in hidden + [("name", item.name), ("environment", slot.environment)] {
      html.hidden(field.name, field.value)
    }
  }
}

extension SecretsPage.Slot {
  fileprivate func standing(_ now: Instant) -> String {
    let used = usedAt.map { "last used \(Age.words($0, now))" } ?? "never used"
    guard isSet else { return usedAt == nil ? "Nothing in \(environment) can use it yet." : used + "." }
    return "Set \(setAt.map { Age.words($0, now) } ?? "before this was kept"), \(used)."
  }
}

/// How long ago, in words.
enum Age {
  static func words(_ then: Instant, _ now: Instant) -> String {
    let seconds = (now.microsecondsSinceEpoch - then.microsecondsSinceEpoch) / 1_000_000
    func count(_ number: Int64, _ unit: String) -> String { "\(number) \(unit)\(number == 1 ? "" : "s") ago" }
    return switch seconds {
    case ..<90: "just now"
    case ..<5_400: count((seconds + 30) / 60, "minute")
    case ..<129_600: count((seconds + 1_800) / 3_600, "hour")
    default: count((seconds + 43_200) / 86_400, "day")
    }
  }
}
