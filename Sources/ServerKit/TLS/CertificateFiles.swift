/// A certificate and its key as files, which whoever renews them replaces: read, and refused when a browser would refuse
/// them too.

import Glibc
import NIOSSL
public import Values

public struct CertificateFiles: Sendable, Equatable {
  /// PEM: the server's certificate, then those between it and its authority.
  public var certificate: String
  /// PEM, without a passphrase.
  public var key: String

  public init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}

/// Why a certificate cannot be served.
public enum CertificateProblem: Error, Sendable, Equatable, CustomStringConvertible {
  case unreadable(path: String, errno: Int32)
  case keyIsOpen(path: String, mode: String)
  case noCertificate(path: String)
  case noKey(path: String)
  case notYetValid(path: String, from: Instant)
  case expired(path: String, at: Instant)
  case mismatch(certificate: String, key: String)

  public var description: String {
    switch self {
    case .unreadable(let path, let code): "Cannot read \(path): \(String(cString: strerror(code)))."
    case .keyIsOpen(let path, let mode):
      "The key \(path) has mode \(mode): others could read it. Run: chmod 600 \(path)  "
        + "(and get a new certificate if somebody may have read it)."
    case .noCertificate(let path): "\(path) holds no certificate as PEM."
    case .noKey(let path): "\(path) holds no private key as PEM, or one that needs a passphrase."
    case .notYetValid(let path, let from): "The certificate \(path) is valid from \(from.iso) only. Is the clock right?"
    case .expired(let path, let at): "The certificate \(path) expired at \(at.iso). Renew it."
    case .mismatch(let certificate, let key):
      "The key \(key) does not belong to the certificate \(certificate), or is of a kind that TLS does not use."
    }
  }
}

/// What the two files held.
struct LoadedCertificate: Sendable {
  let context: NIOSSLContext
  let until: Instant

  init(_ files: CertificateFiles, now: Instant) throws(CertificateProblem) {
    let chain: [NIOSSLCertificate]
    let chainBytes = try Self.read(files.certificate, isKey: false)
    do { chain = try NIOSSLCertificate.fromPEMBytes(chainBytes) } catch { chain = [] }
    guard let leaf = chain.first else { throw .noCertificate(path: files.certificate) }
    let key: NIOSSLPrivateKey
    let keyBytes = try Self.read(files.key, isKey: true)
    do { key = try NIOSSLPrivateKey(bytes: keyBytes, format: .pem) } catch { throw .noKey(path: files.key) }
    let from = Instant(secondsSinceEpoch: leaf.notValidBefore)
    until = Instant(secondsSinceEpoch: leaf.notValidAfter)
    guard from <= now else { throw .notYetValid(path: files.certificate, from: from) }
    guard now < until else { throw .expired(path: files.certificate, at: until) }
    do {
      context = try NIOSSLContext(configuration: Self.configuration(chain, key))
    } catch {
      throw .mismatch(certificate: files.certificate, key: files.key)
    }
  }

  /// TLS 1.2 and 1.3 only (RFC 9325), with forward secrecy and authenticated encryption. Of 1.2 the one suite that all who
  /// speak it have (RFC 9113 section 9.2.2): BoringSSL lets clients choose, and there is nothing worse to choose. The
  /// suites of 1.3 are BoringSSL's own.
  private static func configuration(_ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.cipherSuiteValues = [
      .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ]
    configuration.applicationProtocols = ["h2", "http/1.1"]
    return configuration
  }

  /// Links are followed: who renews certificates likes to switch them. A key is ours alone, or root's and our group's.
  private static func read(_ path: String, isKey: Bool) throws(CertificateProblem) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path: path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, errno: EINVAL) }
    let forbidden: mode_t = status.st_uid == 0 && geteuid() != 0 ? 0o037 : 0o077
    if isKey, status.st_mode & forbidden != 0 {
      throw .keyIsOpen(path: path, mode: String(status.st_mode & 0o7777, radix: 8))
    }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    var length = 0
    while length < bytes.count {
      let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + length, $0.count - length) }
      guard count >= 0 || errno == EINTR else { throw .unreadable(path: path, errno: errno) }
      if count == 0 { break }
      length += max(0, count)
    }
    return Array(bytes[..<length])
  }
}
