/// The responses that both servers give.

public import HTTPTypes
public import Hummingbird
import NIOCore
public import Values

extension Response {
  public static func bytes(
    _ bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  public static func html(
    _ page: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = "text/html; charset=utf-8"
    return .bytes(page, status: status, headers: headers)
  }

  public static func json(
    _ value: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    return .bytes(value.bytes, status: status, headers: headers)
  }

  /// 303 (RFC 9110 section 15.4.4). `location` is a path of ours or an address that the server itself composed.
  public static func seeOther(_ location: String, headers: HTTPFields = [:]) -> Response {
    var headers = headers
    headers[.location] = location
    return Response(status: .seeOther, headers: headers)
  }

  /// A file that the browser saves as `filename`, written piece by piece; `write` waits while the browser is slower.
  public static func download(
    _ filename: String, type: String, write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
  ) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(plainFilename(filename))\""],
      body: ResponseBody { writer in
        try await write(&writer)
        try await writer.finish(nil)
      })
  }

  /// CSV as UTF-8 (RFC 4180, RFC 7111).
  public static func csv(
    _ filename: String, write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
  ) -> Response {
    download(filename, type: "text/csv; charset=utf-8", write: write)
  }

  private static func plainFilename(_ name: String) -> String {
    let kept = name.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: byte
      default: UInt8(ascii: "_")
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
