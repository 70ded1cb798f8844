/// The console's stylesheet on its way: a browser that has not fetched it yet gets it with the page, so that the first
/// paint needs no second round trip; one that has names the version that it has in a cookie, and gets the file's name, first of
/// all in a header.

import HTTPTypes
import Hummingbird
import ServerKit

struct Styles: Sendable {
  let asset: Asset
  private let cookie: HostCookie

  init(_ asset: Asset, secure: Bool) {
    self.asset = asset
    cookie = HostCookie("freehold_style", secure: secure)
  }

  /// It is not there on a reload past the cache (RFC 9111, section 5.2.1.4).
  func areKept(by request: Request) -> Bool {
    request.cookie(cookie.name) == asset.digest && request.headers[.cacheControl] != "no-cache"
  }

  /// For a day: caches forget. It says nothing but which stylesheet was sent.
  var setting: HTTPField { cookie.setting(asset.digest, maxAge: 86_400) }

  var preload: HTTPField { HTTPField(name: .link, value: "<\(asset.path)>; rel=preload; as=style") }
}

extension HTTPField.Name {
  /// RFC 8288.
  static let link = Self("Link")!
}
