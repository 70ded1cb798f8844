// Mails on their way: to a server when there is one, waiting when it is away.

import Contract
import ControlStore
import Foundation
import ProcessTesting
import ServerKit
import ServiceLifecycle
import Synchronization
import Testing
import Values

@testable import ControlPlane

@Suite("Mail")
struct MailTests {
  /// Lets the carrier work until `isDone`, at most ten seconds.
  private func carrying(_ plane: TestPlane, until isDone: @Sendable @escaping () async throws -> Bool) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await plane.plane.post.run() }
      for _ in 0..<100 where try await !isDone() { try await Task.sleep(for: .milliseconds(100)) }
      group.cancelAll()
    }
  }

  @Test("A sign-in link reaches the SMTP server and leaves the queue")
  func delivery() async throws {
    let server = try MailSink()
    try await TestPlane.serving(change: {
      $0.smtpURL = "smtp://127.0.0.1:\(server.port)"
      $0.mailFrom = "freehold@example.org"
    }) { plane in
      #expect(try await Browser(plane).post("/sign-in", [("email", "new@example.org")]).status == 200)
      try await carrying(plane) { try await plane.store.unsentMail().isEmpty }
      let waiting = try await plane.store.unsentMail()
      #expect(waiting.isEmpty)
      let message = server.text
      #expect(message.contains("RCPT TO:<new@example.org>"))
      #expect(message.contains("Subject: Your link to sign in to Freehold"))
      #expect(message.contains("http://localhost:8080/sign-in/"))
    }
  }

  @Test("With the server away the mail waits, and signing in answers as ever")
  func serverAway() async throws {
    try await TestPlane.serving(change: {
      $0.smtpURL = "smtp://127.0.0.1:1"
      $0.mailFrom = "freehold@example.org"
    }) { plane in
      #expect(try await Browser(plane).post("/sign-in", [("email", "new@example.org")]).status == 200)
      try await carrying(plane) { plane.log.text.contains("mail could not be sent") }
      let waiting = try await plane.store.unsentMail()
      #expect(waiting.count == 1)
      #expect(!plane.log.text.contains("new@example.org"))
    }
  }
}

/// The least that a mail server does (RFC 5321), for one conversation after the other.
final class MailSink: Sendable {
  let port: Int
  private let heard = Mutex("")

  struct Failure: Error {}

  var text: String { heard.withLock { $0 } }

  init() throws {
    let (listener, port) = try Loopback.listening()
    self.port = port
    Thread.detachNewThread { [self] in
      while case let connection = accept(listener, nil, nil), connection >= 0 { converse(connection) }
    }
  }

  private func converse(_ connection: Int32) {
    guard let stream = fdopen(connection, "r+") else { return }
    defer { fclose(stream) }
    func say(_ line: String) {
      fputs(line + "\r\n", stream)
      fflush(stream)
    }
    say("220 sink")
    var (buffer, isData) = ([CChar](repeating: 0, count: 4096), false)
    while fgets(&buffer, 4096, stream) != nil {
      let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      heard.withLock { $0 += line }
      if isData {
        if line == ".\r\n" {
          isData = false
          say("250 taken")
        }
      } else if line.hasPrefix("DATA") {
        isData = true
        say("354 go on")
      } else {
        say(line.hasPrefix("QUIT") ? "221 bye" : "250 fine")
      }
    }
  }
}
