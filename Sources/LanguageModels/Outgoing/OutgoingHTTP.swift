/// Requests to servers that a workspace names: looked up, checked against the operator's policy, connected to exactly what was
/// checked, no redirect followed, every part limited in time.

public import Addresses
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
public import NIOSSL

public final class OutgoingHTTP: Sendable {
  private let policy: AddressPolicy
  private let clients: OutgoingClients
  private let lookup: @Sendable (String) async -> [Address]

  /// - Parameters:
  ///   - authorities: trusted beside the system's.
  ///   - lookup: a name to its addresses; an address stays what it is.
  public init(
    policy: AddressPolicy, authorities: [NIOSSLCertificate] = [],
    lookup: @escaping @Sendable (String) async -> [Address] = AddressLookup.addresses
  ) {
    self.policy = policy
    self.lookup = lookup
    clients = OutgoingClients(authorities: authorities)
  }

  /// To be called once, when nobody asks any more.
  public func shutdown() async { await clients.close() }

  /// Sends `request` and lets `read` have the answer, whatever its status.
  func exchange<R: Sendable>(
    _ request: OutgoingRequest, _ limits: OutgoingLimits,
    _ read: @escaping @Sendable (OutgoingResponse) async throws(OutgoingFailure) -> R
  ) async throws(OutgoingFailure) -> R {
    let watch = OutgoingWatch(limits)
    let outcome = await withTaskGroup(of: Outcome<R>.self) { group in
      group.addTask { .answered(await self.run(request, limits, watch, read)) }
      group.addTask { .expired(await watch.expired()) }
      let first = await group.next()
      group.cancelAll()
      // The reader had all that it wanted, and only waited for the end.
      return first.map { if case .expired(.rest) = $0 { true } else { false } } == true ? await group.next() : first
    }
    if Task.isCancelled { throw .cancelled }
    switch outcome {
    case .answered(let result): return try result.get()
    case .expired(.part(let phase)): throw .timedOut(phase)
    case .expired, nil: throw .cancelled
    }
  }

  private enum Outcome<R: Sendable>: Sendable {
    case answered(Result<R, OutgoingFailure>)
    case expired(OutgoingWatch.Expiry?)
  }

  private func run<R: Sendable>(
    _ request: OutgoingRequest, _ limits: OutgoingLimits, _ watch: OutgoingWatch,
    _ read: @Sendable (OutgoingResponse) async throws(OutgoingFailure) -> R
  ) async -> Result<R, OutgoingFailure> {
    let address: Address
    do throws(OutgoingFailure) { address = try await self.address(of: request.endpoint) } catch {
      return .failure(error)
    }
    let result = await clients.with(request.endpoint.host, address, limits.connect) {
      client -> Result<R, OutgoingFailure> in
      do throws(OutgoingFailure) {
        let response = try await Self.head(request, client, watch)
        return .success(try await read(OutgoingResponse(response, watch)))
      } catch { return .failure(error) }
    }
    return result ?? .failure(.cancelled)
  }

  /// The one address that is connected to. All that the name has must be open.
  private func address(of endpoint: Endpoint) async throws(OutgoingFailure) -> Address {
    let (lookup, host) = (lookup, endpoint.host)
    guard let addresses = await Abandonable.run({ await lookup(host) }) else { throw .cancelled }
    guard !addresses.isEmpty else { throw .nameUnknown }
    guard addresses.allSatisfy(policy.permits) else { throw .addressRefused }
    guard endpoint.isEncrypted || addresses.allSatisfy(\.isLoopback) else { throw .notEncrypted }
    let port = endpoint.port
    guard let answering = await Abandonable.run({ await AddressLookup.answering(addresses, port: port) }) else {
      throw .cancelled
    }
    guard let address = answering else { throw .unreachable }
    return address
  }

  private static func head(
    _ request: OutgoingRequest, _ client: HTTPClient, _ watch: OutgoingWatch
  ) async throws(OutgoingFailure) -> HTTPClientResponse {
    var outgoing = HTTPClientRequest(url: request.endpoint.url)
    outgoing.method = .POST
    for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
    outgoing.body = .bytes(request.body)
    watch.enter(.firstByte)
    do { return try await client.execute(outgoing, deadline: .distantFuture) } catch {
      throw failure(error, lost: true)
    }
  }

  fileprivate static func failure(_ error: any Error, lost: Bool) -> OutgoingFailure {
    switch error {
    case let error as HTTPClientError where error == .connectTimeout: .timedOut(.connect)
    case let error as HTTPClientError where error == .tlsHandshakeTimeout: .tls
    case let error as HTTPClientError where error == .cancelled: .cancelled
    case is CancellationError: .cancelled
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: .tls
    case is NIOConnectionError, is IOError: lost ? .unreachable : .broken
    default: lost ? .lost : .broken
    }
  }
}

/// A POST, ready to go.
struct OutgoingRequest: Sendable {
  var endpoint: Endpoint
  var headers: [(String, String)]
  var body: [UInt8]

  /// A body of JSON.
  init(_ endpoint: Endpoint, _ headers: [(String, String)] = [], json: [UInt8]) {
    self.endpoint = endpoint
    self.headers = [("Content-Type", "application/json")] + headers
    body = json
  }

  init(_ endpoint: Endpoint, _ headers: [(String, String)], body: [UInt8]) {
    (self.endpoint, self.headers, self.body) = (endpoint, headers, body)
  }
}

/// An answer whose body comes piece by piece.
struct OutgoingResponse {
  let status: Int
  let headers: HTTPHeaders
  private var pieces: HTTPClientResponse.Body.AsyncIterator
  private let watch: OutgoingWatch

  init(_ response: HTTPClientResponse, _ watch: OutgoingWatch) {
    status = Int(response.status.code)
    headers = response.headers
    pieces = response.body.makeAsyncIterator()
    self.watch = watch
    watch.enter(.idle)
  }

  /// Nil at the end.
  mutating func next() async throws(OutgoingFailure) -> ByteBuffer? {
    let piece = try await piece()
    watch.enter(.idle)
    return piece
  }

  private mutating func piece() async throws(OutgoingFailure) -> ByteBuffer? {
    do {
      let piece = try await pieces.next()
      // A cancelled read looks like an end.
      if piece == nil, Task.isCancelled { throw OutgoingFailure.cancelled }
      return piece
    } catch let failure as OutgoingFailure {
      throw failure
    } catch { throw OutgoingHTTP.failure(error, lost: false) }
  }

  /// Waits a moment for the formal end of an answer of which all has been read: the connection can serve again.
  mutating func finish() async {
    watch.enterRest()
    do throws(OutgoingFailure) {
      while try await piece() != nil {}
    } catch { return }
  }

  /// All of it.
  mutating func whole(upTo limit: Int) async throws(OutgoingFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try await next() {
      guard bytes.count + piece.readableBytes <= limit else { throw .tooLong }
      bytes.append(contentsOf: piece.readableBytesView)
    }
    return bytes
  }
}
