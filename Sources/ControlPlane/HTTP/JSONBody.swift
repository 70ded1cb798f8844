/// Strictly read JSON bodies: what is missing, of another type or unknown is `malformed_request`, naming the member.

import Hummingbird
import ServerKit
import Values

extension Visit {
  /// The body's object.
  func reader(upTo limit: Int = BodyLimit.form) async throws(Problem) -> JSONReader {
    let body = try await request.json(upTo: limit)
    do { return try JSONReader(body) } catch { throw Problem(error) }
  }
}

extension JSONReader {
  /// What `body` reads, which must be all that is there, with its problems as ours.
  mutating func read<Value>(
    _ body: (inout JSONReader) throws(JSONReader.Problem) -> Value
  ) throws(ServerKit.Problem) -> Value {
    do {
      let value = try body(&self)
      try end()
      return value
    } catch { throw ServerKit.Problem(error) }
  }
}

extension Problem {
  init(_ problem: JSONReader.Problem) {
    self = .malformed(
      problem.member.isEmpty
        ? "The request's body is not a JSON object." : "The member “\(problem.member)” is missing, wrong or unknown.")
    advice = "Compare the request with the documentation."
  }
}
