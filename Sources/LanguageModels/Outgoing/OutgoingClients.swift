/// Connections that stay open between two requests: one client for each name and the address that was checked for it. It asks
/// no resolver, so that a name cannot change its mind between looking and connecting (DNS rebinding).

import Addresses
import AsyncHTTPClient
import NIOCore
import NIOSSL
import Synchronization

final class OutgoingClients: Sendable {
  /// So many stay that nobody uses just now.
  private static let limit = 32

  private struct Key: Hashable {
    var host: String
    var address: Address
    var patience: Duration
  }

  private struct Entry {
    var client: HTTPClient
    var users = 0
    var turn: UInt64 = 0
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var turn: UInt64 = 0
    var isClosed = false
  }

  private let authorities: [NIOSSLCertificate]
  private let state = Mutex(State())

  /// - Parameter authorities: trusted beside the system's.
  init(authorities: [NIOSSLCertificate]) { self.authorities = authorities }

  /// Lends a client that connects to `address`, within `patience`, when `host` is asked for; nil when all has been closed.
  /// Clients that are too many end afterwards.
  func with<R>(
    _ host: String, _ address: Address, _ patience: Duration, _ body: (HTTPClient) async -> R
  ) async -> R? {
    let key = Key(host: host, address: address, patience: patience)
    guard let client = take(key) else { return nil }
    let result = await body(client)
    for client in giveBack(key) { await Self.end(client) }
    return result
  }

  /// For good. Requests that still run fail.
  func close() async {
    let clients = state.withLock { state in
      state.isClosed = true
      defer { state.entries = [:] }
      return state.entries.values.map(\.client)
    }
    for client in clients { await Self.end(client) }
  }

  private func take(_ key: Key) -> HTTPClient? {
    state.withLock { state in
      guard !state.isClosed else { return nil }
      var entry = state.entries[key] ?? Entry(client: client(key))
      entry.users += 1
      state.turn += 1
      entry.turn = state.turn
      state.entries[key] = entry
      return entry.client
    }
  }

  /// The clients that are to end: the longest unused beyond the limit.
  private func giveBack(_ key: Key) -> [HTTPClient] {
    state.withLock { state in
      state.entries[key]?.users -= 1
      let idle = state.entries.filter { $0.value.users == 0 }.sorted { $0.value.turn < $1.value.turn }
      return idle.prefix(max(0, idle.count - Self.limit)).map { key, entry in
        state.entries[key] = nil
        return entry.client
      }
    }
  }

  private func client(_ key: Key) -> HTTPClient {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if !authorities.isEmpty { tls.additionalTrustRoots = [.certificates(authorities)] }
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
    configuration.dnsOverride = [key.host: key.address.description]
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = TimeAmount(key.patience)
    configuration.connectionPool.idleTimeout = .seconds(30)
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// It can be ended once, and only here.
  private static func end(_ client: HTTPClient) async {
    do { try await client.shutdown() } catch { preconditionFailure("a client that was lent ended elsewhere: \(error)") }
  }
}
