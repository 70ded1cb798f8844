/// A file at a fixed address: as it is, or compressed for a browser that takes brotli.

public import HTTPTypes
public import Hummingbird

public struct PackedFile: Sendable {
  public let path: String
  public let bytes: [UInt8]
  /// The same as brotli (RFC 7932).
  public let brotli: [UInt8]?
  public let headers: HTTPFields

  public init(path: String, bytes: [UInt8], brotli: [UInt8]?, headers: HTTPFields) {
    self.path = path
    self.bytes = bytes
    self.brotli = brotli
    self.headers = headers
  }

  /// A file of Studio below `root`, which changes with any of them: browsers keep it for a year (RFC 8246).
  public init(_ file: StudioFiles.File, root: String, policy: String) {
    self.init(
      path: "\(root)/\(file.name)", bytes: file.bytes, brotli: file.brotli,
      headers: [
        .contentType: Self.type(of: file.name), .contentSecurityPolicy: policy,
        .cacheControl: "public, max-age=31536000, immutable",
      ])
  }

  public func response(to request: Request) -> Response {
    var headers = headers
    headers[.vary] = "Accept-Encoding"
    let accepted = request.headers[values: .acceptEncoding].joined(separator: ",").split(separator: ",")
    if let brotli, accepted.contains(where: { $0.trimmed == "br" }) {
      headers[.contentEncoding] = "br"
      return .bytes(brotli, headers: headers)
    }
    return .bytes(bytes, headers: headers)
  }

  private static func type(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "js": "text/javascript; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "json": "application/json"
    case "wasm": "application/wasm"
    case "ttf": "font/ttf"
    default: "application/octet-stream"
    }
  }
}

extension Substring {
  /// Without the weight and the spaces around it.
  fileprivate var trimmed: Substring {
    prefix { $0 != ";" }.drop { $0 == " " }.prefix { $0 != " " }
  }
}
