import Identity
import ProcessTesting
import ServerKit
import Testing
import Values
import Workspaces

@Suite("Mail, against a real SMTP server")
struct MailerTests {
  private let clock = WallClock { Instant(secondsSinceEpoch: 1_773_307_800) }
  private let from = EmailAddress("freehold@example.com")!
  private let anna = EmailAddress("anna@example.org")!

  private func mailer(_ url: String, requiresTLS: Bool? = nil, authorities: String? = nil) throws -> Mailer {
    let settings = MailSettings(url: url, from: from, requiresTLS: requiresTLS, authorities: authorities)
    return Mailer(try #require(settings), clock: clock)
  }

  @Test("arrives with encoded subject, quoted-printable body, leading dots and long lines")
  func arrives() async throws {
    let server = try MailServer("plain")
    let body = "Grüße!\n.\n..dots\n\(String(repeating: "x=", count: 100)) \nhttp://localhost:8080/sign-in/abc"
    try await mailer("smtp://localhost:\(server.port)").send(to: anna, subject: "Grüße — sign in", body: body)
    let mail = try server.next()
    #expect(mail["from"] == "freehold@example.com")
    #expect(mail["to"] == ["anna@example.org"])
    let content = try #require(mail["content"]?.string)
    #expect(content.contains("Subject: =?utf-8?B?R3LDvMOfZSDigJQgc2lnbiBpbg==?=\r\n"))
    #expect(content.contains("Date: Thu, 12 Mar 2026 09:30:00 +0000\r\n"))
    #expect(content.contains("\r\n\r\nGr=C3=BC=C3=9Fe!\r\n.\r\n..dots\r\nx=3Dx"))
    #expect(content.contains("=20\r\nhttp://localhost:8080/sign-in/abc\r\n"))
    #expect(content.split(separator: "\r\n", omittingEmptySubsequences: false).allSatisfy { $0.utf8.count <= 78 })
  }

  @Test("goes by STARTTLS when the server offers it, with a certificate that is verified")
  func startTLS() async throws {
    let certificate = try TestCertificate(for: "DNS:localhost")
    let server = try MailServer("starttls", certificate: certificate)
    let url = "smtp://localhost:\(server.port)"
    try await mailer(url, requiresTLS: true, authorities: certificate.path).send(to: anna, subject: "a", body: "b")
    #expect(try server.next()["tls"] == true)
    await #expect(throws: MailError.tlsFailed) {
      try await mailer(url, requiresTLS: true).send(to: anna, subject: "a", body: "b")
    }
  }

  @Test("goes by TLS from the first byte with smtps")
  func smtps() async throws {
    let certificate = try TestCertificate(for: "DNS:localhost")
    let server = try MailServer("smtps", certificate: certificate)
    let url = "smtps://localhost:\(server.port)"
    try await mailer(url, authorities: certificate.path).send(to: anna, subject: "a", body: "b")
    #expect(try server.next()["tls"] == true)
    await #expect(throws: MailError.tlsFailed) { try await mailer(url).send(to: anna, subject: "a", body: "b") }
  }

  @Test("is never sent readable where TLS is required")
  func requiresTLS() async throws {
    let server = try MailServer("plain")
    await #expect(throws: MailError.tlsFailed) {
      try await mailer("smtp://localhost:\(server.port)", requiresTLS: true).send(to: anna, subject: "a", body: "b")
    }
  }

  @Test("signs in where it must, with any characters in the password")
  func login() async throws {
    let server = try MailServer("login")
    let place = "localhost:\(server.port)"
    try await mailer("smtp://mailer:geh%C3%A9im%3A%40%2F@\(place)").send(to: anna, subject: "a", body: "b")
    #expect(try server.next()["login"] == true)
    await #expect(throws: MailError.wrongCredentials) {
      try await mailer("smtp://mailer:wrong@\(place)").send(to: anna, subject: "a", body: "b")
    }
  }

  @Test("says by code alone when a recipient is refused or nobody listens")
  func failures() async throws {
    let server = try MailServer("plain")
    let gone = try #require(EmailAddress("bob@refused.example"))
    await #expect(throws: MailError.refused(code: 550)) {
      try await mailer("smtp://localhost:\(server.port)").send(to: gone, subject: "a", body: "b")
    }
    await #expect(throws: MailError.unreachable) {
      try await mailer("smtp://localhost:1").send(to: anna, subject: "a", body: "b")
    }
  }
}
