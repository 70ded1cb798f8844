/// A host's name to its addresses, once, by us: the connector then connects to the very address that was checked, so
/// that a name cannot change its mind in between (DNS rebinding).

import Dispatch
import Glibc

public enum AddressLookup {
  /// In the order of RFC 6724; empty when the name is unknown. `getaddrinfo` blocks, so it runs on a thread of its own.
  public static func addresses(of host: String) async -> [Address] {
    if let address = Address(host) { return [address] }
    return await withCheckedContinuation { continuation in
      DispatchQueue(label: "freehold.lookup").async { continuation.resume(returning: resolve(host)) }
    }
  }

  /// The first address that accepts a connection; the only one is not tried. A name often has an IPv6 address of
  /// which its server knows nothing.
  public static func answering(_ addresses: [Address], port: Int) async -> Address? {
    if addresses.count == 1 { return addresses[0] }
    return await withCheckedContinuation { continuation in
      DispatchQueue(label: "freehold.lookup").async {
        continuation.resume(returning: addresses.first { accepts($0, port) })
      }
    }
  }

  /// Within two seconds.
  private static func accepts(_ address: Address, _ port: Int) -> Bool {
    let family = address.bytes.count == 4 ? AF_INET : AF_INET6
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard address.withSocketAddress(port, { connect(descriptor, $0, $1) }) != 0 else { return true }
    guard errno == EINPROGRESS else { return false }
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&waiting, 1, 2_000) == 1 else { return false }
    var problem: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &length) == 0 && problem == 0
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

extension Address {
  fileprivate func withSocketAddress<R>(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    if bytes.count == 4 {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
      withUnsafeMutableBytes(of: &address.sin_addr) { $0.copyBytes(from: bytes) }
      return Address.erased(&address, body)
    }
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = UInt16(truncatingIfNeeded: port).bigEndian
    withUnsafeMutableBytes(of: &address.sin6_addr) { $0.copyBytes(from: bytes) }
    return Address.erased(&address, body)
  }

  private static func erased<A, R>(_ address: inout A, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<A>.size)) }
    }
  }
}
