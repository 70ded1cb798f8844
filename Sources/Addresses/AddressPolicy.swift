/// Which addresses the runtime may connect to for a customer. Loopback, private and link-local ones lead into the operator's own
/// network (the control cluster, a cloud's metadata service): they are refused unless the operator's list allows them.

import Glibc

public struct AddressPolicy: Sendable {
  private let allowed: [AddressRange]

  /// - Parameter allowed: ranges that the operator opens, such as `127.0.0.1/32` or `10.20.0.0/16`.
  public init(allowing allowed: [AddressRange] = []) { self.allowed = allowed }

  /// Whether the runtime may connect there. An IPv4 address inside IPv6 counts as that IPv4 address.
  public func permits(_ address: Address) -> Bool {
    let plain = address.unwrapped
    return allowed.contains { $0.contains(plain) } || !AddressRange.reserved.contains { $0.contains(plain) }
  }
}

/// An IP address: 4 or 16 bytes.
public struct Address: Hashable, Sendable, CustomStringConvertible {
  public let bytes: [UInt8]

  /// Numbers only, no names, no zones.
  public init?(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: four) { Array($0) }
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      bytes = withUnsafeBytes(of: six) { Array($0) }
    } else {
      return nil
    }
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The IPv4 address within `::ffff:0:0/96` (RFC 4291 section 2.5.5.2), `64:ff9b::/96` (RFC 6052) and `2002::/16`
  /// (RFC 3056); otherwise itself.
  var unwrapped: Address {
    guard bytes.count == 16 else { return self }
    if bytes[..<12] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] { return Address(bytes: Array(bytes[12...])) }
    if bytes[..<12] == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] { return Address(bytes: Array(bytes[12...])) }
    if bytes[..<2] == [0x20, 0x02] { return Address(bytes: Array(bytes[2..<6])) }
    return self
  }

  public var isLoopback: Bool {
    let plain = unwrapped.bytes
    return plain.count == 4 ? plain[0] == 127 : plain == [UInt8](repeating: 0, count: 15) + [1]
  }

  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count))
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// A block of addresses in CIDR form (RFC 4632): `10.0.0.0/8`, `fc00::/7`; a lone address is a block of one.
public struct AddressRange: Sendable, Hashable {
  private let base: [UInt8]
  private let length: Int

  /// Nil for what is no address, for a length beyond it, and when bits behind the length are set.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = Address(String(parts[0])) else { return nil }
    let bits = address.bytes.count * 8
    guard parts.count == 1 || parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
      let length = parts.count == 1 ? bits : Int(parts[1]), length <= bits
    else { return nil }
    base = address.bytes
    self.length = length
    guard AddressRange.masked(base, length) == base else { return nil }
  }

  func contains(_ address: Address) -> Bool {
    address.bytes.count == base.count && AddressRange.masked(address.bytes, length) == base
  }

  private static func masked(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
    bytes.enumerated().map { index, byte in
      let kept = min(max(length - index * 8, 0), 8)
      return kept == 0 ? 0 : byte & (0xFF << UInt8(8 - kept))
    }
  }

  /// What is not globally reachable: IANA's special-purpose registries (RFC 6890), multicast included.
  static let reserved: [AddressRange] = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
    "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10",
    "ff00::/8",
  ].compactMap { AddressRange($0) }
}
