/// Where someone wanted to go before he had to sign in: a short-lived cookie of our own host, so that no address
/// carries it.

import HTTPTypes
import Hummingbird
import ServerKit
import Values

struct NextPage: Sendable {
  private let cookie: HostCookie

  init(secure: Bool) { cookie = HostCookie("freehold_next", secure: secure) }

  /// A quarter of an hour, as long as a sign-in link.
  func setting(after path: String) -> HTTPField { cookie.setting(Base64URL.encode(Array(path.utf8)), maxAge: 900) }

  func clearing() -> HTTPField { cookie.clearing() }

  /// A path of ours, or `/`: never another host's (`//host`, `/\\host`) nor one with control characters.
  func path(of request: Request) -> String {
    guard let sealed = request.cookie(cookie.name), let bytes = Base64URL.decode(sealed), bytes.count <= 512,
      bytes.first == UInt8(ascii: "/"), bytes.dropFirst().first != UInt8(ascii: "/"),
      bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
    else { return "/" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
