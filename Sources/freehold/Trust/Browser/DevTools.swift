/// The DevTools protocol over Chromium's debugging pipe: JSON messages, each ended by a zero byte. No port is opened.
/// https://chromedevtools.github.io/devtools-protocol/

import Subprocess
import Synchronization
import Values

actor DevTools {
  struct Failure: Error, CustomStringConvertible {
    let description: String

    /// Nothing was run: the page for which it was meant had gone already.
    var isOfGonePage: Bool { description == "Cannot find context with specified id" }
  }

  private let write: @Sendable ([UInt8]) async throws -> Void
  private var next: Int64 = 0
  private var waiting: [Int64: CheckedContinuation<JSON, any Error>] = [:]
  private var isClosed = false
  private var part: [UInt8] = []
  /// Each event as it came, for whoever records; called in the order in which they come.
  private let hear: @Sendable ([UInt8]) -> Void

  init(
    write: @escaping @Sendable ([UInt8]) async throws -> Void, hear: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.write = write
    self.hear = hear
  }

  /// The result of a method, of the browser's own or of a page's session.
  func call(_ method: String, _ parameters: JSON = [:], session: String? = nil) async throws -> JSON {
    guard !isClosed else { throw Failure(description: "the browser has ended") }
    next += 1
    let id = next
    var message: [JSON.Member] = [
      .init("id", .integer(id)), .init("method", .string(method)), .init("params", parameters),
    ]
    if let session { message.append(.init("sessionId", .string(session))) }
    let bytes = JSON.object(message).bytes + [0]
    return try await withCheckedThrowingContinuation { continuation in
      waiting[id] = continuation
      Task {
        do { try await write(bytes) } catch { fail(id, "the browser could not be told \(method)") }
      }
    }
  }

  func take(_ bytes: [UInt8]) {
    part += bytes
    guard bytes.contains(0) else { return }
    var messages = part.split(separator: 0, omittingEmptySubsequences: false)
    part = Array(messages.removeLast())
    for message in messages { take(message: Array(message)) }
  }

  func close() {
    isClosed = true
    for id in waiting.keys { fail(id, "the browser has ended") }
  }

  private func take(message: [UInt8]) {
    let json: JSON
    do { json = try JSON.parse(message) } catch {
      // Not ours to understand: whatever waits says so by its time limit.
      return hear(message)
    }
    guard let id = json["id"]?.integer else { return hear(message) }
    guard let waiter = waiting.removeValue(forKey: id) else { return }
    if let problem = json["error"]?["message"]?.string {
      waiter.resume(throwing: Failure(description: problem))
    } else {
      waiter.resume(returning: json["result"] ?? .null)
    }
  }

  private func fail(_ id: Int64, _ why: String) {
    waiting.removeValue(forKey: id)?.resume(throwing: Failure(description: why))
  }
}
