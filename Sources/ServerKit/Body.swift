/// Reading what was sent, whole and within limits, before anything is changed because of it.

import HTTPTypes
public import Hummingbird
import NIOCore
public import Values

public enum BodyLimit {
  /// Forms and small JSON: 1 MiB.
  public static let form = 1 << 20
  /// How long a body may take to arrive.
  public static let patience: Duration = .seconds(30)
}

extension Request {
  /// The whole body. Fails with `too_large`, `incomplete_body`, or when it takes longer than `BodyLimit.patience`.
  public func bodyBytes(upTo limit: Int = BodyLimit.form) async throws(Problem) -> [UInt8] {
    let announced = headers[.contentLength].flatMap { Int($0) }
    if let announced, announced > limit { throw .tooLarge(limit: limit) }
    let received: ByteBuffer
    do {
      received = try await withDeadline(BodyLimit.patience) { [body] in try await body.collect(upTo: limit) }
    } catch is NIOTooManyBytesError {
      throw .tooLarge(limit: limit)
    } catch {
      throw .incompleteBody
    }
    // The framework gives what came before a connection broke as if it were all.
    if let announced, received.readableBytes != announced { throw .incompleteBody }
    return Array(received.readableBytesView)
  }

  /// A JSON body (RFC 8259); `malformed_request` for anything else.
  public func json(upTo limit: Int = BodyLimit.form) async throws(Problem) -> JSON {
    let bytes = try await bodyBytes(upTo: limit)
    do { return try JSON.parse(bytes) } catch { throw .malformed("The request's body is not valid JSON.") }
  }

  /// The type of the body without its parameters, lower case.
  public var mediaType: String {
    (headers[.contentType] ?? "").split(separator: ";").first.map { $0.trimmingSpaces().lowercased() } ?? ""
  }
}

struct DeadlinePassed: Error {}

/// What `work` returns, or `DeadlinePassed` when it is still at it after `patience`.
func withDeadline<Value: Sendable>(
  _ patience: Duration, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: patience)
      throw DeadlinePassed()
    }
    defer { group.cancelAll() }
    guard let value = try await group.next() else { throw DeadlinePassed() }
    return value
  }
}
