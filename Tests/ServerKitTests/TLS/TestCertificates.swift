// Certificates as openssl makes them, in a folder that goes with its owner.

import Foundation
import Glibc
import ProcessTesting
import ServerKit

final class TestCertificates: Sendable {
  let folder: String
  var authority: String { folder + "/ca.pem" }
  var files: CertificateFiles { CertificateFiles(certificate: folder + "/cert.pem", key: folder + "/key.pem") }

  struct Failure: Error { var output: String }

  /// An authority and one certificate for localhost.
  init() throws {
    var template = Array("/tmp/fh-tls-XXXXXX\0".utf8CString.dropLast())
    folder = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    try openssl(["req", "-x509", "-subj", "/CN=Test authority", "-days", "2", "-keyout", "ca.key", "-out", "ca.pem"])
    try issue("cert.pem", "key.pem", name: "first")
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch { print("could not remove \(folder)") }
  }

  /// A certificate for localhost whose subject is `name`.
  /// - Parameter days: it lives so long; below 0 it has expired.
  func issue(_ certificate: String, _ key: String, name: String, days: Int = 2, rsa: Bool = false) throws {
    try openssl(["req", "-subj", "/CN=\(name)", "-keyout", key, "-out", "\(name).csr"], rsa: rsa)
    try Data("subjectAltName=DNS:localhost,IP:127.0.0.1".utf8).write(to: URL(filePath: folder + "/names"))
    try run([
      "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "\(days)", "-out",
      certificate,
      "-extfile", "names",
    ])
    chmod(folder + "/" + key, 0o600)
  }

  /// Puts the files named first in the place of those that are served, each in one step.
  func replace(_ certificate: String, _ key: String) throws {
    for (from, to) in [(certificate, "cert.pem"), (key, "key.pem")] {
      guard rename("\(folder)/\(from)", "\(folder)/\(to)") == 0 else { throw Failure(output: "rename") }
    }
  }

  private func openssl(_ arguments: [String], rsa: Bool = false) throws {
    let kind = rsa ? ["-newkey", "rsa:2048"] : ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    try run([arguments[0]] + kind + ["-nodes"] + arguments.dropFirst())
  }

  private func run(_ arguments: [String]) throws {
    let paths = arguments.map {
      [".pem", ".key", ".csr", "names"].contains(where: $0.hasSuffix) ? "\(folder)/\($0)" : $0
    }
    let result = try TestProcess.run("openssl", paths)
    guard result.status == 0 else { throw Failure(output: result.errors) }
  }
}
