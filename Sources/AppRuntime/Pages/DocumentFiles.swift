/// What a browser needs to make a document's PDF: the core as WebAssembly, its worker, fonts, and the module behind the
/// button. The same files as Studio's; a runtime serves these of them to everyone, since nothing of a workspace is in them.

import HTTPTypes
import Hummingbird
import ServerKit

struct DocumentFiles: Sendable {
  /// The module that `document` blocks name.
  let module: String
  private let files: [PackedFile]

  private static let start = "block/document.js"
  private static let parts = ["core/", "fonts/", "block/", "files/download.js"]

  /// A worker has the policy of its own file: it may compile the core, and fetch it and the fonts from this host.
  private static let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

  /// Nil for a version of Studio without them.
  init?(_ studio: StudioFiles) {
    let root = "/_freehold/studio/\(studio.version)"
    guard studio[Self.start] != nil else { return nil }
    module = "\(root)/\(Self.start)"
    files = studio.files
      .filter { file in Self.parts.contains { file.name.hasPrefix($0) } }
      .map { PackedFile($0, root: root, policy: Self.policy) }
  }

  func add(to router: Router<RuntimeContext>) {
    for file in files {
      router.get(RouterPath(file.path)) { request, _ in file.response(to: request) }
    }
  }
}
