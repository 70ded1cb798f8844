import Foundation
import ProcessTesting
import Testing

@Suite("freehold dev-certificate")
struct DevCertificateTests {
  private let home: TemporaryFolder
  private var folder: String { home.path + "/certificate" }

  init() throws { home = try TemporaryFolder() }

  private func openssl(_ arguments: [String]) throws -> (status: Int32, text: String) {
    let run = try TestProcess.run("openssl", arguments)
    return (run.status, run.output + run.errors)
  }

  private func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.posixPermissions] as? Int
  }

  @Test("makes what openssl verifies, with keys for this user alone, and renews it under the same authority")
  func certificate() throws {
    let made = try ToolRun(["dev-certificate", "--folder", folder])
    #expect(made.status == 0 && made.output.contains("--tls-certificate \(folder)/certificate.pem"))
    #expect(made.output.contains("update-ca-certificates"))
    #expect(try mode("key.pem") == 0o600 && (try mode("authority-key.pem")) == 0o600)
    for host in ["localhost", "acme.apps.localhost"] {
      let verified = try openssl([
        "verify", "-x509_strict", "-CAfile", "\(folder)/authority.pem", "-verify_hostname", host,
        "\(folder)/certificate.pem",
      ])
      #expect(verified.status == 0, "\(host): \(verified.text)")
    }
    let elsewhere = try openssl([
      "verify", "-CAfile", "\(folder)/authority.pem", "-verify_hostname", "example.com", "\(folder)/certificate.pem",
    ])
    #expect(elsewhere.status != 0)
    let limits = try openssl(["x509", "-in", "\(folder)/authority.pem", "-noout", "-ext", "nameConstraints"])
    #expect(limits.text.contains("critical") && limits.text.contains("DNS:localhost"))

    let authority = try Data(contentsOf: URL(filePath: "\(folder)/authority.pem"))
    let first = try Data(contentsOf: URL(filePath: "\(folder)/certificate.pem"))
    let renewed = try ToolRun(["dev-certificate", "--folder", folder, "--days", "5"])
    #expect(renewed.output.contains("the one from before"))
    #expect(try Data(contentsOf: URL(filePath: "\(folder)/authority.pem")) == authority)
    #expect(try Data(contentsOf: URL(filePath: "\(folder)/certificate.pem")) != first)
    let other = try ToolRun(["dev-certificate", "freehold.test", "--folder", folder])
    #expect(other.output.contains("Trust this machine's authority"))
    #expect(try Data(contentsOf: URL(filePath: "\(folder)/authority.pem")) != authority)
  }

  @Test("refuses names that are none, and addresses of other machines, before it writes anything")
  func names() throws {
    for name in ["a b", "10.0.0.1", "*.", "Upper.test", "-x.test"] {
      let refused = try ToolRun(["dev-certificate", "--folder", folder, "--", name])
      #expect(refused.status == 2, "\(name): \(refused.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder))
  }
}
