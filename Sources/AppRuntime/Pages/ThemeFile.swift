/// `GET /_freehold/themes/DIGEST.css`: the workspace's own rules, under a name that changes with them.

import AppSpec
import Contract
import HTTPTypes
import Hummingbird
import ServerKit

struct ThemeFile: Sendable {
  let path: String
  let bytes: [UInt8]

  /// Nil for a theme that changes nothing.
  init?(_ theme: Theme) {
    if theme.isEmpty { return nil }
    bytes = Array(theme.stylesheet.utf8)
    path = "/_freehold/themes/\(String(Digest(of: bytes).description.prefix(16))).css"
  }
}

extension Runtime {
  func themeFile(_ request: Request, _ context: RuntimeContext) async throws -> Response {
    guard let file = try place(request).workspace.themeFile, file.path == request.uri.path else {
      throw Problem.notFound
    }
    return .bytes(
      file.bytes,
      headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "public, max-age=31536000, immutable"])
  }
}
