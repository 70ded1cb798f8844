/// Stands in front of the control plane and keeps every byte that it is sent, each connection's in its order. What goes back
/// passes by unread.

import Glibc
import NIOCore
import NIOPosix
import Synchronization

final class RecordingProxy: Sendable {
  typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  let port: Int
  private let target: Int
  private let serving: Task<Void, Never>
  private let received: Received

  /// Listens on a free port of this machine and carries all to `target`.
  static func start(to target: Int) async throws -> RecordingProxy {
    let group = MultiThreadedEventLoopGroup.singleton
    let received = Received()
    let server = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: 0) { channel in channel.eventLoop.makeCompletedFuture { try wrap(channel) } }
    guard let port = server.channel.localAddress?.port else {
      throw ToolFailure(.thisMachine, "No port can be had on this machine.", advice: "Is the loopback interface up?")
    }
    let serving = Task {
      do {
        try await withThrowingDiscardingTaskGroup { tasks in
          try await server.executeThenClose { clients in
            for try await client in clients { tasks.addTask { await carry(client, to: target, received) } }
          }
        }
      } catch {
        // Ended by `stop`; connections that are refused from then on say so to whoever connects.
        return
      }
    }
    return RecordingProxy(port: port, target: target, serving: serving, received: received)
  }

  private init(port: Int, target: Int, serving: Task<Void, Never>, received: Received) {
    (self.port, self.target, self.serving, self.received) = (port, target, serving, received)
  }

  /// What each connection has sent until now.
  var recorded: [[UInt8]] { received.all }

  func stop() async {
    serving.cancel()
    await serving.value
  }

  private static func wrap(_ channel: any NIOCore.Channel) throws -> Channel {
    try Channel(wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
  }

  /// Until either side has ended.
  private static func carry(_ client: Channel, to target: Int, _ received: Received) async {
    let number = received.begin()
    do {
      try await client.executeThenClose { fromClient, toClient in
        let server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connect(host: "127.0.0.1", port: target) { channel in
            channel.eventLoop.makeCompletedFuture { try wrap(channel) }
          }
        try await server.executeThenClose { fromServer, toServer in
          try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
              for try await piece in fromClient {
                received.take(piece, of: number)
                try await toServer.write(piece)
              }
            }
            tasks.addTask { for try await piece in fromServer { try await toClient.write(piece) } }
            try await tasks.next()
            tasks.cancelAll()
          }
        }
      }
    } catch {
      // A connection that breaks is its two ends' affair; what it has sent is kept.
      return
    }
  }
}

private final class Received: Sendable {
  private let connections = Mutex<[[UInt8]]>([])

  var all: [[UInt8]] { connections.withLock { $0 } }

  func begin() -> Int {
    connections.withLock {
      $0.append([])
      return $0.count - 1
    }
  }

  func take(_ piece: ByteBuffer, of connection: Int) {
    connections.withLock { $0[connection] += piece.readableBytesView }
  }
}
