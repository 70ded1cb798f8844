import Foundation
import Glibc
import ProcessTesting
import ServerKit
import Testing
import Values

@Suite("A certificate's files")
struct ServerCertificateTests {
  private let certificates: TestCertificates
  private var files: CertificateFiles { certificates.files }

  init() throws { certificates = try TestCertificates() }

  @Test("are refused when others could read the key")
  func openKey() throws {
    chmod(files.key, 0o640)
    #expect(throws: CertificateProblem.keyIsOpen(path: files.key, mode: "640")) { try ServerCertificate(files) }
    chmod(files.key, 0o600)
    _ = try ServerCertificate(files)
  }

  @Test("are refused when they do not belong together, or hold something else")
  func mismatch() throws {
    try certificates.issue("other.pem", "other.key", name: "other")
    let (certificate, key) = (files.certificate, certificates.folder + "/other.key")
    #expect(throws: CertificateProblem.mismatch(certificate: certificate, key: key)) {
      try ServerCertificate(CertificateFiles(certificate: certificate, key: key))
    }
    #expect(throws: CertificateProblem.noCertificate(path: files.key)) {
      try ServerCertificate(CertificateFiles(certificate: files.key, key: files.key))
    }
    chmod(certificate, 0o600)
    #expect(throws: CertificateProblem.noKey(path: certificate)) {
      try ServerCertificate(CertificateFiles(certificate: certificate, key: certificate))
    }
    #expect(throws: CertificateProblem.unreadable(path: "/nowhere.pem", errno: ENOENT)) {
      try ServerCertificate(CertificateFiles(certificate: "/nowhere.pem", key: files.key))
    }
  }

  @Test("are refused before and after their time")
  func time() throws {
    let until = try ServerCertificate(files).until
    let late = WallClock { Instant(microsecondsSinceEpoch: until.microsecondsSinceEpoch + 1_000_000) }
    #expect(throws: CertificateProblem.expired(path: files.certificate, at: until)) {
      try ServerCertificate(files, clock: late)
    }
    let early = WallClock { Instant(secondsSinceEpoch: 1_000_000_000) }
    let problem = #expect(throws: CertificateProblem.self) { try ServerCertificate(files, clock: early) }
    #expect(problem?.description.contains("is valid from") == true)
  }

  @Test("are read through links, as those who renew certificates lay them out")
  func links() throws {
    let link = certificates.folder + "/live.key"
    #expect(symlink(files.key, link) == 0)
    _ = try ServerCertificate(CertificateFiles(certificate: files.certificate, key: link))
  }
}
