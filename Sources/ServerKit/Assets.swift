/// Stylesheets, scripts and pictures of the servers themselves: in memory, under a name that changes with the content.

import Contract
import HTTPTypes
public import Hummingbird

public struct Asset: Sendable {
  public let path: String
  public let type: String
  public let bytes: [UInt8]
  /// The first 16 hexadecimal digits of the content's SHA-256.
  public let digest: String

  /// `name` with its extension, `app.css`; served below `prefix` as `app-0123456789abcdef.css`.
  public init(prefix: String, name: String, type: String, bytes: [UInt8]) {
    digest = String(Digest(of: bytes).description.prefix(16))
    let parts = name.split(separator: ".", maxSplits: 1)
    path = "\(prefix)/\(parts[0])-\(digest).\(parts.count > 1 ? String(parts[1]) : "bin")"
    self.type = type
    self.bytes = bytes
  }
}

extension RouterMethods {
  /// `GET` of each asset: cached for a year, since another content has another name (RFC 8246).
  @discardableResult
  public func addAssets(_ assets: [Asset]) -> Self {
    for asset in assets {
      let tag = "\"\(asset.digest)\""
      get(RouterPath(asset.path)) { request, _ in
        var headers: HTTPFields = [.eTag: tag, .cacheControl: "public, max-age=31536000, immutable"]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = asset.type
        return Response.bytes(asset.bytes, headers: headers)
      }
    }
    return self
  }
}
