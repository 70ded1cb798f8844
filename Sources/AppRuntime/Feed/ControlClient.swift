/// The runtime's side of `/runtime/v1`: every request signed with the runtime's own key (`Contract.RuntimeRequest`).

import AsyncHTTPClient
import Contract
import NIOCore
import NIOHTTP1
import ServerKit
import Values

struct ControlClient: ControlPlaneLink {
  let client: HTTPClient
  /// Without a slash at its end.
  let address: String
  let runtime: RuntimeID
  let keys: RuntimeKeys
  let clock: WallClock

  func release(_ id: ReleaseID) async throws -> SignedRelease {
    let bytes = try await answer("GET", "/runtime/v1/releases/\(id)", [], limit: 4 << 20)
    return try SignedRelease(try JSON.parse(bytes))
  }

  func deliver(_ reports: [Report]) async throws -> Set<ReportID> {
    let body = JSON.array(reports.map(\.json)).bytes
    // 422: it refused all of them, and would refuse them again.
    let bytes = try await answer("POST", "/runtime/v1/reports", body, limit: 1 << 20, [.ok, .unprocessableEntity])
    guard let ids = try JSON.parse(bytes)["accepted"]?.array else { throw ControlRefusal(status: 422, problem: nil) }
    return Set(ids.compactMap { $0.string.flatMap { ReportID($0) } })
  }

  func consistency(of workspace: WorkspaceID, from first: Int64, to second: Int64) async throws -> ConsistencyProof? {
    let target = "/runtime/v1/audit/\(workspace)/consistency?from=\(first)&to=\(second)"
    do {
      return try ConsistencyProof(try JSON.parse(try await answer("GET", target, [], limit: 65_536)))
    } catch let refusal as ControlRefusal where refusal.status == 404 {
      return nil
    }
  }

  func feed(after position: Int64, _ take: @Sendable (FeedEvent) async throws -> Void) async throws {
    let response = try await send("GET", "/runtime/v1/feed?after=\(position)", [], before: .distantFuture)
    guard response.status == .ok else { throw await Self.refusal(response) }
    var line: [UInt8] = []
    for try await chunk in response.body {
      for byte in chunk.readableBytesView {
        if byte != 10 {
          line.append(byte)
          guard line.count <= 65_536 else { throw ControlRefusal(status: 200, problem: "a line is too long") }
        } else if !line.isEmpty {
          try await take(try FeedEvent(try JSON.parse(line)))
          line.removeAll(keepingCapacity: true)
        }
      }
    }
  }

  private func answer(
    _ method: String, _ target: String, _ body: [UInt8], limit: Int, _ good: [HTTPResponseStatus] = [.ok]
  ) async throws -> [UInt8] {
    let response = try await send(method, target, body, before: .now() + .seconds(15))
    guard good.contains(response.status) else { throw await Self.refusal(response) }
    return Array(try await response.body.collect(upTo: limit).readableBytesView)
  }

  /// Makes a next key the current one, where one waits.
  func settleKey() async throws {
    try await keys.settle { next, signer in
      let body = try KeyReplacement(of: runtime, by: next).json.bytes
      let request = try request("POST", "/runtime/v1/key", body, signer)
      let response = try await client.execute(request, timeout: .seconds(15))
      guard response.status == .ok else { throw await Self.refusal(response) }
    }
  }

  /// Once more when it was refused because the key was being replaced, or had been before this process began.
  private func send(
    _ method: String, _ target: String, _ body: [UInt8], before deadline: NIODeadline
  ) async throws -> HTTPClientResponse {
    let key = keys.current
    let response = try await client.execute(try request(method, target, body, key), deadline: deadline)
    guard response.status == .unauthorized else { return response }
    try await settleKey()
    let new = keys.current
    guard new.verifier != key.verifier else { return response }
    return try await client.execute(try request(method, target, body, new), deadline: deadline)
  }

  private func request(
    _ method: String, _ target: String, _ body: [UInt8], _ key: SigningKey
  ) throws -> HTTPClientRequest {
    var request = HTTPClientRequest(url: address + target)
    request.method = HTTPMethod(rawValue: method)
    let proof = RuntimeRequest(runtime: runtime, time: clock.now(), method: method, target: target, body: body)
    for (name, value) in try proof.headers(signedWith: key) { request.headers.add(name: name, value: value) }
    request.headers.add(name: "Accept", value: "application/json")
    if !body.isEmpty {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(body)
    }
    return request
  }

  /// - Throws: `ControlRefusal`, or what the network throws.
  static func enrol(_ enrolment: Enrolment, at address: String, client: HTTPClient) async throws -> Enrolled {
    var request = HTTPClientRequest(url: address + "/runtime/v1/enrolments")
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "Accept", value: "application/json")
    request.body = .bytes(enrolment.json.bytes)
    let response = try await client.execute(request, timeout: .seconds(10))
    guard (200...201).contains(response.status.code) else { throw await refusal(response) }
    return try Enrolled(try JSON.parse(Array(try await response.body.collect(upTo: 65_536).readableBytesView)))
  }

  private static func refusal(_ response: HTTPClientResponse) async -> ControlRefusal {
    let status = Int(response.status.code)
    do {
      let body = try JSON.parse(Array(try await response.body.collect(upTo: 65_536).readableBytesView))
      return ControlRefusal(status: status, problem: body["problem"]?.string.flatMap(ProblemCode.init)?.rawValue)
    } catch {
      return ControlRefusal(status: status, problem: nil)
    }
  }
}
