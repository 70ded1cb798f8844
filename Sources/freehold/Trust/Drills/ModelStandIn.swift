/// What a workspace's model and its own redactor are during a drill: one server of this machine that speaks Anthropic's wire
/// format at one address and the redactor's webhook at another, and keeps what it was sent.

import Contract
import NIOCore
import NIOPosix
import Synchronization
import Trust
import Values

final class ModelStandIn: Sendable {
  typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  /// How the redactor behaves.
  enum Redactor: String, Sendable, CaseIterable { case well, garbled, failing, silent }

  struct Heard: Sendable {
    /// Bodies of requests to the model.
    var prompts: [String] = []
    var answered = 0
    var tokensIn: Int64 = 0
    var tokensOut: Int64 = 0
    /// Requests to the redactor, and how many among them had a right signature.
    var webhooks: [WebhookCheck.Received] = []
    var signed = 0
  }

  let port: Int
  let planted: Planted
  private let serving = Mutex<Task<Void, Never>?>(nil)
  private let state = Mutex<(heard: Heard, redactor: Redactor)>((Heard(), .well))

  private init(port: Int, planted: Planted) { (self.port, self.planted) = (port, planted) }

  static func start(_ planted: Planted) async throws -> ModelStandIn {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: 0) { channel in
        channel.eventLoop.makeCompletedFuture { try Channel(wrappingChannelSynchronously: channel) }
      }
    guard let port = server.channel.localAddress?.port else {
      throw ToolFailure(.thisMachine, "No port can be had on this machine.", advice: "Is the loopback interface up?")
    }
    let stand = ModelStandIn(port: port, planted: planted)
    let task = Task { [stand] in
      do {
        try await withThrowingDiscardingTaskGroup { tasks in
          try await server.executeThenClose { clients in
            for try await client in clients { tasks.addTask { await stand.serve(client) } }
          }
        }
      } catch {
        // Ended by `stop`.
        return
      }
    }
    stand.serving.withLock { $0 = task }
    return stand
  }

  func stop() async {
    let task = serving.withLock { $0 }
    task?.cancel()
    await task?.value
  }

  var heard: Heard { state.withLock { $0.heard } }
  func behave(_ redactor: Redactor) { state.withLock { $0.redactor = redactor } }
  /// As a bug would have it: a value that the model got, and an answer that nobody has a receipt of.
  func betray(_ value: String) {
    state.withLock { state in
      state.heard.prompts.append(value)
      state.heard.answered += 1
    }
  }

  /// One request, one answer.
  private func serve(_ client: Channel) async {
    do {
      try await client.executeThenClose { inbound, outbound in
        var bytes: [UInt8] = []
        for try await piece in inbound {
          bytes += piece.readableBytesView
          guard let request = Self.request(bytes) else { continue }
          guard let answer = answer(request) else { continue }
          try await outbound.write(ByteBuffer(string: answer))
          return
        }
      }
    } catch {
      // Whoever asked has gone; what he sent is kept.
      return
    }
  }

  private struct Request {
    var path: String
    var headers: [String: String]
    var body: String
  }

  /// Nil until all of it is there.
  private static func request(_ bytes: [UInt8]) -> Request? {
    let mark: [UInt8] = [13, 10, 13, 10]
    guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: mark) }) else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " }) }
    }
    let body = bytes[(end + 4)...]
    guard body.count >= Int(headers["content-length"] ?? "0") ?? 0, let words = lines.first?.split(separator: " "),
      words.count > 1
    else { return nil }
    return Request(path: String(words[1]), headers: headers, body: String(decoding: body, as: UTF8.self))
  }

  private func answer(_ request: Request) -> String? {
    if request.path == "/redact" { return redaction(request) }
    let (input, output): (Int64, Int64) = (Int64(request.body.utf8.count / 3), 41)
    state.withLock { state in
      state.heard.prompts.append(request.body)
      state.heard.answered += 1
      state.heard.tokensIn += input
      state.heard.tokensOut += output
    }
    let events = [
      "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":\(input),\"output_tokens\":1}}}",
      "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\(words(request.body))}}",
      "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":\(output)}}",
      "{\"type\":\"message_stop\"}",
    ].map { "data: \($0)\n\n" }.joined()
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + events
  }

  /// The first token of the prompt comes back, with a value that occurs nowhere else.
  private func words(_ body: String) -> String {
    // What is told of tokens has examples of others.
    let token = body.contains("[[PERSONAL_1]]") ? "[[PERSONAL_1]]" : "you"
    return JSON.string("Dear \(token), \(planted.answer)").text
  }

  /// Finds the run's own mark, which no finder of ours knows.
  private func redaction(_ request: Request) -> String? {
    let received = WebhookCheck.Received(
      signature: request.headers[WebhookSignature.header.lowercased()], body: Array(request.body.utf8), at: Steps.now())
    let isSigned = WebhookSignature.verifies(
      received.signature ?? "", received.body, secrets: [Array(planted.webhookKey.utf8)], now: received.at)
    let redactor = state.withLock { state in
      state.heard.webhooks.append(received)
      if isSigned { state.heard.signed += 1 }
      return state.redactor
    }
    switch redactor {
    case .silent: return nil
    case .failing: return Self.whole("500 No", "")
    case .garbled: return Self.whole("200 OK", "{\"id\":\"0\",\"spans\":[{\"start\":-4")
    case .well: return isSigned ? found(request.body) : Self.whole("401 No", "")
    }
  }

  private func found(_ body: String) -> String {
    let asked: JSON
    do { asked = try JSON.parse(Array(body.utf8)) } catch { return Self.whole("400 No", "") }
    let text = asked["text"]?.string ?? ""
    let (scalars, mark) = (Array(text.unicodeScalars), Array(planted.mark.unicodeScalars))
    let spans = scalars.indices.filter { scalars[$0...].starts(with: mark) }.map { start in
      JSON.object([
        .init("start", .integer(Int64(start))), .init("end", .integer(Int64(start + mark.count))),
        .init("type", "PROJECT"), .init("score", 1),
      ])
    }
    return Self.whole(
      "200 OK",
      JSON.object([
        .init("id", asked["id"] ?? .null), .init("text_sha256", .string(Digest(of: Array(text.utf8)).description)),
        .init("spans", .array(spans)),
      ]).text)
  }

  private static func whole(_ status: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }
}
