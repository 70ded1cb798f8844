import Foundation
import Glibc
import ProcessTesting
import ServerKit
import Testing

@Suite("A listener with TLS")
struct SecureListenerTests {
  private let certificates: TestCertificates

  init() throws { certificates = try TestCertificates() }

  private func listener() throws -> Listener {
    var listener = Listener(port: 0)
    listener.certificate = try ServerCertificate(certificates.files)
    return listener
  }

  /// What openssl says of a handshake.
  private func handshake(_ port: Int, _ options: [String] = []) async throws -> (status: Int32, text: String) {
    let run = try await Elsewhere.run(
      "openssl",
      ["s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", certificates.authority, "-verify_return_error"] + options
    )
    return (run.status, run.output + run.errors)
  }

  private func curl(_ port: Int, _ options: [String] = [], path: String = "hello") async throws -> String {
    let run = try await Elsewhere.run(
      "curl",
      ["-sS", "--cacert", certificates.authority, "-w", " %{http_version} %{http_code}"] + options + [
        "https://localhost:\(port)/\(path)"
      ])
    return run.output + run.errors
  }

  @Test("speaks TLS 1.2 and 1.3 with forward secrecy and authenticated encryption, and nothing older or weaker")
  func versions() async throws {
    try await TestServer.serving(try listener()) { server in
      let weak = ["-cipher", "ALL:@SECLEVEL=0"]
      for version in ["-tls1", "-tls1_1"] {
        let refused = try await handshake(server.port, [version] + weak)
        #expect(refused.status != 0 && refused.text.contains("alert protocol version"), "\(version): \(refused.text)")
      }
      for version in ["-tls1_2", "-tls1_3"] {
        let fine = try await handshake(server.port, [version])
        #expect(fine.status == 0 && fine.text.contains("Verify return code: 0 (ok)"), "\(version): \(fine.text)")
        #expect(fine.text.contains("GCM") || fine.text.contains("CHACHA20"))
      }
      for suite in [
        "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "AES128-GCM-SHA256", "DHE-RSA-AES128-GCM-SHA256",
      ] {
        let refused = try await handshake(server.port, ["-tls1_2", "-cipher", "\(suite):@SECLEVEL=0"])
        #expect(refused.status != 0, "\(suite): \(refused.text)")
      }
    }
  }

  @Test("speaks HTTP/2 to who offers it and HTTP/1.1 to others, and tells browsers to come by https only")
  func protocols() async throws {
    try await TestServer.serving(try listener()) { server in
      #expect(try await curl(server.port) == "\"hello\" 2 200")
      #expect(try await curl(server.port, ["--http1.1"]) == "\"hello\" 1.1 200")
      #expect(try await curl(server.port, ["--tls-max", "1.2"]) == "\"hello\" 2 200")
      let head = try await curl(server.port, ["-D", "-"])
      #expect(head.contains("strict-transport-security: max-age=63072000"))
    }
  }

  @Test("shows a new certificate once its files change, while connections that are open go on")
  func reload() async throws {
    try await TestServer.serving(try listener()) { server in
      let open = try TestProcess(
        "openssl",
        [
          "s_client", "-connect", "127.0.0.1:\(server.port)", "-CAfile", certificates.authority, "-quiet",
          "-no_ign_eof",
        ],
        input: .open)
      try open.input?.write(contentsOf: Data("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
      #expect(await Self.read(open, until: "\"hello\""))
      try certificates.issue("next.pem", "next.key", name: "second", rsa: true)
      try certificates.replace("next.pem", "next.key")
      #expect(try await eventually { try await handshake(server.port).text.contains("CN = second") })
      #expect(server.log.text.contains("a new certificate is in use"))
      try open.input?.write(contentsOf: Data("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
      #expect(await Self.read(open, until: "\"hello\""))
      open.terminate()
      _ = await Elsewhere.work { open.wait() }
    }
  }

  @Test("keeps the old certificate when the new one cannot be served, and says why")
  func badReload() async throws {
    try await TestServer.serving(try listener()) { server in
      try certificates.issue("other.pem", "other.key", name: "other")
      #expect(rename(certificates.folder + "/other.pem", certificates.files.certificate) == 0)
      #expect(try await eventually { server.log.text.contains("does not belong to the certificate") })
      #expect(try await handshake(server.port).text.contains("CN = first"))
      #expect(rename(certificates.folder + "/other.key", certificates.files.key) == 0)
      #expect(try await eventually { try await handshake(server.port).text.contains("CN = other") })
    }
  }

  @Test("does not wait for a handshake for ever, nor at the end for one that never came")
  func silentHandshake() async throws {
    var patient = try listener()
    patient.limits.handshake = .milliseconds(300)
    try await TestServer.serving(patient) { server in
      let answer = try await Socket.exchange(server.port, "")
      #expect(answer.isEmpty)
    }
    try await TestServer.serving(try listener()) { server in
      async let silent = Socket.exchange(server.port, "")
      try await Task.sleep(for: .milliseconds(100))
      await server.drain()
      let answer = try await silent
      #expect(answer.isEmpty)
    }
  }

  @Test("has a plain address beside it that only redirects")
  func redirect() async throws {
    var secure = try listener()
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    secure.redirect = Redirect(port: 0, ready: { port.yield($0) }) { host in
      host.label(in: "apps.example").map { "https://\($0).apps.example" }
    }
    try await TestServer.serving(secure) { _ in
      for await plain in ports {
        func answer(_ request: String) async throws -> String {
          try await Socket.exchange(plain, request + "Connection: close\r\n\r\n")
        }
        let moved = try await answer("GET /a/b?c=%20d HTTP/1.1\r\nHost: acme.apps.example:8080\r\n")
        #expect(moved.hasPrefix("HTTP/1.1 308"))
        #expect(moved.lowercased().contains("location: https://acme.apps.example/a/b?c=%20d\r\n"))
        #expect(try await answer("GET / HTTP/1.1\r\nHost: elsewhere.example\r\n").hasPrefix("HTTP/1.1 404"))
        let absolute = try await answer("GET http://evil/ HTTP/1.1\r\nHost: acme.apps.example\r\n")
        #expect(absolute.lowercased().contains("location: https://acme.apps.example/\r\n"), "\(absolute)")
        let posted = try await answer("POST /a HTTP/1.1\r\nHost: acme.apps.example\r\nContent-Length: 0\r\n")
        #expect(posted.hasPrefix("HTTP/1.1 403") && !posted.lowercased().contains("location:"))
        break
      }
    }
  }

  /// Reads what `process` prints until `text` has come.
  private static func read(_ process: TestProcess, until text: String) async -> Bool {
    await Elsewhere.work {
      var all = ""
      while !all.contains(text) {
        let data = process.output.availableData
        if data.isEmpty { return false }
        all += String(decoding: data, as: UTF8.self)
      }
      return true
    }
  }
}
