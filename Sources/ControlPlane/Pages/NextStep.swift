/// What to do next with an app that nobody can use yet: the one thing that its page leads to.

import ControlStore
import Workspaces

enum NextStep {
  /// Nothing once a runtime has taken the current release and none has failed to.
  static func notice(_ view: AppView) -> HTML {
    guard let number = view.app.currentNumber else { return unpublished(view) }
    let rollout = view.history.rollout
    if rollout.isEmpty { return noRuntime(view) }
    if let failed = rollout.first(where: { $0.outcome == .failed }) { return failure(failed, number, view) }
    if view.isInUse { return "" }
    return """
      <p class="notice info">The runtime has not answered yet, which takes a second as a rule. \
      <a href="\(view.path)">Look again</a></p>
      """
  }

  private static func unpublished(_ view: AppView) -> HTML {
    guard view.role.may(.publish), !view.history.versions.isEmpty else { return "" }
    return """
      <p class="notice info">Nobody can open it yet. <a href="\(view.path)/sources">Set the secrets of its sources</a> at \
      the runtime, and publish a version.</p>
      """
  }

  private static func noRuntime(_ view: AppView) -> HTML {
    let way: HTML =
      view.role.may(.manageRuntimes)
      ? "<a class=\"button\" href=\"/w/\(view.slug)/runtimes\">Add a runtime</a>"
      : "<span>Ask an administrator of the workspace to add one.</span>"
    return """
      <section class="notice info" aria-label="Next step"><p>It is published, and needs a runtime to run at: the part of \
      Freehold that works on your data, on a machine of yours.</p><div class="row">\(way)</div></section>
      """
  }

  /// Primary only while the app runs nowhere.
  private static func failure(_ entry: RolloutEntry, _ number: Int64, _ view: AppView) -> HTML {
    let quiet: HTML = view.isInUse ? " plain" : ""
    let way: HTML? = entry.problem.flatMap(BuildAdvice.mending).map { way in
      """
      <div class="row"><a class="button\(quiet)" href="\(view.path)\(way.path)">\(way.words)</a></div>
      """
    }
    return """
      <section class="notice bad" aria-label="Next step"><p><strong>\(entry.runtimeTitle) could not take release \
      \(number) into use:</strong> \(BuildAdvice.words(entry.problem, entry.element, entry.sqlState)). It tries again by itself.</p>\(way)</section>
      """
  }
}
