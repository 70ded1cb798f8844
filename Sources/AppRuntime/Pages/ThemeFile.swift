/// `GET /_freehold/themes/DIGEST.css` and `.png`: the workspace's own rules and its picture, under names that change with
/// them.

import AppSpec
import Contract
import HTTPTypes
import Hummingbird
import ServerKit

/// How a workspace's apps look, checked again on this side.
struct WorkspaceLook: Sendable, Equatable {
  var theme = Theme()
  var logo: Logo?

  var stylesheet: ThemeFile? {
    theme.isEmpty ? nil : ThemeFile(Array(theme.stylesheet.utf8), "css", "text/css; charset=utf-8")
  }

  var picture: ThemeFile? { logo.map { ThemeFile($0.bytes, "png", "image/png") } }
}

struct ThemeFile: Sendable {
  let path: String
  let bytes: [UInt8]
  let type: String

  init(_ bytes: [UInt8], _ ending: String, _ type: String) {
    self.bytes = bytes
    self.type = type
    path = "/_freehold/themes/\(String(Digest(of: bytes).description.prefix(16))).\(ending)"
  }
}

extension Runtime {
  func themeFile(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    guard let file = try place(request).workspace.themeFiles.first(where: { $0.path == request.uri.path }) else {
      throw Problem.notFound
    }
    return .bytes(
      file.bytes, headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"])
  }

  /// For the pages of a workspace.
  func chromeAssets(_ workspace: ServedWorkspace, script: Bool = true) -> Chrome.Assets {
    Chrome.Assets(
      stylesheet: assets.stylesheet.path, script: script ? assets.script.path : "",
      documents: script ? documents?.module : nil, theme: workspace.themePath, logo: workspace.logo)
  }
}
