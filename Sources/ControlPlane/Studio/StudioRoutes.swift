/// Studio's addresses: the page, its service worker, and every file under the version of them all. They are the same for
/// everyone and know nobody: no cookie is read, nothing is stored, and the page may speak to these addresses alone, and to
/// the permits' where downloads cost credits.

import AppSpec
import HTTPTypes
import Hummingbird
import ServerKit

struct Studio: Sendable {
  private let page: PackedFile
  private let worker: PackedFile
  private let files: [PackedFile]
  /// What an invoice as JSON looks like, for other people's programs: at one address for all versions.
  private let schema: PackedFile?
  /// `/studio/` and the version.
  private let root: String

  /// Nearly every document has the small files of them, and a customer abroad may need the whole; others are fetched, and
  /// kept, when a document needs them.
  private static let usualFonts = ["latin/regular", "latin/bold", "regular", "bold"].map { "fonts/\($0).ttf" }

  /// - Parameters:
  ///   - address: as people's browsers reach the installation; the policy names it.
  ///   - hasCredits: whether a download costs one.
  init?(_ files: StudioFiles, address: String, hasCredits: Bool) {
    guard let index = files["index.html"], let script = files["service-worker.js"] else { return nil }
    let root = "/studio/\(files.version)"
    let policy = Self.policy(address, hasCredits: hasCredits)
    self.root = root
    let kept = files.files.filter { !["index.html", "service-worker.js"].contains($0.name) }
    let names = kept.map(\.name).filter(Self.isNeededAtOnce) + ["tokens.css"]
    page = Self.template(
      index.filling("credits", with: hasCredits ? "on" : "off"), "/studio", "text/html; charset=utf-8", policy,
      root: root, names: names)
    worker = Self.template(
      script, "/studio/service-worker.js", "text/javascript; charset=utf-8", policy, root: root, names: names)
    let tokens = StudioFiles.File(name: "tokens.css", bytes: Array(DesignTokens.stylesheet.utf8), brotli: nil)
    self.files = (kept + [tokens]).map { PackedFile($0, root: root, policy: policy) }
    schema = files[Self.schemaName].map {
      PackedFile(
        path: "/schema/invoice.json", bytes: $0.bytes, brotli: $0.brotli,
        headers: [
          .contentType: "application/schema+json", .contentSecurityPolicy: policy, .cacheControl: "no-cache",
          .accessControlAllowOrigin: "*",
        ])
    }
  }

  /// Of fonts and of tables of sentences each person needs a few; `block/` is for apps.
  private static func isNeededAtOnce(_ name: String) -> Bool {
    usualFonts.contains(name) || !["fonts/", "texts/findings.", "block/"].contains { name.hasPrefix($0) }
  }

  private static let schemaName = "schema/invoice.json"

  /// What Studio's page and workers may do: run scripts and load files of Studio, show pictures that they made
  /// themselves, and nothing else. No form, frame, foreign picture or connection can carry an invoice away.
  static func policy(_ address: String, hasCredits: Bool) -> String {
    let own = "\(address)/studio/"
    let permits = hasCredits ? " \(address)/permits \(address)/permits/" : ""
    return "default-src 'none'; script-src \(own) 'wasm-unsafe-eval'; worker-src \(own); style-src \(own); "
      + "img-src data: blob:; connect-src \(address)/studio \(own)\(permits); form-action 'none'; frame-ancestors 'none'; "
      + "base-uri 'none'"
  }

  /// A file that names the version's folder and files; asked for anew each time.
  private static func template(
    _ file: StudioFiles.File, _ path: String, _ type: String, _ policy: String, root: String, names: [String]
  ) -> PackedFile {
    let list = "[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    let text = String(decoding: file.bytes, as: UTF8.self)
      .replacing("{{assets}}", with: root).replacing("{{files}}", with: list)
    return PackedFile(
      path: path, bytes: Array(text.utf8), brotli: nil,
      headers: [
        .contentType: type, .contentSecurityPolicy: policy, .cacheControl: "no-cache",
        .serviceWorkerAllowed: "/studio",
      ])
  }

  func add(to router: Router<ConsoleContext>) {
    for served in [page, worker] + files + (schema.map { [$0] } ?? []) {
      router.get(RouterPath(served.path)) { request, _ in served.response(to: request) }
    }
  }
}

extension StudioFiles.File {
  /// With each `{{name}}` as `text`.
  fileprivate func filling(_ name: String, with text: String) -> StudioFiles.File {
    let filled = String(decoding: bytes, as: UTF8.self).replacing("{{\(name)}}", with: text)
    return StudioFiles.File(name: self.name, bytes: Array(filled.utf8), brotli: nil)
  }
}

extension HTTPField.Name {
  fileprivate static let serviceWorkerAllowed = Self("Service-Worker-Allowed")!
}
