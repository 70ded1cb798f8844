/// A host's name to its addresses, once, by us: the connector then connects to the very address that was checked, so
/// that a name cannot change its mind in between (DNS rebinding).

import Dispatch
import Glibc

enum AddressLookup {
  /// In the order of RFC 6724; empty when the name is unknown. `getaddrinfo` blocks, so it runs on a thread of its own.
  static func addresses(of host: String) async -> [Address] {
    if let address = Address(host) { return [address] }
    return await withCheckedContinuation { continuation in
      DispatchQueue(label: "freehold.lookup").async { continuation.resume(returning: resolve(host)) }
    }
  }

  private static func resolve(_ host: String) -> [Address] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_ADDRCONFIG
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var found: [Address] = []
    var next = list
    while let info = next?.pointee {
      if let address = address(info), !found.contains(address) { found.append(address) }
      next = info.ai_next
    }
    return found
  }

  private static func address(_ info: addrinfo) -> Address? {
    guard let socket = info.ai_addr else { return nil }
    switch info.ai_family {
    case AF_INET:
      return socket.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        Address(bytes: withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) })
      }
    case AF_INET6:
      return socket.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        Address(bytes: withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) })
      }
    default: return nil
    }
  }
}
