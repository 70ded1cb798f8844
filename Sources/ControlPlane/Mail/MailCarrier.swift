/// Carries waiting mails to the SMTP server. With none configured they stay in the outbox, where the operator reads
/// them.

import ControlStore
import Identity
import Logging
import ServiceLifecycle
import Workspaces

struct MailCarrier: Service {
  private let store: ControlStore
  private let mailer: Mailer?
  private let logger: Logger
  private let wishes: AsyncStream<Void>
  private let wish: AsyncStream<Void>.Continuation

  init(store: ControlStore, mailer: Mailer?, logger: Logger) {
    self.store = store
    self.mailer = mailer
    self.logger = logger
    (wishes, wish) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Into the outbox, and on its way from there.
  func send(_ letter: Letter) async throws {
    _ = try await store.queueMail(to: letter.to, subject: letter.subject, body: letter.body).granted()
    wish.yield()
  }

  /// Until shutdown. What could not be sent is tried again, at most every minute.
  func run() async throws {
    guard let mailer else { return await ended() }
    let retry = Task {
      while !Task.isCancelled {
        wish.yield()
        try await Task.sleep(for: .seconds(60))
      }
    }
    await withGracefulShutdownHandler {
      for await _ in wishes { await carry(with: mailer) }
    } onGracefulShutdown: {
      wish.finish()
    }
    retry.cancel()
  }

  private func ended() async {
    await withGracefulShutdownHandler {
      for await _ in wishes {}
    } onGracefulShutdown: {
      wish.finish()
    }
  }

  private func carry(with mailer: Mailer) async {
    do {
      for mail in try await store.unsentMail() {
        try await mailer.send(to: mail.to, subject: mail.subject, body: mail.body)
        try await store.markSent(mail.id)
      }
    } catch {
      logger.warning("mail could not be sent; it waits", metadata: ["error": "\(String(describing: type(of: error)))"])
    }
  }
}
