/// Certificates for this machine alone: an authority of one's own, which may speak for a few names and no others, and what
/// it issues.

import Crypto
import FoundationEssentials
import Glibc
import SwiftASN1
import X509

struct LocalAuthority {
  /// The folder of all four files.
  let folder: String
  /// What the certificate is for: hosts, `*.host`, addresses.
  let names: [String]

  static let usualNames = ["localhost", "*.apps.localhost", "127.0.0.1", "::1"]

  var authority: String { folder + "/authority.pem" }
  var certificate: String { folder + "/certificate.pem" }
  var key: String { folder + "/key.pem" }
  private var authorityKey: String { folder + "/authority-key.pem" }

  struct Outcome {
    /// Browsers have to be told to trust it.
    var isNewAuthority: Bool
    var until: Date
  }

  /// Issues a certificate of `days`; the authority that stands in the folder goes on when it may speak for all names.
  func issue(days: Int, now: Date = Date()) throws(ToolFailure) -> Outcome {
    _ = try generalNames()
    try Files.makeFolder(folder, mode: 0o700)
    do {
      let kept = try keptAuthority(now)
      let (issuer, issuerKey) = try kept ?? makeAuthority(now)
      let until = min(now.addingTimeInterval(Double(days) * 86_400), issuer.notValidAfter)
      let key = P256.Signing.PrivateKey()
      let leaf = try certify(key, issuer, issuerKey, from: now, until: until)
      try write(key.pemRepresentation + "\n", to: self.key, mode: 0o600)
      try write([leaf, issuer].map { try $0.serializeAsPEM().pemString + "\n" }.joined(), to: certificate, mode: 0o644)
      return Outcome(isNewAuthority: kept == nil, until: until)
    } catch let failure as ToolFailure {
      throw failure
    } catch {
      throw ToolFailure(.thisMachine, "The certificate cannot be made: \(error).", advice: "Try another --folder.")
    }
  }

  /// Whether what stands in the folder is for these names and good for two more weeks.
  func isFresh(now: Date = Date()) -> Bool {
    guard Files.exists(key), Files.exists(certificate) else { return false }
    do {
      let leaf = try Certificate(pemEncoded: try text(certificate))
      let names = try leaf.extensions.subjectAlternativeNames.map { Array($0) } ?? []
      let wanted = try generalNames()
      return leaf.notValidAfter > now.addingTimeInterval(14 * 86_400) && names == wanted
    } catch {
      // What cannot be read is made anew.
      return false
    }
  }

  private func keptAuthority(_ now: Date) throws -> (Certificate, Certificate.PrivateKey)? {
    guard Files.exists(authority), Files.exists(authorityKey) else { return nil }
    let kept = try Certificate(pemEncoded: try text(authority))
    let permitted = try kept.extensions.nameConstraints.map { Set($0.permittedDNSDomains) } ?? []
    guard kept.notValidAfter > now.addingTimeInterval(30 * 86_400), domains.isSubset(of: permitted) else { return nil }
    return (kept, try Certificate.PrivateKey(pemEncoded: try text(authorityKey)))
  }

  /// Ten years, for certificates of servers below its names; it cannot make further authorities.
  private func makeAuthority(_ now: Date) throws -> (Certificate, Certificate.PrivateKey) {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName {
      OrganizationName("Freehold on this machine")
      CommonName("Freehold local authority \(now.formatted(.iso8601.year().month().day()))")
    }
    let authority = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
      notValidBefore: now.addingTimeInterval(-3600), notValidAfter: now.addingTimeInterval(3650 * 86_400), issuer: name,
      subject: name,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true))
        // Of addresses BoringSSL knows no constraint: a certificate with one would be refused.
        Critical(NameConstraints(permittedDNSDomains: domains.sorted()))
        SubjectKeyIdentifier(keyIdentifier: identifier(key))
      },
      issuerPrivateKey: .init(key))
    try write(key.pemRepresentation + "\n", to: authorityKey, mode: 0o600)
    try write(try authority.serializeAsPEM().pemString + "\n", to: self.authority, mode: 0o644)
    return (authority, .init(key))
  }

  private func certify(
    _ key: P256.Signing.PrivateKey, _ issuer: Certificate, _ issuerKey: Certificate.PrivateKey, from now: Date,
    until: Date
  ) throws -> Certificate {
    let issuerIdentifier = try issuer.extensions.subjectKeyIdentifier?.keyIdentifier
    return try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
      notValidBefore: now.addingTimeInterval(-3600), notValidAfter: until, issuer: issuer.subject,
      subject: try DistinguishedName { CommonName(names[0]) },
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames(try generalNames())
        SubjectKeyIdentifier(keyIdentifier: identifier(key))
        AuthorityKeyIdentifier(keyIdentifier: issuerIdentifier)
      },
      issuerPrivateKey: issuerKey)
  }

  /// SHA-1 of the key, as RFC 5280 section 4.2.1.2 suggests; a name, not a proof.
  private func identifier(_ key: P256.Signing.PrivateKey) -> ArraySlice<UInt8> {
    ArraySlice(Insecure.SHA1.hash(data: key.publicKey.x963Representation))
  }

  /// What the authority has to be allowed: a domain stands for all below it (RFC 5280 section 4.2.1.10).
  private var domains: Set<String> {
    Set(names.filter { Self.address($0) == nil }.map { $0.hasPrefix("*.") ? String($0.dropFirst(2)) : $0 })
  }

  private func generalNames() throws(ToolFailure) -> [GeneralName] {
    var names: [GeneralName] = []
    for name in self.names {
      if let address = Self.address(name) {
        guard address.first == 127 || address == [UInt8](repeating: 0, count: 15) + [1] else {
          throw ToolFailure(.usage, "\(name) is no address of this machine alone.", advice: "Give a name instead.")
        }
        names.append(.ipAddress(ASN1OctetString(contentBytes: address[...])))
      } else {
        names.append(.dnsName(try Self.host(name)))
      }
    }
    return names
  }

  private static func host(_ name: String) throws(ToolFailure) -> String {
    let plain = name.hasPrefix("*.") ? name.dropFirst(2) : Substring(name)
    let labels = plain.split(separator: ".", omittingEmptySubsequences: false)
    let isHost = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && !label.hasPrefix("-")
        && label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
    guard isHost, plain.utf8.count <= 253 else {
      throw ToolFailure(.usage, "“\(name)” is no host.", advice: "Write freehold.test or *.apps.test, in lower case.")
    }
    return name
  }

  /// The bytes of an IP address; nil for a name.
  private static func address(_ text: String) -> [UInt8]? {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, text, &bytes) == 1 { return bytes }
    }
    return nil
  }

  private func text(_ path: String) throws(ToolFailure) -> String {
    String(decoding: try Files.read(path), as: UTF8.self)
  }

  private func write(_ text: String, to path: String, mode: mode_t) throws(ToolFailure) {
    try Files.write(Array(text.utf8), to: path, mode: mode)
  }
}
