/// The files of the spec's editor, as `Scripts/workbench` put them together: one script, one stylesheet, the redactor that
/// keeps personal data in prompts on this side, and the JSON Schema that it completes from. Without them a spec is written in the browser's own text area.

import AppSpec
import Hummingbird
import ServerKit

struct Workbench: Sendable {
  let script: String
  let style: String
  let schema: String
  let redactor: String
  private let files: [PackedFile]

  /// Nil when the folder lacks one of them.
  init?(_ installed: StudioFiles) {
    guard installed["workbench.js"] != nil, installed["workbench.css"] != nil,
      installed["redactor.wasm"] != nil
    else { return nil }
    let schema = StudioFiles.File(name: "app-spec.json", bytes: Array(SpecSchema.json().utf8), brotli: nil)
    let files = StudioFiles(installed.files + [schema])
    let root = "/workbench/\(files.version)"
    self.files = files.files.map { PackedFile($0, root: root, policy: "default-src 'none'") }
    script = "\(root)/workbench.js"
    style = "\(root)/workbench.css"
    redactor = "\(root)/redactor.wasm"
    self.schema = "\(root)/app-spec.json"
  }

  func add(to router: Router<ConsoleContext>) {
    for file in files { router.get(RouterPath(file.path)) { request, _ in file.response(to: request) } }
  }

  /// What the keys do, shown once the script runs; its place is kept from the start.
  static let help: HTML = """
    <p class="hint keys" id="spec-keys"><kbd>Tab</kbd> indents; <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the editor. \
    <kbd>Ctrl</kbd>+<kbd>Space</kbd> completes, <kbd>Ctrl</kbd>+<kbd>F</kbd> finds, <kbd>Ctrl</kbd>+<kbd>/</kbd> comments, \
    <kbd>Ctrl</kbd>+<kbd>S</kbd> saves.</p>
    <p class="state" role="status" data-state></p>
    <ul class="prompts" aria-label="Personal data in prompts" data-prompts></ul>
    <ol class="findings live" aria-label="Findings" data-findings></ol>
    """
}
