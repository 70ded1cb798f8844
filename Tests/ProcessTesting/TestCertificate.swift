// A certificate that is its own authority, for servers of this machine.

import Foundation

public final class TestCertificate: Sendable {
  public struct Failure: Error {
    public var said: String
  }

  private let folder: String
  public var path: String { folder + "/certificate.pem" }
  public var key: String { folder + "/key.pem" }

  /// Blocks. The files go with it.
  /// - Parameter name: as OpenSSL writes a subject's other name: `DNS:redactor.test`, `IP:127.0.0.1`.
  public init(for name: String) throws {
    folder = FileManager.default.temporaryDirectory.path + "/fh-tls-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let made = try TestProcess.run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=freehold test", "-addext", "subjectAltName=\(name)", "-keyout", folder + "/key.pem", "-out",
        folder + "/certificate.pem",
      ])
    guard made.status == 0 else { throw Failure(said: made.errors) }
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch { print("left behind: \(folder)") }
  }
}
